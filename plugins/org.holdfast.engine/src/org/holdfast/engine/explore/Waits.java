package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Step;

/** Who waits for what and for whom in the machine's state, where some executions cannot go on. */
final class Waits {
    /**
     * One blocked execution.
     *
     * @param node  of its state, unique number
     * @param inner unique number of the step that waits (inside an atomic section it is not {@code node})
     * @param cpu   it is another one that keeps it from its CPU
     * @param on    the executions it waits for, as far as that is known
     */
    record Wait(int execution, int node, int inner, Step step, boolean cpu, long on) {
    }

    private final Machine m;
    /** In order: static threads, then callbacks as they started. */
    final List<Wait> all = new ArrayList<>();
    final String rule;
    /** The waits that make the deadlock: those on a cycle, or all. */
    final List<Wait> core;

    /** {@code among}: the executions that are blocked for ever. */
    Waits(Interpreter interpreter, long among) {
        m = interpreter.m;
        List<Integer> order = new ArrayList<>();
        for (int e = 0; e < m.shape.slots; e++) {
            if (m.alive(e) && (among >>> e & 1) != 0 && (m.w[PHASE] == Machine.MAIN || e >= m.shape.solo)) {
                order.add(e);
            }
        }
        order.sort(java.util.Comparator.comparingLong(e -> m.w[m.shape.execution[e] + X_START]));
        for (int e : order) {
            all.add(wait(interpreter, e));
        }
        core = core();
        rule = lost() ? "lost-wakeup" : "deadlock";
    }

    private Wait wait(Interpreter interpreter, int e) {
        Routine r = m.image.routines[m.routine(e)];
        int node = r.base + m.pc(e);
        if (e < m.shape.statics && !Cpus.allow(interpreter, e)) {
            return new Wait(e, node, node, r.step(m.pc(e)), true, 1L << Cpus.holder(m, e));
        }
        Probe probe = interpreter.probe();
        if (!probe.blocked(e)) {
            return new Wait(e, node, node, r.step(m.pc(e)), false, 0);
        }
        return new Wait(e, node, r.base + probe.node, probe.wait, false, on(e));
    }

    private long on(int e) {
        long on = 0;
        m.enter(e);
        Routine r = m.image.routines[m.routine(e)];
        int op = r.op[m.pc(e)];
        if (op == Op.ACQUIRE) {
            long lock = r.x[m.pc(e)].eval(m);
            for (int o = 0; o < m.shape.slots; o++) {
                on |= o != e && m.alive(o) && Locking.find(m, o, lock, Locking.ANY) >= 0 ? 1L << o : 0;
            }
            // Nobody holds it: a reader is held off by the writers that wait.
            long holders = on;
            for (int o = 0; o < m.shape.slots && holders == 0; o++) {
                on |= m.alive(o) && waitsFor(o, lock) ? 1L << o : 0;
            }
        } else if (op == Op.BARRIER_END) {
            on = m.w[m.shape.execution[e] + X_SNAPSHOT];
            long me = 1L << e;
            for (int o = m.shape.solo + 1; o < m.shape.slots; o++) {
                on |= m.exists(o) && (m.w[m.shape.execution[o] + X_WAITERS] & me) != 0 ? 1L << o : 0;
            }
            for (int p = 0; p < Deferred.count(m); p++) {
                int i = Deferred.at(m, p);
                if ((m.w[i + P_WAITERS] & me) != 0) {
                    on |= m.w[i + P_READERS] | runningFor(i);
                }
            }
        }
        return on;
    }

    private boolean waitsFor(int e, long lock) {
        if (!m.has(e, Machine.WAITING)) {
            return false;
        }
        int slot = m.slot;
        m.enter(e);
        Routine r = m.image.routines[m.routine(e)];
        boolean same = r.op[m.pc(e)] == Op.ACQUIRE && r.x[m.pc(e)].eval(m) == lock;
        m.enter(slot);
        return same;
    }

    /** The executions that keep a pending item from starting: the item itself, or its limited queue. */
    private long runningFor(int i) {
        long set = 0;
        for (int o = m.shape.solo + 1; o < m.shape.slots; o++) {
            int x = m.shape.execution[o];
            boolean item = m.w[x + X_ITEM] == m.w[i + P_ITEM] && m.deferral(o) != Deferral.RECLAIM.ordinal();
            boolean queue = Deferred.deferral(m, i) == Deferral.WORK.ordinal() && m.w[i + P_LIMIT] > 0 && m.deferral(o) == Deferral.WORK.ordinal()
                    && m.w[x + X_QUEUE] == m.w[i + P_QUEUE];
            set |= m.exists(o) && (item || queue) ? 1L << o : 0;
        }
        return set;
    }

    private List<Wait> core() {
        long[] reach = new long[m.shape.slots];
        long stuck = 0;
        for (Wait w : all) {
            stuck |= 1L << w.execution;
        }
        for (Wait w : all) {
            reach[w.execution] = w.on & stuck;
        }
        for (int round = 0; round < m.shape.slots; round++) {
            for (Wait w : all) {
                long next = reach[w.execution];
                for (long left = reach[w.execution]; left != 0; left &= left - 1) {
                    next |= reach[Long.numberOfTrailingZeros(left)];
                }
                reach[w.execution] = next;
            }
        }
        List<Wait> cycle = all.stream().filter(w -> (reach[w.execution] >>> w.execution & 1) != 0).toList();
        return cycle.isEmpty() ? all : cycle;
    }

    /** The executions of {@link #core} if each waits for another of them whatever else may happen, else 0. */
    long circle() {
        long circle = 0;
        for (Wait w : core) {
            circle |= 1L << w.execution;
        }
        for (Wait w : core) {
            boolean sure = w.cpu || w.step instanceof Step.Acquire || w.step instanceof Step.Barrier b && b.what() == Step.Barrier.What.GRACE_PERIOD;
            if (!sure || (w.on & circle) == 0) {
                return 0;
            }
        }
        return circle;
    }

    private boolean lost() {
        boolean wakeup = false;
        for (Wait w : all) {
            if (w.cpu) {
                continue;
            }
            switch (w.step) {
                case Step.Await a -> {
                    switch (a.waiting()) {
                        case WAKEUP -> wakeup = true;
                        case COMPLETION, REFERENCE, OTHER -> {
                        }
                        case LOCK, WORK, TIMER, GRACE_PERIOD -> {
                            return false;
                        }
                    }
                }
                default -> {
                    return false;
                }
            }
        }
        return wakeup;
    }

    /**
     * Unique number of the node at which the deadlock is reported: of the first thread's, callbacks last, and where several instances of it
     * take part the smallest, so that it does not matter which instance is which.
     */
    int site() {
        return first().node;
    }

    Wait first() {
        return java.util.Collections.min(core, java.util.Comparator.comparingInt((Wait w) -> w.execution <= m.shape.solo ? 0 : 1)
                .thenComparingInt(w -> m.routine(w.execution)).thenComparingInt(w -> w.node));
    }

    /** The same for deadlocks of the same (code, node) set. */
    long detail() {
        long[] nodes = core.stream().mapToLong(Wait::node).distinct().sorted().toArray();
        long h = 0;
        for (long n : nodes) {
            h = Fingerprint.mix(h, n);
        }
        return h;
    }
}
