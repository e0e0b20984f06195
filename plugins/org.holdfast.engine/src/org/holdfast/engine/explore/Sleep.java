package org.holdfast.engine.explore;

import org.holdfast.engine.program.Value;

/**
 * Sleep sets (Godefroid 1996): a transition that was explored from a state need not be explored again after one it commutes with. They
 * save transitions, never states. Used where the program has no loop, so that no cycle is judged with edges missing, and where executions have
 * fixed places.
 */
final class Sleep {
    private static final int ALONE = 1;
    private static final int ANYTHING = 2;

    private final Machine m;
    private final Touched touched;
    private final Footprints footprints;
    /** By unique node: what the transition that begins there may touch, as rows of a future, and whether it may depend on anything. */
    private final long[][] rows;
    private final int[] flags;
    /** Stored states with a sleep set that is not empty. */
    private final LongMap asleep = new LongMap();

    private Sleep(Machine m, Touched touched) {
        this.m = m;
        this.touched = touched;
        footprints = touched.footprints;
        rows = new long[m.image.nodes][];
        flags = new int[m.image.nodes];
        for (Routine r : m.image.routines) {
            boolean claims = false;
            for (int n = 0; n < r.size; n++) {
                claims |= r.op[n] == Op.JUDGE || r.op[n] == Op.WATCH || r.op[n] == Op.ORIGIN;
            }
            for (int n = 0; n < r.size; n++) {
                rows[r.base + n] = new long[Footprints.ROWS * footprints.width];
                flags[r.base + n] = claims ? ANYTHING : 0;
                collect(r, n, n, r.op[n] == Op.ATOMIC_BEGIN ? new boolean[r.size] : null);
            }
        }
    }

    /** Null where sleep sets are of no use or not safe. */
    static Sleep of(Machine m, Touched touched, boolean symmetry) {
        Image image = m.image;
        boolean fixed = !image.hasCpus && !image.watches;
        for (int e = 1; symmetry && e < image.statics; e++) {
            fixed &= image.thread[e] != image.thread[e - 1];
        }
        if (!fixed || image.pointeeGuards || image.defers() || image.statics > 60) {
            return null;
        }
        for (Routine r : image.routines) {
            if (loops(r)) {
                return null;
            }
        }
        return new Sleep(m, touched);
    }

    private static boolean loops(Routine r) {
        for (int n = 0; n < r.size; n++) {
            // Lowering numbers nodes in text order: only a loop goes back. Anything else that does is taken for one.
            if (r.op[n] != Op.END && (r.next[n] <= n || r.op[n] == Op.BRANCH && r.a[n] <= n)) {
                return true;
            }
        }
        return false;
    }

    private void collect(Routine r, int start, int n, boolean[] section) {
        if (section != null && section[n]) {
            return;
        }
        footprints.step(rows[r.base + start], r, n);
        switch (r.op[n]) {
            case Op.DEFER, Op.CANCEL, Op.QUERY, Op.BARRIER_BEGIN, Op.BARRIER_END, Op.LIST_ACCESS -> flags[r.base + start] |= ANYTHING;
            case Op.ALLOCATE -> flags[r.base + start] |= r.x[n] == null ? 0 : ANYTHING;
            case Op.SET_CONTEXT, Op.READ_LOCK, Op.READ_UNLOCK, Op.END -> flags[r.base + start] |= ALONE;
            default -> {
            }
        }
        if (section != null && r.op[n] != Op.END) {
            section[n] = true;
            if (r.op[n] != Op.ATOMIC_END) {
                collect(r, start, r.next[n], section);
                if (r.op[n] == Op.BRANCH) {
                    collect(r, start, r.a[n], section);
                }
            }
        }
    }

    /** Those of the set, whose executions are where they were, that commute with the transition just noted in {@link Touched}. */
    long after(long set) {
        long left = set;
        for (long rest = set; rest != 0; rest &= rest - 1) {
            int e = Long.numberOfTrailingZeros(rest);
            if (!m.alive(e) || !commutes(m.image.routines[m.routine(e)].base + m.pc(e))) {
                left &= ~(1L << e);
            }
        }
        return left;
    }

    private boolean commutes(int node) {
        if (flags[node] == ANYTHING) {
            return touched.count == 0;
        }
        for (int i = 0; i < touched.count; i++) {
            if (conflict(rows[node], flags[node], touched.what[i], touched.address[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean conflict(long[] set, int flag, int what, long address) {
        if ((flag & ANYTHING) != 0 || what == Touched.ANYTHING) {
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
