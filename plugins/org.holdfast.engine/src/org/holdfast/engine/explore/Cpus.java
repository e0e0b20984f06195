package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Step;

/**
 * Who may run where several threads share a CPU: an interrupt that has started runs to its end inside what it interrupted; a
 * process is preempted only where preemption is on.
 */
final class Cpus {
    private static final int PROCESS = Kind.PROCESS.ordinal();

    private Cpus() {
    }

    /** Notes that the static thread runs now. */
    static void runs(Machine m, int e) {
        int cpu = m.image.cpu[e];
        if (cpu >= 0 && m.image.kind[e] == PROCESS) {
            m.set(FIRST_CPU + cpu, e + 1);
        }
    }

    /** The machine's execution has ended: it has no CPU any more. */
    static void ends(Machine m) {
        int cpu = m.slot < m.image.statics ? m.image.cpu[m.slot] : -1;
        if (cpu >= 0 && m.w[FIRST_CPU + cpu] == m.slot + 1) {
            m.set(FIRST_CPU + cpu, 0);
        }
    }

    /** Whether the CPU lets the static thread, which has not ended, take its next transition. */
    static boolean allow(Interpreter interpreter, int e) {
        Machine m = interpreter.m;
        int cpu = m.image.cpu[e];
        if (cpu < 0) {
            return true;
        }
        int top = top(m, cpu);
        if (top == e) {
            return true;
        }
        int kind = m.image.kind[e];
        int current = (int) m.w[FIRST_CPU + cpu] - 1;
        if (kind == PROCESS) {
            return top < 0 && (current < 0 || current == e || !m.anyOff(current) || sleeping(interpreter, current));
        }
        int running = top >= 0 ? top : current;
        if (running < 0) {
            return true;
        }
        if (m.has(e, Machine.STARTED)) {
            return false;
        }
        if (m.image.kind[running] >= kind) {
            return false;
        }
        return switch (Image.KINDS.get(kind)) {
            case NMI -> true;
            case HARDIRQ -> m.context(running, Expr.ContextField.IRQ) == 0;
            default -> m.image.kind[running] == PROCESS && m.context(running, Expr.ContextField.IRQ) == 0
                    && m.context(running, Expr.ContextField.SOFTIRQ) == 0;
        };
    }

    /** The interrupt that has the CPU, or -1. */
    private static int top(Machine m, int cpu) {
        int top = -1;
        for (int o = 0; o < m.image.statics; o++) {
            if (m.image.cpu[o] == cpu && m.image.kind[o] != PROCESS && m.has(o, Machine.STARTED) && !m.ended(o)
                    && (top < 0 || m.image.kind[o] > m.image.kind[top])) {
                top = o;
            }
        }
        return top;
    }

    /** Who has the CPU the execution is kept from. */
    static int holder(Machine m, int e) {
        int top = top(m, m.image.cpu[e]);
        return top >= 0 ? top : (int) m.w[FIRST_CPU + m.image.cpu[e]] - 1;
    }

    /** Whether the execution is blocked in a wait that gives up the CPU. */
    private static boolean sleeping(Interpreter interpreter, int e) {
        Machine m = interpreter.m;
        int mark = m.mark();
        Probe probe = interpreter.probe();
        boolean sleeps = probe.blocked(e) && gives(m, probe.wait, e);
        m.rollBack(mark);
        return sleeps;
    }

    private static boolean gives(Machine m, Step wait, int e) {
        return switch (wait) {
            case Step.Barrier b -> true;
            case Step.Await a -> switch (a.waiting()) {
                case COMPLETION, WAKEUP, WORK, GRACE_PERIOD, REFERENCE -> true;
                case LOCK, TIMER, OTHER -> false;
            };
            case Step.Acquire a -> {
                m.enter(e);
                int kind = Locking.kind(m, Formula.of(a.lock()).eval(m));
                yield kind >= 0 && LockKind.values()[kind].sleeps();
            }
            default -> false;
        };
    }
}
