package org.holdfast.engine.explore;

/**
 * Where the parts of a state stand in the working vector. Sizes of what can grow are fixed here; when one runs full the
 * exploration starts over with a {@link #grown larger} shape, which keeps every access a plain array index.
 *
 * <p>Vector: phase, number of heap slots in use, top of the heap cells, number of pending items, start counter, per CPU the process thread
 * that ran last, then the globals' cells, the executions (static instances, one for init/teardown, callbacks), the pending items, the
 * object table and the heap cells.
 */
final class Shape {
    static final int PHASE = 0;
    static final int OBJECTS = 1;
    static final int TOP = 2;
    static final int PENDING = 3;
    static final int STARTS = 4;
    static final int FIRST_CPU = 5;

    /** Words of an execution: state, context, counts, item, queue, snapshot, its domain, who waits for it, number of its start. */
    static final int X_STATE = 0;
    static final int X_CONTEXT = 1;
    static final int X_COUNTS = 2;
    static final int X_ITEM = 3;
    static final int X_QUEUE = 4;
    static final int X_SNAPSHOT = 5;
    static final int X_DOMAIN = 6;
    static final int X_WAITERS = 7;
    static final int X_START = 8;
    static final int X_HELD = 9;

    /** Words of a pending item: deferral and function, item, argument, queue, limit, readers waited for, waiters. */
    static final int P_WHAT = 0;
    static final int P_ITEM = 1;
    static final int P_ARGUMENT = 2;
    static final int P_QUEUE = 3;
    static final int P_LIMIT = 4;
    static final int P_READERS = 5;
    static final int P_WAITERS = 6;
    static final int P_WORDS = 7;

    /** Words of an object: base, layout, status, flags; allocating node; reuse address. */
    static final int O_META = 0;
    static final int O_NODE = 1;
    static final int O_REUSE = 2;
    static final int O_WORDS = 3;

    final Caps caps;
    final int statics;
    /** The execution of init and teardown; callbacks follow. */
    final int solo;
    final int slots;
    final int cells;
    final int[] execution;
    final int[] registers;
    final int sections;
    final int pending;
    final int objects;
    final int heap;
    final int length;

    /** How much room there is. */
    record Caps(int held, int sections, int callbacks, int pending, int objects, int heapCells) {
        static final Caps START = new Caps(4, 2, 3, 4, 8, 64);

        Caps grown(Grow what) {
            if (what == Grow.HELD) {
                return new Caps(held * 2, sections, callbacks, pending, objects, heapCells);
            }
            if (what == Grow.SECTIONS) {
                return new Caps(held, sections * 2, callbacks, pending, objects, heapCells);
            }
            if (what == Grow.CALLBACKS) {
                return new Caps(held, sections, callbacks * 2, pending, objects, heapCells);
            }
            if (what == Grow.PENDING) {
                return new Caps(held, sections, callbacks, pending * 2, objects, heapCells);
            }
            return new Caps(held, sections, callbacks, pending, objects * 2, what == Grow.OBJECTS ? heapCells : heapCells * 2);
        }
    }

    Shape(Image image, Caps caps) {
        this.caps = caps;
        statics = image.statics;
        solo = statics;
        slots = statics + 1 + caps.callbacks;
        cells = FIRST_CPU + image.cpus;
        int at = cells + image.globalCells;
        execution = new int[slots];
        registers = new int[slots];
        sections = X_HELD + 2 * caps.held;
        int header = sections + 2 * caps.sections;
        for (int e = 0; e < slots; e++) {
            execution[e] = at;
            registers[e] = at + header;
            at += header + (e < statics ? image.routines[image.routine[e]].registers : e == solo ? image.soloRegisters() : image.functionRegisters());
        }
        pending = at;
        at += P_WORDS * caps.pending;
        objects = at;
        at += O_WORDS * caps.objects;
        heap = at;
        length = at + caps.heapCells;
    }

    /** Whether the sets of executions still fit a word. */
    static boolean fits(Image image, Caps caps) {
        return image.statics + 1 + caps.callbacks <= 64;
    }
}
