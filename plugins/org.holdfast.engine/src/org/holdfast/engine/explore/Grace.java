package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Value;

/**
 * Reader sections and grace periods, as in Documentation/RCU/Design/Requirements and srcu: whoever waits keeps the set of readers that were
 * inside when it began; leaving the outermost section takes a reader out of all sets. For RCU itself everything that turns
 * preemption, softirqs or interrupts off, and every interrupt, is a reader (consolidated grace periods).
 */
final class Grace {
    private Grace() {
    }

    /** Place of the domain among the execution's sections, or -1. */
    static int find(Machine m, int e, long domain) {
        for (int s = 0, i = m.shape.execution[e] + m.shape.sections; s < m.sectionCount(e); s++, i += 2) {
            if (m.w[i] == domain) {
                return s;
            }
        }
        return -1;
    }

    static boolean reads(Machine m, int e, long domain) {
        if (!m.alive(e) || e < m.shape.statics && !m.has(e, Machine.STARTED)) {
            return false;
        }
        return find(m, e, domain) >= 0 || domain == Value.NULL && (m.anyOff(e) || m.kind(e) != 0);
    }

    static long readers(Machine m, long domain) {
        long set = 0;
        for (int e = 0; e < m.shape.slots; e++) {
            if (reads(m, e, domain)) {
                set |= 1L << e;
            }
        }
        return set;
    }

    static void lock(Machine m, long domain) {
        int s = find(m, m.slot, domain);
        int i = m.execution + m.shape.sections + 2 * s;
        if (s >= 0) {
            m.set(i + 1, m.w[i + 1] + 1);
            return;
        }
        int count = m.sectionCount(m.slot);
        if (count == m.shape.caps.sections()) {
            throw Grow.SECTIONS;
        }
        i = m.execution + m.shape.sections + 2 * count;
        m.set(i, domain);
        m.set(i + 1, 1);
        m.set(m.execution + X_COUNTS, m.w[m.execution + X_COUNTS] + 0x10000);
    }

    /** False with the fault set if there is no such section. */
    static boolean unlock(Machine m, long domain) {
        int s = find(m, m.slot, domain);
        if (s < 0) {
            m.fail("rcu-usage", domain);
            return false;
        }
        int first = m.execution + m.shape.sections;
        int i = first + 2 * s;
        if (m.w[i + 1] > 1) {
            m.set(i + 1, m.w[i + 1] - 1);
            return true;
        }
        int count = m.sectionCount(m.slot);
        for (int j = s; j < count - 1; j++) {
            m.set(first + 2 * j, m.w[first + 2 * j + 2]);
            m.set(first + 2 * j + 1, m.w[first + 2 * j + 3]);
        }
        m.set(m.execution + X_COUNTS, m.w[m.execution + X_COUNTS] - 0x10000);
        leave(m, domain);
        return true;
    }

    /** Takes the machine's execution out of all sets of the domain unless it still is a reader. */
    static void leave(Machine m, long domain) {
        if (!reads(m, m.slot, domain)) {
            drop(m, m.slot, domain);
        }
    }

    /** The execution waits for these readers of the domain, which means nothing once there are none. */
    static void wait(Machine m, int e, long readers, long domain) {
        m.set(m.shape.execution[e] + X_SNAPSHOT, readers);
        m.set(m.shape.execution[e] + X_DOMAIN, readers == 0 ? 0 : domain);
    }

    static void drop(Machine m, int e, long domain) {
        long others = ~(1L << e);
        for (int p = 0, i = m.shape.pending; p < m.w[PENDING]; p++, i += P_WORDS) {
            int d = Deferred.deferral(m, i);
            if ((d == Deferral.RCU.ordinal() || d == Deferral.RECLAIM.ordinal()) && m.w[i + P_QUEUE] == domain) {
                m.set(i + P_READERS, m.w[i + P_READERS] & others);
            }
        }
        for (int o = 0; o < m.shape.slots; o++) {
            int i = m.shape.execution[o];
            if (m.w[i + X_SNAPSHOT] != 0 && m.w[i + X_DOMAIN] == domain) {
                wait(m, o, m.w[i + X_SNAPSHOT] & others, domain);
            }
        }
    }
}
