package org.holdfast.engine.explore;

import org.holdfast.engine.program.Value;

/**
 * Sleep sets (Godefroid 1996): a transition that was explored from a state need not be explored again after one it commutes with. They
 * save transitions, never states. Only executions sleep that never come back to where they are, so that the edge left out is on no cycle: it
 * leaves the component of the state, and components are judged as if it were there. They also have a fixed place in the state, whatever
 * symmetry makes of others, and a CPU of their own.
 */
final class Sleep {
    private final Machine m;
    private final Touched touched;
    private final Footprints footprints;
    /** Executions that may sleep as far as they themselves are concerned. */
    private final long able;
    /** By unique node: what the transition that begins there may touch, as rows of a future, and whether it may depend on anything. */
    private final long[][] rows;
    private final boolean[] anything;
    /** By unique node: open claims may tell that the transition took place. */
    private final boolean[] seen;
    /** By unique node: a loop may lie ahead. */
    private final boolean[] loops;
    /** Stored states with a sleep set that is not empty. */
    private final LongMap asleep = new LongMap();

    private Sleep(Machine m, Touched touched, long able) {
        this.m = m;
        this.touched = touched;
        this.able = able;
        footprints = touched.footprints;
        rows = new long[m.image.nodes][];
        anything = new boolean[m.image.nodes];
        seen = new boolean[m.image.nodes];
        loops = new boolean[m.image.nodes];
        for (Routine r : m.image.routines) {
            loops(r);
            for (int n = 0; n < r.size; n++) {
                rows[r.base + n] = new long[Footprints.ROWS * footprints.width];
                collect(r, n, n, new boolean[r.size], 0);
                seen[r.base + n] = m.image.watches && (r.watches.length > 0 || footprints.changes(rows[r.base + n]));
            }
        }
    }

    /** Null where sleep sets are of no use or not safe. */
    static Sleep of(Machine m, Touched touched, int[] leader) {
        long able = 0;
        for (int e = 0; e < Math.min(m.image.statics, 60); e++) {
            boolean siblings = leader[e] != e || e + 1 < leader.length && leader[e + 1] == e;
            able |= siblings || m.image.cpu[e] >= 0 ? 0 : 1L << e;
        }
        return able == 0 || m.image.pointeeGuards ? null : new Sleep(m, touched, able);
    }

    private void loops(Routine r) {
        for (int n = r.size - 1; n >= 0; n--) {
            // Lowering numbers nodes in text order: only a loop goes back. Anything else that does is taken for one.
            boolean ends = r.op[n] == Op.END;
            loops[r.base + n] = !ends && (r.next[n] <= n || loops[r.base + r.next[n]])
                    || r.op[n] == Op.BRANCH && (r.a[n] <= n || loops[r.base + r.a[n]]);
        }
    }

    /** Adds what the transition that begins at {@code start} does from {@code n} on: a visible step or an atomic section, then local steps. */
    private void collect(Routine r, int start, int n, boolean[] met, int depth) {
        if (met[n] || r.op[n] >= Op.VISIBLE && n != start && depth == 0) {
            return;
        }
        met[n] = true;
        footprints.step(rows[r.base + start], r, n);
        switch (r.op[n]) {
            case Op.DEFER, Op.CANCEL, Op.QUERY, Op.BARRIER_BEGIN, Op.BARRIER_END, Op.LIST_ACCESS, Op.JUDGE, Op.WATCH, Op.ORIGIN -> anything[r.base + start] = true;
            case Op.ALLOCATE -> anything[r.base + start] |= r.x[n] != null;
            default -> {
            }
        }
        if (r.op[n] == Op.END) {
            return;
        }
        int inside = r.op[n] == Op.ATOMIC_BEGIN ? depth + 1 : r.op[n] == Op.ATOMIC_END ? Math.max(0, depth - 1) : depth;
        collect(r, start, r.next[n], met, inside);
        if (r.op[n] == Op.BRANCH) {
            collect(r, start, r.a[n], met, inside);
        }
    }

    /**
     * Those of the set, whose executions are where they were, that may sleep and commute with the transition just noted in
     * {@link Touched}; {@code routine}: of the execution that made it.
     */
    long after(long set, int routine) {
        long left = set & able;
        boolean shows = left != 0 && m.image.watches && (m.image.routines[routine].watches.length > 0 || claimed());
        for (long rest = left; rest != 0; rest &= rest - 1) {
            int e = Long.numberOfTrailingZeros(rest);
            int node = m.alive(e) ? m.image.routines[m.routine(e)].base + m.pc(e) : -1;
            if (node < 0 || loops[node] || shows && seen[node] || !commutes(node)) {
                left &= ~(1L << e);
            }
        }
        return left;
    }

    private boolean commutes(int node) {
        for (int i = 0; i < touched.count; i++) {
            if (anything[node] || conflict(rows[node], touched.what[i], touched.address[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether the transition changed what claims look at. */
    private boolean claimed() {
        for (int i = 0; i < touched.count; i++) {
            int what = touched.what[i];
            if (what == Touched.FREE) {
                for (int location : m.image.layouts[m.layoutOf(Value.object(touched.address[i]))].location) {
                    if (footprints.claimed(location)) {
                        return true;
                    }
                }
            } else if (what != Touched.READ && what < Touched.SECTION && footprints.claimed(touched.location(touched.address[i]))) {
                return true;
            }
        }
        return false;
    }

    private boolean conflict(long[] set, int what, long address) {
        if (what == Touched.ANYTHING) {
            return true;
        }
        if (what == Touched.SECTION || what == Touched.END) {
            return false;
        }
        int object = Value.object(address);
        if (Heap.secret(m, object)) {
            return false;
        }
        if (what == Touched.FREE) {
            for (int location : m.image.layouts[m.layoutOf(object)].location) {
                for (int row = 0; row < Footprints.ROWS; row++) {
                    if (footprints.in(set, row, location)) {
                        return true;
                    }
                }
            }
            return false;
        }
        int location = touched.location(address);
        return footprints.in(set, Footprints.FREES, location) || switch (what) {
            case Touched.READ -> footprints.in(set, Footprints.WRITES, location);
            case Touched.WRITE -> footprints.in(set, Footprints.WRITES, location) || footprints.in(set, Footprints.READS, location);
            default -> footprints.in(set, Footprints.LOCKS, location);
        };
    }

    /** The state is stored with this sleep set. */
    void store(long key, long set) {
        if (set != 0) {
            asleep.put(key, set);
        }
    }

    /** A stored state is met with this sleep set: what slept then and does not now must be explored after all. */
    long wake(long key, long set) {
        long then = asleep.get(key);
        long woken = then & ~set;
        if (woken != 0) {
            asleep.put(key, then & set);
        }
        return woken;
    }

    /** Values by key by open addressing; a missing one is 0. */
    private static final class LongMap {
        private long[] keys = new long[256];
        private long[] values = new long[256];
        private int size;

        long get(long key) {
            return values[slot(key)];
        }

        void put(long key, long value) {
            if (size * 2 >= keys.length) {
                long[] oldKeys = keys;
                long[] oldValues = values;
                Visited.reserve(oldKeys.length * 32L);
                keys = new long[oldKeys.length * 2];
                values = new long[oldKeys.length * 2];
                for (int i = 0; i < oldKeys.length; i++) {
                    if (oldKeys[i] != 0) {
                        int j = slot(oldKeys[i]);
                        keys[j] = oldKeys[i];
                        values[j] = oldValues[i];
                    }
                }
            }
            int i = slot(key);
            size += keys[i] == 0 ? 1 : 0;
            keys[i] = key;
            values[i] = value;
        }

        private int slot(long key) {
            int i = (int) Fingerprint.mix(key, 2) & keys.length - 1;
            while (keys[i] != 0 && keys[i] != key) {
                i = i + 1 & keys.length - 1;
            }
            return i;
        }
    }
}
