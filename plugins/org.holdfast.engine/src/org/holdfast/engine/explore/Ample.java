package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Value;

/**
 * Chooses an execution whose next transition nothing that others may ever do can disturb or see, so that it alone need be explored from a
 * state (persistent sets: Godefroid 1996; ample sets: Peled 1994). The search sees to the cycle proviso. Three reasons make a step undisturbed:
 * nobody else can reach the object ({@code privacy}), a lock is held that everybody takes for it ({@code transactions}), or nobody touches the location
 * class any more ({@code ample}).
 */
final class Ample {
    private final Machine m;
    private final Interpreter interpreter;
    private final Options.Reductions on;
    private final Touched touched;
    private final Footprints footprints;
    private final Moves moves;
    private final long[] others;
    private int flags;

    Ample(Interpreter interpreter, Options.Reductions on, Touched touched) {
        this.interpreter = interpreter;
        this.on = on;
        this.touched = touched;
        m = interpreter.m;
        footprints = touched.footprints;
        moves = new Moves(interpreter);
        others = new long[Footprints.ROWS * footprints.width];
    }

    /** The transition found has no choices: it leads to one state. */
    boolean single;

    /** An execution to explore alone, or -1; {@code except} is known not to do. */
    int choose(int except) {
        if (m.w[PHASE] != Machine.MAIN || watching()) {
            return -1;
        }
        for (int e = 0; e < m.shape.slots; e++) {
            if (e != except && e != m.shape.solo && undisturbed(e)) {
                return e;
            }
        }
        return -1;
    }

    /** Whether the execution's next transition may be explored alone. */
    boolean alone(int e) {
        return m.w[PHASE] == Machine.MAIN && e != m.shape.solo && !watching() && undisturbed(e);
    }

    /** A claim is being watched: every step may matter to it. */
    private boolean watching() {
        if (!m.image.watches) {
            return false;
        }
        for (int e = 0; e < m.shape.slots; e++) {
            if (m.alive(e)) {
                for (int node : m.image.routines[m.routine(e)].watches) {
                    if (m.w[m.shape.registers[e] + m.image.routines[m.routine(e)].a[node]] > 0) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean undisturbed(int e) {
        if (!m.alive(e) || e < m.shape.statics && m.image.cpu[e] >= 0) {
            return false;
        }
        unite(e);
        if (disturbedAtOnce(e)) {
            return false;
        }
        Observer observer = interpreter.observer;
        interpreter.observer = Probe.DEAF;
        boolean fine = true;
        int alternatives = 0;
        moves.begin(e);
        while (fine) {
            touched.clear();
            int outcome = moves.next();
            if (outcome == Moves.NONE) {
                break;
            }
            alternatives++;
            fine = outcome == Interpreter.DONE && harmless(e);
            moves.undo();
        }
        interpreter.observer = observer;
        single = alternatives == 1 && !moves.blocked;
        return fine && alternatives > 0 && !moves.blocked;
    }

    /** What all others may still do. */
    private void unite(int except) {
        java.util.Arrays.fill(others, 0);
        flags = 0;
        for (int f = 0; f < m.shape.slots; f++) {
            if (f != except && f != m.shape.solo && m.alive(f)) {
                include(m.image.routines[m.routine(f)].base + m.pc(f));
            }
        }
        for (int p = 0; p < Deferred.count(m); p++) {
            int routine = m.image.functionRoutine[Deferred.function(m, Deferred.at(m, p))];
            if (routine >= 0) {
                include(m.image.routines[routine].base);
            }
        }
    }

    private void include(int node) {
        long[] rows = footprints.future[node];
        for (int i = 0; i < others.length; i++) {
            others[i] |= rows[i];
        }
        flags |= footprints.flags[node];
    }

    /** A quick look at the first thing the step will touch. */
    private boolean disturbedAtOnce(int e) {
        m.enter(e);
        Routine r = m.image.routines[m.routine(e)];
        int n = m.pc(e);
        if (r.op[n] == Op.ATOMIC_BEGIN) {
            n = r.next[n];
        }
        try {
            switch (r.op[n]) {
                case Op.DEFER, Op.CANCEL, Op.QUERY, Op.BARRIER_BEGIN:
                    return true;
                case Op.LOAD:
                    return m.peek(r.x[n].eval(m)) >= 0 && !harmless(Touched.READ, r.x[n].eval(m));
                case Op.STORE:
                    return m.peek(r.x[n].eval(m)) >= 0 && !harmless(Touched.WRITE, r.x[n].eval(m));
                case Op.ACQUIRE:
                    return m.peek(r.x[n].eval(m)) >= 0 && !harmless(Touched.ACQUIRE, r.x[n].eval(m));
                default:
                    return false;
            }
        } catch (Stuck stuck) {
            return true;
        }
    }

    private boolean harmless(int e) {
        m.enter(e);
        for (int i = 0; i < touched.count; i++) {
            if (!harmless(touched.what[i], touched.address[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean harmless(int what, long address) {
        switch (what) {
            case Touched.SECTION:
                return (flags & Footprints.GRACE) == 0;
            case Touched.END:
                return (flags & Footprints.GRACE) == 0 && (m.slot < m.shape.solo || (flags & Footprints.DEFERS) == 0);
            case Touched.ANYTHING:
                return false;
            default:
        }
        int object = Value.object(address);
        if (on.privacy() && Heap.secret(m, object)) {
            return true;
        }
        if (what == Touched.FREE) {
            return on.ample() && (flags & Footprints.DEFERS) == 0 && untouched(object);
        }
        int location = touched.location(address);
        if (in(Footprints.FREES, location)) {
            return false;
        }
        switch (what) {
            case Touched.READ:
                return on.ample() && !in(Footprints.WRITES, location) || on.transactions() && touched.protection.holds(address, false);
            case Touched.WRITE:
                return on.ample() && !in(Footprints.WRITES, location) && !in(Footprints.READS, location)
                        || on.transactions() && touched.protection.holds(address, true);
            case Touched.RELEASE:
                return on.ample() && !in(Footprints.LOCKS, location) || on.transactions() && !in(Footprints.TRIES, location)
                        && !in(Footprints.HANDS, location) && !(readers(address) && in(Footprints.WRITERS, location));
            default:
                return on.ample() && !in(Footprints.LOCKS, location);
        }
    }

    private boolean readers(long lock) {
        int kind = m.image.layouts[m.layoutOf(Value.object(lock))].lock[Value.offset(lock)];
        return kind >= 0 && LockKind.values()[kind].hasReaders();
    }

    private boolean untouched(int object) {
        for (int location : m.image.layouts[m.layoutOf(object)].location) {
            if (in(Footprints.READS, location) || in(Footprints.WRITES, location) || in(Footprints.FREES, location) || in(Footprints.LOCKS, location)) {
                return false;
            }
        }
        return true;
    }

    private boolean in(int row, int location) {
        return footprints.in(others, row, location);
    }
}
