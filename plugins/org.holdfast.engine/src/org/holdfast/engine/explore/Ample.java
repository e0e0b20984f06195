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
    /** Nodes of the claims that the execution tried has open itself, and how many. */
    private int[] open = new int[4];
    private int opened;

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
        if (m.w[PHASE] != Machine.MAIN) {
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
        return m.w[PHASE] == Machine.MAIN && e != m.shape.solo && undisturbed(e);
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
            fine = outcome == Interpreter.DONE && harmless(e) && !seen(e);
            moves.undo();
        }
        interpreter.observer = observer;
        single = alternatives == 1 && !moves.blocked;
        return fine && alternatives > 0 && !moves.blocked;
    }

    /** What all others may still do, and the claims they have open may look at. */
    private void unite(int except) {
        java.util.Arrays.fill(others, 0);
        flags = 0;
        opened = 0;
        for (int f = 0; m.image.watches && f < m.shape.slots; f++) {
            if (m.alive(f)) {
                watched(f, f == except);
            }
        }
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

    private void watched(int f, boolean mine) {
        Routine r = m.image.routines[m.routine(f)];
        for (int node : r.watches) {
            if (!interpreter.claims.open(f, r, node)) {
                continue;
            }
            if (!mine) {
                footprints.step(others, r, node);
                continue;
            }
            if (opened == open.length) {
                open = java.util.Arrays.copyOf(open, opened * 2);
            }
            open[opened++] = node;
        }
    }

    /** Whether a claim that the execution has open itself may tell that it has moved. */
    private boolean seen(int e) {
        Routine r = m.image.routines[m.routine(e)];
        for (int o = 0; o < opened; o++) {
            if (!m.alive(e) || registers(e, r.x[open[o]])) {
                return true;
            }
            for (int i = 0; i < touched.count; i++) {
                if (touched.what[i] != Touched.READ && looks(r.base + open[o], touched.what[i], touched.address[i])) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean looks(int node, int what, long address) {
        if (what == Touched.SECTION) {
            return false;
        }
        if (what != Touched.FREE) {
            return footprints.touches(node, touched.location(address));
        }
        for (int location : m.image.layouts[m.layoutOf(Value.object(address))].location) {
            if (footprints.touches(node, location)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the transition changed something of the execution's own that the condition depends on. */
    private boolean registers(int e, Formula f) {
        if (f instanceof Formula.Reg reg && changed(m.shape.registers[e] + reg.index) || f instanceof Formula.Context && changed(m.shape.execution[e] + X_CONTEXT)) {
            return true;
        }
        for (Formula part : f.parts()) {
            if (registers(e, part)) {
                return true;
            }
        }
        return false;
    }

    private boolean changed(int i) {
        for (int j = moves.mark(); j < m.journalTop; j++) {
            if (m.journalIndex[j] == i) {
                return true;
            }
        }
        return false;
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
