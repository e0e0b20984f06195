package org.holdfast.engine.explore;

import java.util.Arrays;
import org.holdfast.engine.program.Value;

/**
 * Takes note of what steps touch: for {@link Footprints} and {@link Protection}, whose assumptions it checks, and in {@code list} for the choice
 * of an ample set. Only steps of the main phase count; init and teardown run alone.
 */
final class Touched {
    /** What was done at an address. */
    static final int READ = 0;
    static final int WRITE = 1;
    static final int ACQUIRE = 2;
    static final int RELEASE = 3;
    static final int FREE = 4;
    /** An initialised lock, a change of hands. */
    static final int LOCK = 5;
    /** Leaves or enters a reader section, or turns something off or on. */
    static final int SECTION = 6;
    /** The end of the execution. */
    static final int END = 7;
    /** What may depend on anything. */
    static final int ANYTHING = 8;

    private final Machine m;
    final Footprints footprints;
    final Protection protection;
    int[] what = new int[64];
    long[] address = new long[64];
    int count;

    Touched(Machine m, Footprints footprints, Protection protection) {
        this.m = m;
        this.footprints = footprints;
        this.protection = protection;
    }

    void clear() {
        count = 0;
    }

    private void add(int kind, long at) {
        if (count == what.length) {
            what = Arrays.copyOf(what, count * 2);
            address = Arrays.copyOf(address, count * 2);
        }
        what[count] = kind;
        address[count++] = at;
    }

    int location(long at) {
        return m.image.layouts[m.layoutOf(Value.object(at))].location[Value.offset(at)];
    }

    private boolean shared() {
        return m.w[Shape.PHASE] == Machine.MAIN;
    }

    /** A valid address is read or written. */
    void access(int node, long at, boolean write) {
        if (shared()) {
            add(write ? WRITE : READ, at);
            footprints.touch(node, location(at));
            protection.access(at, write);
            if (m.image.pointeeGuards && guarded(at, write)) {
                add(ANYTHING, 0);
            }
        }
    }

    /** Which guards hold for an object depends on who points to it. */
    private boolean guarded(long at, boolean write) {
        return Value.object(at) >= m.image.globals && !Heap.secret(m, Value.object(at))
                || write && m.image.layouts[m.layoutOf(Value.object(at))].guarded[Value.offset(at)];
    }

    /** Something is done to a lock. */
    void lock(int node, long at, int kind) {
        if (shared()) {
            add(kind, at);
            footprints.touch(node, location(at));
        }
    }

    /** The claim of that node looks at the address, or asks about the object or the lock there, whatever it finds. */
    void peek(Routine r, int node, long at) {
        if (!inside(at) || footprints.touches(r.base + node, location(at))) {
            return;
        }
        for (int n = 0; n < r.size; n++) {
            if ((r.op[n] == Op.JUDGE || r.op[n] == Op.WATCH) && r.b[n] == r.b[node]) {
                footprints.touch(r.base + n, location(at));
            }
        }
    }

    /** The address turned out to be wrong; when it leads to an object, others may find it right. */
    void missed(int node, long at) {
        if (inside(at)) {
            footprints.touch(node, location(at));
        }
    }

    /** Main phase, and the address leads to a cell of an object, freed or not. */
    private boolean inside(long at) {
        return shared() && Value.isPointer(at) && Value.object(at) < m.objects() && Value.offset(at) >= 0
                && Value.offset(at) < m.image.layouts[m.layoutOf(Value.object(at))].size;
    }

    void free(int node, long at) {
        if (shared() && Value.isPointer(at) && Value.object(at) >= m.image.globals) {
            add(FREE, at);
            footprints.touch(node, m.image.layouts[m.layoutOf(Value.object(at))].layout);
        }
    }

    void note(int kind) {
        if (shared()) {
            add(kind, 0);
        }
    }
}
