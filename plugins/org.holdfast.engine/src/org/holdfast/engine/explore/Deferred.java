package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Value;

/** Pending items and the callbacks they become. Pending items stand in order of their deferral. */
final class Deferred {
    private static final int RCU = Deferral.RCU.ordinal();
    private static final int WORK = Deferral.WORK.ordinal();
    private static final int RECLAIM = Deferral.RECLAIM.ordinal();

    private Deferred() {
    }

    static int count(Machine m) {
        return (int) m.w[PENDING];
    }

    static int at(Machine m, int p) {
        return m.shape.pending + P_WORDS * p;
    }

    static int deferral(Machine m, int i) {
        return (int) m.w[i + P_WHAT] & 0xFF;
    }

    static int function(Machine m, int i) {
        return (int) (m.w[i + P_WHAT] >>> 8);
    }

    static void add(Machine m, int deferral, int function, long item, long argument, long queue, long limit) {
        int p = count(m);
        if (p == m.shape.caps.pending()) {
            throw Grow.PENDING;
        }
        int i = at(m, p);
        m.set(i + P_WHAT, deferral | (long) function << 8);
        m.set(i + P_ITEM, item);
        m.set(i + P_ARGUMENT, argument);
        m.set(i + P_QUEUE, queue);
        m.set(i + P_LIMIT, limit);
        m.set(i + P_READERS, deferral == RCU || deferral == RECLAIM ? Grace.readers(m, queue) : 0);
        m.set(i + P_WAITERS, 0);
        m.set(PENDING, p + 1);
        Heap.publish(m, item);
        Heap.publish(m, argument);
        Heap.publish(m, queue);
    }

    static void remove(Machine m, int p) {
        int count = count(m);
        for (int i = at(m, p), end = at(m, count - 1); i < end; i++) {
            m.set(i, m.w[i + P_WORDS]);
        }
        m.set(PENDING, count - 1);
    }

    /** Takes the item back; whether it was pending. Reclaim is the allocator's own business: nobody can ask for it. */
    static boolean cancel(Machine m, long item) {
        boolean was = false;
        for (int p = count(m) - 1; p >= 0; p--) {
            if (m.w[at(m, p) + P_ITEM] == item && deferral(m, at(m, p)) != RECLAIM) {
                remove(m, p);
                was = true;
            }
        }
        return was;
    }

    /** Whether the item, or any item of the queue or domain, is pending. */
    static boolean pending(Machine m, long subject) {
        for (int p = 0; p < count(m); p++) {
            int i = at(m, p);
            if (deferral(m, i) != RECLAIM && covers(subject, m.w[i + P_ITEM], m.w[i + P_QUEUE])) {
                return true;
            }
        }
        return false;
    }

    /** Whether the item, or any item of the queue or domain, runs in an execution other than {@code except}. */
    static boolean covered(Machine m, long subject, int except) {
        for (int e = m.shape.solo + 1; e < m.shape.slots; e++) {
            int x = m.shape.execution[e];
            if (e != except && m.exists(e) && m.deferral(e) != RECLAIM && covers(subject, m.w[x + X_ITEM], m.w[x + X_QUEUE])) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(long subject, long item, long queue) {
        return item == subject || subject != Value.NULL && queue == subject;
    }

    /** Whether the item runs in an execution. */
    static boolean running(Machine m, long item) {
        for (int e = m.shape.solo + 1; e < m.shape.slots; e++) {
            if (m.exists(e) && m.deferral(e) != RECLAIM && m.w[m.shape.execution[e] + X_ITEM] == item) {
                return true;
            }
        }
        return false;
    }

    /** The memory of the object is waiting to be reclaimed. */
    static boolean reclaiming(Machine m, int object, boolean takeBack) {
        boolean found = false;
        for (int p = count(m) - 1; p >= 0; p--) {
            long item = m.w[at(m, p) + P_ITEM];
            if (deferral(m, at(m, p)) == RECLAIM && Value.isPointer(item) && Value.object(item) == object) {
                found = true;
                if (takeBack) {
                    remove(m, p);
                }
            }
        }
        return found;
    }

    /** Whether the pending item may start now. */
    static boolean ready(Machine m, int p) {
        int i = at(m, p);
        int d = deferral(m, i);
        if (d == RCU || d == RECLAIM) {
            return m.w[i + P_READERS] == 0;
        }
        if (running(m, m.w[i + P_ITEM])) {
            return false;
        }
        long limit = m.w[i + P_LIMIT];
        if (d != WORK || limit <= 0) {
            return true;
        }
        long queue = m.w[i + P_QUEUE];
        for (int q = 0; q < p; q++) {
            if (deferral(m, at(m, q)) == WORK && m.w[at(m, q) + P_LIMIT] > 0 && m.w[at(m, q) + P_QUEUE] == queue) {
                return false;
            }
        }
        int running = 0;
        for (int e = m.shape.solo + 1; e < m.shape.slots; e++) {
            running += m.exists(e) && m.deferral(e) == WORK && m.w[m.shape.execution[e] + X_QUEUE] == queue ? 1 : 0;
        }
        return running < limit;
    }

    /** Takes the item off the list and makes it an execution at its entry; its number, or -1 where the function has no body. */
    static int start(Machine m, int p) {
        int i = at(m, p);
        int routine = m.image.functionRoutine[function(m, i)];
        if (routine < 0) {
            return -1;
        }
        int e = m.shape.solo + 1;
        while (e < m.shape.slots && m.exists(e)) {
            e++;
        }
        if (e == m.shape.slots) {
            throw Grow.CALLBACKS;
        }
        begin(m, e, routine, deferral(m, i));
        int x = m.shape.execution[e];
        m.set(x + X_ITEM, m.w[i + P_ITEM]);
        m.set(x + X_QUEUE, m.w[i + P_QUEUE]);
        m.set(x + X_WAITERS, m.w[i + P_WAITERS]);
        m.set(x + X_START, m.w[STARTS] + 1);
        m.set(STARTS, m.w[STARTS] + 1);
        if (m.image.routines[routine].registers > 0) {
            m.set(m.shape.registers[e], m.w[i + P_ARGUMENT]);
        }
        remove(m, p);
        return e;
    }

    /** A fresh execution: everything 0, at node 0. */
    static void begin(Machine m, int e, int routine, int deferral) {
        int x = m.shape.execution[e];
        for (int j = 1; j < X_HELD; j++) {
            m.set(x + j, 0);
        }
        m.set(x, Machine.state(routine, deferral));
        for (int j = m.shape.registers[e], end = j + m.image.routines[routine].registers; j < end; j++) {
            m.set(j, 0);
        }
    }

    /** Marks everything that the machine's execution is to wait for until it is gone. */
    static void note(Machine m, Step.Barrier.What what, long subject) {
        long me = 1L << m.slot;
        for (int p = 0; p < count(m); p++) {
            int i = at(m, p);
            if (concerns(what, subject, deferral(m, i), m.w[i + P_ITEM], m.w[i + P_QUEUE])) {
                m.set(i + P_WAITERS, m.w[i + P_WAITERS] | me);
            }
        }
        for (int e = m.shape.solo + 1; e < m.shape.slots; e++) {
            int x = m.shape.execution[e];
            if (m.exists(e) && concerns(what, subject, m.deferral(e), m.w[x + X_ITEM], m.w[x + X_QUEUE])) {
                m.set(x + X_WAITERS, m.w[x + X_WAITERS] | me);
            }
        }
    }

    private static boolean concerns(Step.Barrier.What what, long subject, int deferral, long item, long queue) {
        return switch (what) {
            case CALLBACKS -> deferral == RCU && queue == subject;
            case ITEM -> item == subject && deferral != RECLAIM;
            case QUEUE -> deferral == WORK && queue == subject;
            case GRACE_PERIOD -> false;
        };
    }

    /** Whether something the execution waits for is still there. */
    static boolean awaited(Machine m, int waiter) {
        long me = 1L << waiter;
        for (int p = 0; p < count(m); p++) {
            if ((m.w[at(m, p) + P_WAITERS] & me) != 0) {
                return true;
            }
        }
        for (int e = m.shape.solo + 1; e < m.shape.slots; e++) {
            if (m.exists(e) && (m.w[m.shape.execution[e] + X_WAITERS] & me) != 0) {
                return true;
            }
        }
        return false;
    }
}
