package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import java.util.Arrays;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Value;

/**
 * One concrete state as a flat vector, and a journal of overwritten words: a depth-first search takes a step back by rolling the
 * journal back, so that a state is never copied. Everything that changes a state goes through {@link #set}.
 */
final class Machine {
    /** Phases of a run. */
    static final int INIT = 0;
    static final int MAIN = 1;
    static final int TEARDOWN = 2;

    /** Status of an object. */
    static final int NONE = 0;
    static final int LIVE = 1;
    static final int RECYCLED = 2;
    static final int FREED = 3;

    /** Flags in the state word of an execution; program counter below bit 24, routine below bit 40, deferral from bit 48. */
    static final long ACTIVE = 1L << 40;
    static final long STARTED = 1L << 41;
    static final long ENDED = 1L << 42;
    /** A writer that has registered with the lock it waits for. */
    static final long WAITING = 1L << 43;
    private static final int DEFERRAL = 48;

    /** Flags in the meta word of an object; base below bit 32, layout below bit 48, status below bit 52. */
    static final long STACK = 1L << 52;
    static final long PUBLISHED = 1L << 53;
    /** Handed out again: others may hold stale pointers to it. No part of the state. */
    static final long REUSED = 1L << 54;

    final Image image;
    final Shape shape;
    final long[] w;
    int[] journalIndex = new int[1024];
    long[] journalOld = new long[1024];
    int journalTop;
    /** By heap cell: the slot of the object it belongs to. */
    final int[] owner;
    /** Objects keep the order of their allocation because the program compares addresses. */
    final boolean ordered;
    boolean orderUsed;
    /** Some slot may have been vacated for reuse. */
    boolean vacancies;

    /** The execution whose expressions are evaluated, its words and its registers. */
    int slot;
    int execution;
    int registers;

    /** What went wrong in the step that just failed: a rule id, the address or message it is about. */
    String fault;
    long faultAddress;
    String faultMessage;
    /** A lock that another execution holds and that has just been freed or initialised under it, or 0. */
    long foreign;

    Machine(Image image, Shape shape, boolean ordered) {
        this.image = image;
        this.shape = shape;
        this.ordered = ordered;
        w = new long[shape.length];
        owner = new int[shape.length - shape.heap];
        w[TOP] = shape.heap;
        for (int g = 0, at = shape.cells; g < image.globals; g++) {
            for (long v : image.program.globals().get(g).cells()) {
                w[at++] = v;
            }
        }
    }

    void set(int i, long v) {
        long old = w[i];
        if (old != v) {
            int top = journalTop;
            if (top == journalIndex.length) {
                journalIndex = Arrays.copyOf(journalIndex, top * 2);
                journalOld = Arrays.copyOf(journalOld, top * 2);
            }
            journalIndex[top] = i;
            journalOld[top] = old;
            journalTop = top + 1;
            w[i] = v;
        }
    }

    int mark() {
        return journalTop;
    }

    void rollBack(int mark) {
        int top = journalTop;
        while (top > mark) {
            top--;
            w[journalIndex[top]] = journalOld[top];
        }
        journalTop = top;
    }

    /** Forgets how to go back: what is now is the beginning. */
    void commit() {
        journalTop = 0;
    }

    void load(long[] vector) {
        System.arraycopy(vector, 0, w, 0, w.length);
        journalTop = 0;
    }

    void enter(int e) {
        slot = e;
        execution = shape.execution[e];
        registers = shape.registers[e];
    }

    /** Names what the current step did wrong; returns -1 for the convenience of callers that return an index. */
    int fail(String rule, long address) {
        fault = rule;
        faultAddress = address;
        faultMessage = null;
        return -1;
    }

    void addressOrderUsed() {
        orderUsed = true;
    }

    // --- executions

    boolean exists(int e) {
        return (w[shape.execution[e]] & ACTIVE) != 0;
    }

    boolean ended(int e) {
        return (w[shape.execution[e]] & ENDED) != 0;
    }

    /** Exists and has not ended. */
    boolean alive(int e) {
        return (w[shape.execution[e]] & (ACTIVE | ENDED)) == ACTIVE;
    }

    boolean has(int e, long flag) {
        return (w[shape.execution[e]] & flag) != 0;
    }

    void flag(int e, long flag, boolean on) {
        int i = shape.execution[e];
        set(i, on ? w[i] | flag : w[i] & ~flag);
    }

    int pc(int e) {
        return (int) w[shape.execution[e]] & 0xFFFFFF;
    }

    void pc(int e, int node) {
        int i = shape.execution[e];
        set(i, w[i] & ~0xFFFFFFL | node);
    }

    int routine(int e) {
        return (int) (w[shape.execution[e]] >>> 24) & 0xFFFF;
    }

    int deferral(int e) {
        return (int) (w[shape.execution[e]] >>> DEFERRAL) & 0xF;
    }

    static long state(int routine, int deferral) {
        return ACTIVE | (long) routine << 24 | (long) deferral << DEFERRAL;
    }

    /** Ordinal of the kind of context the execution runs in. */
    int kind(int e) {
        return e < image.statics ? image.kind[e] : e == shape.solo ? 0 : Image.DEFERRALS.get(deferral(e)).kind().ordinal();
    }

    long context(int e, Expr.ContextField field) {
        long c = w[shape.execution[e] + X_CONTEXT];
        return switch (field) {
            case PREEMPT -> c & 0xFFFF;
            case SOFTIRQ -> c >>> 16 & 0xFFFF;
            case IRQ -> c >>> 32;
            case IN -> kind(e);
        };
    }

    /** Preemption, softirqs or interrupts are off. */
    boolean anyOff(int e) {
        return w[shape.execution[e] + X_CONTEXT] != 0;
    }

    int heldCount(int e) {
        return (int) w[shape.execution[e] + X_COUNTS] & 0xFFFF;
    }

    int sectionCount(int e) {
        return (int) (w[shape.execution[e] + X_COUNTS] >>> 16) & 0xFFFF;
    }

    // --- objects

    int meta(int object) {
        return shape.objects + O_WORDS * (object - image.globals);
    }

    int status(int object) {
        return (int) (w[meta(object)] >>> 48) & 0xF;
    }

    void status(int object, int status) {
        int i = meta(object);
        set(i, w[i] & ~(0xFL << 48) | (long) status << 48);
    }

    int layoutOf(int object) {
        return object < image.globals ? image.globalLayout[object] : (int) (w[meta(object)] >>> 32) & 0xFFFF;
    }

    int base(int object) {
        return object < image.globals ? shape.cells + image.globalBase[object] : (int) w[meta(object)];
    }

    /** Number of objects: globals, then heap slots whether in use or not. */
    int objects() {
        return image.globals + (int) w[OBJECTS];
    }

    /** Index of the cell at an address, or -1 with the {@link #fault} set. {@code member} -1 accepts any. */
    int cell(long address, int member) {
        if (address >>> 48 != 0x7FFE) {
            return fail(wild(address), address);
        }
        int object = Value.object(address);
        int offset = Value.offset(address);
        int base;
        Image.Shapes layout;
        if (object < image.globals) {
            base = shape.cells + image.globalBase[object];
            layout = image.layouts[image.globalLayout[object]];
        } else {
            long meta = w[shape.objects + O_WORDS * (object - image.globals)];
            if ((meta >>> 48 & 0xF) == FREED) {
                return fail("use-after-free", address);
            }
            base = (int) meta;
            layout = image.layouts[(int) (meta >>> 32) & 0xFFFF];
        }
        if (offset < 0 || offset >= layout.size || member >= 0 && layout.member[offset] != member) {
            return fail("bad-pointer", address);
        }
        return base + offset;
    }

    static String wild(long address) {
        if (address >= Value.LIST_POISON1 && address < Value.LIST_POISON2 + 64) {
            return "list-corruption";
        }
        return address > -4096 && address < 4096 && !Value.isError(address) ? "null-dereference" : "bad-pointer";
    }

    /** Index of a cell that exists and is not freed, or -1; never a fault. */
    int peek(long address) {
        if (!Value.isPointer(address)) {
            return -1;
        }
        int object = Value.object(address);
        if (object >= image.globals && status(object) == FREED) {
            return -1;
        }
        int offset = Value.offset(address);
        return offset < 0 || offset >= image.layouts[layoutOf(object)].size ? -1 : base(object) + offset;
    }

    /** Whether the address leads into a freed object, in which case the fault is set. */
    boolean freed(long address) {
        if (Value.isPointer(address) && Value.object(address) >= image.globals && status(Value.object(address)) == FREED) {
            fail("use-after-free", address);
            return true;
        }
        return false;
    }
}
