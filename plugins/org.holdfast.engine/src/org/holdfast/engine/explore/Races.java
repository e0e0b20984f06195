package org.holdfast.engine.explore;

import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Value;

/**
 * Data races: in a state, two executions are both about to touch one cell by plain accesses, one of them a write. That they are both there says that no lock keeps them apart and
 * that either may come first. States that a reduction leaves out are not looked at, so that this tells of races there are, not that there is none.
 */
final class Races {
    private static final byte READ = 1;
    private static final byte WRITE = 2;

    private final Machine m;
    private final Findings findings;
    /** By routine and node: a plain access that the user wrote. */
    private final byte[][] plain;
    private final long[] address;
    private final byte[] how;
    private final boolean[] told;

    Races(Machine m, Findings findings) {
        this.m = m;
        this.findings = findings;
        plain = new byte[m.image.routines.length][];
        for (Routine r : m.image.routines) {
            plain[r.id] = new byte[r.size];
            for (int n = 0; n < r.size; n++) {
                Code.Node node = r.code.nodes().get(n);
                plain[r.id][n] = node.site() == null || node.site().statement() < 0 ? 0 : switch (node.step()) {
                    case Step.Load s -> s.access().marked() ? 0 : READ;
                    case Step.Store s -> s.access().marked() ? 0 : WRITE;
                    default -> 0;
                };
            }
        }
        address = new long[m.shape.slots];
        how = new byte[m.shape.slots];
        told = new boolean[m.image.program.locations().size()];
    }

    /** Looks at the machine's state. */
    void look() {
        if (m.w[Shape.PHASE] != Machine.MAIN) {
            return;
        }
        int was = m.slot;
        int writers = 0;
        int all = 0;
        for (int e = 0; e < m.shape.slots; e++) {
            how[e] = e == m.shape.solo || !m.alive(e) ? 0 : plain[m.routine(e)][m.pc(e)];
            if (how[e] != 0) {
                m.enter(e);
                address[e] = target(e);
                how[e] = address[e] == 0 ? 0 : how[e];
                all += how[e] == 0 ? 0 : 1;
                writers += how[e] == WRITE ? 1 : 0;
            }
        }
        for (int a = 0; writers > 0 && all > 1 && a < how.length; a++) {
            for (int b = 0; how[a] == WRITE && b < how.length; b++) {
                if (b != a && how[b] != 0 && !(how[b] == WRITE && b < a) && address[b] == address[a] && !shareCpu(a, b)) {
                    race(a, b);
                }
            }
        }
        m.enter(was);
    }

    /** The published cell the execution's next step touches, or 0. */
    private long target(int e) {
        try {
            Routine r = m.image.routines[m.routine(e)];
            long at = r.x[m.pc(e)].eval(m);
            boolean live = Value.isPointer(at) && m.peek(at) >= 0 && Heap.published(m, Value.object(at));
            return live ? at : 0;
        } catch (Stuck stuck) {
            return 0;
        }
    }

    private boolean shareCpu(int a, int b) {
        return a < m.image.statics && b < m.image.statics && m.image.cpu[a] >= 0 && m.image.cpu[a] == m.image.cpu[b];
    }

    private void race(int a, int b) {
        int location = m.image.layouts[m.layoutOf(Value.object(address[a]))].location[Value.offset(address[a])];
        if (!told[location]) {
            told[location] = true;
            findings.race(m, new Names(m).cell(address[a]), unique(a), unique(b), how[b] == WRITE);
        }
    }

    private int unique(int e) {
        return m.image.routines[m.routine(e)].base + m.pc(e);
    }
}
