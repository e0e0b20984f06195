package org.holdfast.engine.explore;

import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Step;

/** Judges claims, at their label or wherever an execution has them open. */
final class Claims {
    private final Machine m;
    /** Numbers of the claims the last step refuted. */
    final int[] refuted;
    int count;

    Claims(Machine m) {
        this.m = m;
        refuted = new int[m.image.program.claims().size()];
    }

    /** Judges all claims that some execution has open; false if one is refuted. {@code touched}: takes note of what they look at, or null. */
    boolean judge(Observer observer, Touched touched) {
        count = 0;
        for (int e = 0; e < m.shape.slots; e++) {
            if (!m.alive(e)) {
                continue;
            }
            Routine r = m.image.routines[m.routine(e)];
            for (int node : r.watches) {
                if (open(e, r, node)) {
                    m.enter(e);
                    judge(observer, touched, r, node, r.b[node]);
                }
            }
        }
        return count == 0;
    }

    /** Whether the execution is inside the region that the node opens. */
    boolean open(int e, Routine r, int node) {
        return m.w[m.shape.registers[e] + r.a[node]] > 0;
    }

    /** Whether the node opens a region. */
    boolean opens(Routine r, int node) {
        return ((Step.Watch) r.step(node)).open();
    }

    /** Opens or closes the region. */
    void step(Routine r, int node) {
        if (r.op[node] == Op.WATCH) {
            int i = m.registers + r.a[node];
            m.set(i, m.w[i] + (opens(r, node) ? 1 : -1));
        }
    }

    /** Judges the claim of one step; false if it is refuted. */
    boolean judge(Observer observer, Touched touched, Routine r, int node) {
        count = 0;
        judge(observer, touched, r, node, r.b[node]);
        return count == 0;
    }

    /** Takes note of all that the condition may look at. */
    private void look(Touched touched, Routine r, int node, Formula f) {
        Formula address = switch (f) {
            case Formula.Peek peek -> peek.address;
            case Formula.Freed freed -> freed.address;
            case Formula.Held held -> held.lock;
            default -> null;
        };
        try {
            if (address != null) {
                touched.peek(r, node, address.eval(m));
            }
        } catch (Undefined | Stuck nothing) {
            // What it rests on is noted all the same.
        }
        for (Formula part : f.parts()) {
            look(touched, r, node, part);
        }
    }

    private void judge(Observer observer, Touched touched, Routine r, int node, int claim) {
        if (touched != null) {
            look(touched, r, node, r.x[node]);
        }
        boolean holds;
        try {
            long value = r.x[node].eval(m);
            holds = switch (m.image.program.claims().get(claim).form()) {
                case NEVER -> value == 0;
                case ALWAYS -> value != 0;
                case UNREACHABLE -> false;
            };
        } catch (Undefined | Stuck nothing) {
            return;
        }
        observer.judged(claim);
        if (!holds) {
            m.fail("claim-refuted", 0);
            for (int i = 0; i < count; i++) {
                if (refuted[i] == claim) {
                    return;
                }
            }
            refuted[count++] = claim;
        }
    }
}
