package org.holdfast.engine.explore;

import java.util.Arrays;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Layout;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Value;

/**
 * What each node may touch, by location class, and from that what an execution may still do from each node on. What the program does not
 * say (which lock, which list, what is freed) is learned: first from runs of each thread alone, then checked while exploring. A node that does what it was not known to do makes the
 * exploration start over with more knowledge ({@link Relearn}), so that the reductions never rest on a wrong assumption.
 */
final class Footprints {
    /** A node does what was not known of it. */
    static final class Relearn extends RuntimeException {
        private static final long serialVersionUID = 1;
        static final Relearn AGAIN = new Relearn();

        private Relearn() {
            super("relearn", null, false, false);
        }
    }

    /** Rows of a future: sets of location classes. */
    static final int READS = 0;
    static final int WRITES = 1;
    static final int FREES = 2;
    /** Locks taken or given back in any way; tried; waited for as a writer; changing hands or initialised. */
    static final int LOCKS = 3;
    static final int TRIES = 4;
    static final int WRITERS = 5;
    static final int HANDS = 6;
    static final int ROWS = 7;

    /** Flags of a future: starts waiting for readers; defers, cancels or asks for items. */
    static final int GRACE = 1;
    static final int DEFERS = 2;

    private final Image image;
    final int width;
    /** By unique node: location classes it may touch. */
    private final long[][] own;
    /** By unique node: the rows of what may be done from it on, in one array. */
    final long[][] future;
    final int[] flags;
    /** Location classes that claims look at. */
    private final long[] claimed;
    boolean grown;

    Footprints(Image image) {
        this.image = image;
        width = Math.max(1, (image.program.locations().size() + 63) / 64);
        own = new long[image.nodes][width];
        claimed = new long[width];
        future = new long[image.nodes][];
        flags = new int[image.nodes];
        for (Routine r : image.routines) {
            for (int n = 0; n < r.size; n++) {
                declared(r, n);
            }
        }
    }

    private void declared(Routine r, int n) {
        long[] set = own[r.base + n];
        switch (r.step(n)) {
            case Step.Load s -> declared(set, s.access());
            case Step.Store s -> declared(set, s.access());
            default -> {
            }
        }
    }

    private static void declared(long[] set, Step.Access access) {
        all(set, access.locations().isEmpty());
        for (int location : access.locations()) {
            set[location >> 6] |= 1L << location;
        }
    }

    private static void all(long[] set, boolean really) {
        if (really) {
            Arrays.fill(set, -1L);
        }
    }

    /** The node touches the location. */
    void touch(int node, int location) {
        long[] set = own[node];
        if ((set[location >> 6] >>> location & 1) == 0) {
            set[location >> 6] |= 1L << location;
            grown = true;
        }
    }

    /** The node frees an object of that layout. */
    void touch(int node, Layout layout) {
        for (Layout.Cell c : layout.cells()) {
            touch(node, c.location());
        }
    }

    /** Works out all futures anew. */
    void settle() {
        grown = false;
        for (int n = 0; n < image.nodes; n++) {
            future[n] = new long[ROWS * width];
        }
        Arrays.fill(flags, 0);
        claims();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Routine r : image.routines) {
                for (int n = r.size - 1; n >= 0; n--) {
                    changed |= join(r, n);
                }
            }
        }
    }

    private void claims() {
        for (Routine r : image.routines) {
            for (int n = 0; n < r.size; n++) {
                for (int i = 0; i < width && (r.op[n] == Op.JUDGE || r.op[n] == Op.WATCH); i++) {
                    claimed[i] |= own[r.base + n][i];
                }
            }
        }
    }

    private boolean join(Routine r, int n) {
        int node = r.base + n;
        long[] rows = future[node].clone();
        int flag = flags[node];
        if (r.op[n] != Op.END) {
            flag |= include(rows, r.base + r.next[n]);
            if (r.op[n] == Op.BRANCH) {
                flag |= include(rows, r.base + r.a[n]);
            }
        }
        step(rows, r, n);
        switch (r.op[n]) {
            case Op.BARRIER_BEGIN -> flag |= r.a[n] == Step.Barrier.What.GRACE_PERIOD.ordinal() ? GRACE : DEFERS;
            case Op.CANCEL, Op.QUERY -> flag |= DEFERS;
            case Op.DEFER -> {
                flag |= DEFERS;
                if (r.a[n] == Deferral.RCU.ordinal() || r.a[n] == Deferral.RECLAIM.ordinal()) {
                    flag |= GRACE;
                }
                flag |= deferred(rows, r.more[n][0]);
            }
            default -> {
            }
        }
        if (flag != flags[node] || !Arrays.equals(rows, future[node])) {
            flags[node] = flag;
            future[node] = rows;
            return true;
        }
        return false;
    }

    /** Adds what the node itself may touch. */
    void step(long[] rows, Routine r, int n) {
        int node = r.base + n;
        switch (r.op[n]) {
            case Op.LOAD, Op.LIST_ACCESS -> own(rows, READS, node);
            case Op.JUDGE, Op.WATCH -> {
                // Claims look at memory whoever holds its lock.
                own(rows, READS, node);
                own(rows, FREES, node);
                own(rows, LOCKS, node);
                own(rows, TRIES, node);
            }
            case Op.STORE -> own(rows, WRITES, node);
            case Op.FREE -> own(rows, FREES, node);
            case Op.ACQUIRE -> {
                own(rows, LOCKS, node);
                if ((r.b[n] & 4) != 0) {
                    own(rows, TRIES, node);
                } else if ((r.b[n] & 3) == Locking.EXCLUSIVE) {
                    own(rows, WRITERS, node);
                }
            }
            case Op.RELEASE -> own(rows, LOCKS, node);
            case Op.HAND_OVER, Op.INIT_LOCK -> {
                own(rows, LOCKS, node);
                own(rows, HANDS, node);
            }
            default -> {
            }
        }
    }

    /** What a callback may do is what the one who defers it may bring about. */
    private int deferred(long[] rows, Formula function) {
        int flag = 0;
        for (int f = 0; f < image.functionRoutine.length; f++) {
            boolean meant = !(function instanceof Formula.Const c) || c.value == Value.function(f);
            if (meant && image.functionRoutine[f] >= 0) {
                flag |= include(rows, image.routines[image.functionRoutine[f]].base);
            }
        }
        return flag;
    }

    private int include(long[] rows, int node) {
        long[] other = future[node];
        for (int i = 0; i < rows.length; i++) {
            rows[i] |= other[i];
        }
        return flags[node];
    }

    private void own(long[] rows, int row, int node) {
        for (int i = 0; i < width; i++) {
            rows[row * width + i] |= own[node][i];
        }
    }

    /** Whether the node may touch the location. */
    boolean touches(int node, int location) {
        return (own[node][location >> 6] >>> location & 1) != 0;
    }

    /** Whether some claim looks at the location. */
    boolean claimed(int location) {
        return (claimed[location >> 6] >>> location & 1) != 0;
    }

    /** Whether steps with these rows may change what some claim looks at. */
    boolean changes(long[] rows) {
        for (int i = 0; i < width; i++) {
            if (((rows[WRITES * width + i] | rows[FREES * width + i] | rows[LOCKS * width + i]) & claimed[i]) != 0) {
                return true;
            }
        }
        return false;
    }

    boolean in(long[] rows, int row, int location) {
        return (rows[row * width + (location >> 6)] >>> location & 1) != 0;
    }
}
