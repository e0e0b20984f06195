package org.holdfast.engine.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Everything found so far, each with the run that showed it first. As the search's observer it holds back what a transition shows until it
 * is clear that the transition takes place.
 */
final class Findings implements Observer {
    /** An acquisition of a class while another was held, or in a context; see {@link LockUse}. */
    record Use(int heldLocation, int heldSubclass, int heldMode, int heldNode, int location, int subclass, int mode, int node, boolean attempt,
            boolean sameLock, boolean nested, int kind, boolean interruptsOn, boolean softirqsOn, String thread, Run run) {
        /** Whether both state the same fact. */
        boolean same(Use o) {
            return node == o.node && heldNode == o.heldNode && location == o.location && heldLocation == o.heldLocation && mode == o.mode
                    && heldMode == o.heldMode && subclass == o.subclass && heldSubclass == o.heldSubclass && attempt == o.attempt && sameLock == o.sameLock
                    && nested == o.nested && kind == o.kind && interruptsOn == o.interruptsOn && softirqsOn == o.softirqsOn;
        }
    }

    /** What was held where a function that deals in locks was entered or left. */
    record Crossing(int node, List<String> held, String thread) {
    }

    /** Two plain accesses that meet: the first a write, the other one too if {@code both}. */
    record Race(String cell, int write, int other, boolean both, Run run) {
    }

    /** In the place of the held lock's class: the use is a lock held when the context changed. */
    static final int ALREADY = -2;

    private final Image image;
    final Map<Finding, Run> found = new LinkedHashMap<>();
    final List<Use> uses = new ArrayList<>();
    final List<Crossing> crossings = new ArrayList<>();
    final List<Race> races = new ArrayList<>();
    private final LongSet crossed = new LongSet();
    /** For deadlocks in a component that others keep running in: the executions that are stuck. */
    final Map<Finding, Long> stuck = new LinkedHashMap<>();
    /** For findings about a component: the fingerprints of its states. */
    final Map<Finding, LongSet> components = new LinkedHashMap<>();
    /** Findings whose run is known to be shortest. */
    final Set<Finding> shortest = new HashSet<>();
    final boolean[] judged;
    private final boolean[] refuted;
    /** Why the result is not complete, or null. */
    String trap;

    private final Map<String, boolean[]> observed = new LinkedHashMap<>();
    private final List<Finding> fresh = new ArrayList<>();
    private final LongSet edges = new LongSet();
    /** By node: the contexts it was seen in, a bit each. */
    private final short[] contexts;
    private Supplier<Run> here;

    Findings(Image image) {
        this.image = image;
        judged = new boolean[image.program.claims().size()];
        refuted = new boolean[judged.length];
        contexts = new short[image.nodes];
        for (String rule : List.of("sleep-in-atomic", "unguarded-access", "must-hold", "lock-dropped-in-iteration", "held-lock-freed", "lock-leak")) {
            observed.put(rule, new boolean[image.nodes]);
        }
    }

    /** Where the current transition's run comes from. */
    void here(Supplier<Run> run) {
        here = run;
    }

    void add(String rule, int node, long detail) {
        add(new Finding(rule, node, detail));
    }

    void add(Finding f) {
        if (!found.containsKey(f)) {
            found.put(f, here.get());
        }
    }

    /** The transition took place: what it showed counts. */
    void settle() {
        if (!fresh.isEmpty()) {
            commit();
        }
    }

    @Override
    public void blocked() {
        if (!fresh.isEmpty()) {
            fresh.clear();
        }
    }

    private void commit() {
        for (Finding f : fresh) {
            if (f.rule().equals("claim-refuted")) {
                refuted[(int) f.detail()] = true;
            } else {
                observed.get(f.rule())[f.node()] = true;
            }
            if (!found.containsKey(f)) {
                found.put(f, here.get());
            }
        }
        fresh.clear();
    }

    @Override
    public void observed(String rule, Machine m, Routine r, int node, long address) {
        if (!observed.get(rule)[r.base + node]) {
            fresh.add(new Finding(rule, r.base + node, 0));
        }
    }

    @Override
    public void judged(int claim) {
        judged[claim] = true;
    }

    @Override
    public void refuted(int claim, Machine m, Routine r, int node) {
        if (!refuted[claim]) {
            fresh.add(Finding.refuted(claim));
        }
    }

    @Override
    public void acquiring(Machine m, Routine r, int node, long lock, int kind, int mode, boolean attempt, int subclass, long nest) {
        int unique = r.base + node;
        long context = m.w[m.execution + Shape.X_CONTEXT];
        boolean interruptsOn = context >>> 32 == 0;
        boolean softirqsOn = (context >>> 16 & 0xFFFF) == 0;
        int in = m.kind(m.slot);
        int bit = 1 << (in << 2 | (interruptsOn ? 2 : 0) | (softirqsOn ? 1 : 0));
        int location = location(m, lock);
        if ((contexts[unique] & bit) == 0 || edges.add(Fingerprint.mix(unique, (long) location << 32 | bit | subclass << 16))) {
            contexts[unique] |= (short) bit;
            edges.add(Fingerprint.mix(unique, (long) location << 32 | bit | subclass << 16));
            uses.add(new Use(-1, 0, 0, 0, location, subclass, mode, unique, attempt, false, false, in, interruptsOn, softirqsOn, name(m), here.get()));
        }
        for (int h = 0, i = m.execution + Shape.X_HELD; h < m.heldCount(m.slot); h++, i += 2) {
            long held = m.w[i];
            long entry = m.w[i + 1];
            int heldLocation = location(m, held);
            boolean same = held == lock;
            boolean nested = nest != 0 && Locking.find(m, m.slot, nest, Locking.ANY) >= 0;
            long key = Fingerprint.mix(Fingerprint.mix((long) heldLocation << 32 | location, entry),
                    (long) unique << 32 | (same ? 1 : 0) | (nested ? 2 : 0) | mode << 2 | in << 4 | subclass << 8);
            if (edges.add(key)) {
                uses.add(new Use(heldLocation, Locking.subclass(entry), Locking.mode(entry), Locking.node(entry), location, subclass, mode, unique,
                        attempt, same, nested, in, interruptsOn, softirqsOn, name(m), here.get()));
            }
        }
    }

    /** As lockdep does when interrupts are switched on: the locks held from before are held with them on from now on. */
    @Override
    public void enabled(Machine m, Routine r, int node) {
        long context = m.w[m.execution + Shape.X_CONTEXT];
        boolean interruptsOn = context >>> 32 == 0;
        boolean softirqsOn = (context >>> 16 & 0xFFFF) == 0;
        for (int h = 0, i = m.execution + Shape.X_HELD; h < m.heldCount(m.slot); h++, i += 2) {
            int location = location(m, m.w[i]);
            long entry = m.w[i + 1];
            if (edges.add(Fingerprint.mix((long) ALREADY << 32 | r.base + node, (long) location << 32 | (softirqsOn ? 1 : 0) | (interruptsOn ? 2 : 0)))) {
                uses.add(new Use(ALREADY, 0, 0, 0, location, Locking.subclass(entry), Locking.mode(entry), r.base + node, false, false, false, m.kind(m.slot),
                        interruptsOn, softirqsOn, name(m), here.get()));
            }
        }
    }

    @Override
    public void boundary(Machine m, Routine r, int node) {
        long key = r.base + node;
        for (int h = 0, i = m.execution + Shape.X_HELD; h < m.heldCount(m.slot); h++, i += 2) {
            key = Fingerprint.mix(key, (long) location(m, m.w[i]) << 32 | m.w[i + 1] & 0xFFFF);
        }
        if (crossed.add(key)) {
            crossings.add(new Crossing(r.base + node, new Names(m).held(m.slot), name(m)));
        }
    }

    void race(Machine m, String cell, int write, int other, boolean both) {
        races.add(new Race(cell, write, other, both, here.get()));
    }

    private static String name(Machine m) {
        return m.slot <= m.shape.solo ? new Names(m).thread(m.slot) : m.image.routines[m.routine(m.slot)].code.name();
    }

    private int location(Machine m, long lock) {
        int object = org.holdfast.engine.program.Value.object(lock);
        return image.layouts[m.layoutOf(object)].location[org.holdfast.engine.program.Value.offset(lock)];
    }
}
