package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

/**
 * The transitions of one state, in a fixed order: static threads, callbacks, pending items. {@link #next} leaves the machine in the
 * successor; {@link #undo} takes it back. Init and teardown run alone, but while they are blocked callbacks go on; a further
 * kind of move goes from one phase to the next.
 */
final class Moves {
    static final int NONE = -1;
    /** No unit at all: the one to try sleeps. */
    static final int SLEEPER = -2;
    /** Units are executions by number, then pending items from here on, then the change of phase. */
    static final int ITEM = 64;
    static final int PHASE_CHANGE = 1 << 20;
    /** An interrupt that has to wait comes in: its number from here on. */
    static final int ARRIVE = 1 << 18;

    private final Interpreter interpreter;
    private final Machine m;
    final Script script = new Script();
    private boolean started;
    int unit;
    private int mark;
    /** The only unit to try, or {@link #NONE} for all. */
    private int only = NONE;
    /** Executions not to be tried; {@code woken}: nothing but the others is. */
    long skip;
    boolean woken;
    /** The execution that goes on as long as it can, or -1. */
    int prefer = -1;
    /** Some alternative had to wait. */
    boolean blocked;
    /** Transitions that were possible, violating ones included. */
    int enabled;
    /** The executions among them. */
    long moved;

    Moves(Interpreter interpreter) {
        this.interpreter = interpreter;
        m = interpreter.m;
    }

    void begin() {
        begin(NONE);
    }

    /** {@code unit}: the only one to try. */
    void begin(int unit) {
        only = unit;
        prefer = -1;
        skip = 0;
        woken = false;
        restart();
    }

    private void restart() {
        started = false;
        unit = -1;
        enabled = 0;
        moved = 0;
        blocked = false;
    }

    /** Runs the next transition; its outcome, or {@link #NONE} if there is none left. Never {@link Interpreter#BLOCKED}. */
    int next() {
        interpreter.script = script;
        for (;;) {
            if (started && script.advance()) {
                script.rewind();
            } else {
                script.clear();
                unit = following(unit);
                if (unit == NONE) {
                    return NONE;
                }
                started = true;
            }
            mark = m.mark();
            int outcome = run(interpreter, unit);
            if (outcome != Interpreter.BLOCKED) {
                enabled++;
                if (unit < ITEM) {
                    moved |= 1L << unit;
                } else if (unit >= ARRIVE && unit < PHASE_CHANGE) {
                    moved |= 1L << unit - ARRIVE;
                }
                return outcome;
            }
            interpreter.observer.blocked();
            blocked = true;
            m.rollBack(mark);
        }
    }

    /** Where the journal stood before the transition. */
    int mark() {
        return mark;
    }

    void undo() {
        m.rollBack(mark);
    }

    private int following(int last) {
        if (only != NONE) {
            return last == NONE && only != SLEEPER ? only : NONE;
        }
        if (m.w[PHASE] == Machine.MAIN) {
            return inMain(last);
        }
        int solo = m.shape.solo;
        if (last == -1) {
            if (m.alive(solo)) {
                return solo;
            }
            if (m.w[PHASE] == Machine.INIT) {
                return PHASE_CHANGE;
            }
        } else if (last == PHASE_CHANGE || last == solo && enabled > 0) {
            return NONE;
        }
        return deferred(Math.max(last, solo));
    }

    private int inMain(int last) {
        if (prefer >= 0) {
            if (last == NONE && m.alive(prefer) && (prefer >= m.shape.statics || Cpus.allow(interpreter, prefer))) {
                return prefer;
            }
            if (enabled > 0) {
                return NONE;
            }
            prefer = -1;
            return inMain(NONE);
        }
        int from = last;
        if (last >= ARRIVE && last < PHASE_CHANGE) {
            from = last - ARRIVE;
        } else if (last >= 0 && last < m.shape.statics && arrives(last)) {
            return ARRIVE + last;
        }
        for (int e = from + 1; e < m.shape.statics; e++) {
            if (!m.ended(e) && (skip >>> e & 1) == 0 && Cpus.allow(interpreter, e)) {
                return e;
            }
        }
        if (woken) {
            return NONE;
        }
        int next = deferred(Math.max(from, m.shape.solo));
        if (next != NONE || last == PHASE_CHANGE) {
            return next;
        }
        return enabled == 0 && Ends.quiescent(m) && m.image.teardownRoutine >= 0 ? PHASE_CHANGE : NONE;
    }

    /** Whether the interrupt, whose first step turned out to have to wait, comes in all the same and holds up what it interrupts. */
    private boolean arrives(int e) {
        return (moved >>> e & 1) == 0 && m.image.cpu[e] >= 0 && m.image.kind[e] != 0 && !m.has(e, Machine.STARTED);
    }

    private int deferred(int last) {
        if (last < ITEM) {
            for (int e = last + 1; e < m.shape.slots; e++) {
                if (m.exists(e)) {
                    return e;
                }
            }
        }
        for (int p = Math.max(last + 1, ITEM) - ITEM; p < Deferred.count(m); p++) {
            if (Deferred.ready(m, p)) {
                return ITEM + p;
            }
        }
        return NONE;
    }

    /** Runs one transition of the unit in the machine's state. */
    static int run(Interpreter interpreter, int unit) {
        Machine m = interpreter.m;
        if (unit < ITEM) {
            return interpreter.transition(unit);
        }
        if (unit >= ARRIVE && unit < PHASE_CHANGE) {
            return interpreter.arrive(unit - ARRIVE);
        }
        if (unit < PHASE_CHANGE) {
            int function = Deferred.function(m, Deferred.at(m, unit - ITEM));
            int e = Deferred.start(m, unit - ITEM);
            if (e < 0) {
                interpreter.node = -1;
                m.faultMessage = m.image.program.functions().get(function).name() + "() has no body but is called back";
                return Interpreter.TRAPPED;
            }
            interpreter.begin(e);
            return Interpreter.DONE;
        }
        changePhase(interpreter);
        return Interpreter.DONE;
    }

    private static void changePhase(Interpreter interpreter) {
        Machine m = interpreter.m;
        int solo = m.shape.solo;
        if (m.w[PHASE] == Machine.INIT) {
            if (!m.exists(solo) && m.image.initRoutine >= 0) {
                Deferred.begin(m, solo, m.image.initRoutine, 0);
                interpreter.begin(solo);
                return;
            }
            m.set(m.shape.execution[solo], 0);
            m.set(PHASE, Machine.MAIN);
            for (int e = 0; e < m.shape.statics; e++) {
                Deferred.begin(m, e, m.image.routine[e], 0);
            }
            for (int e = 0; e < m.shape.statics; e++) {
                interpreter.begin(e);
            }
            return;
        }
        m.set(PHASE, Machine.TEARDOWN);
        Deferred.begin(m, solo, m.image.teardownRoutine, 0);
        interpreter.begin(solo);
    }
}
