package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import java.util.Arrays;

/** Puts interchangeable executions, instances of one thread and callbacks, into an order of their content (Ip and Dill 1996). */
final class Siblings {
    private final Machine m;
    private final Canon canon;
    private long[] keys = new long[16];

    Siblings(Machine m, Canon canon) {
        this.m = m;
        this.canon = canon;
    }

    /** Sorts each group in the order of executions. */
    void sort() {
        int[] order = canon.order;
        int executions = canon.executions;
        for (int from = 0; from < executions;) {
            int to = from + 1;
            while (to < executions && canon.leader[order[to]] == canon.leader[order[from]]) {
                to++;
            }
            if (to - from > 1) {
                canon.colours.forget();
                for (int p = from; p < to; p++) {
                    if (p >= keys.length) {
                        keys = Arrays.copyOf(keys, p * 2);
                    }
                    long key = key(order[p]);
                    int e = order[p];
                    int q = p;
                    for (; q > from && keys[q - 1] > key; q--) {
                        keys[q] = keys[q - 1];
                        order[q] = order[q - 1];
                    }
                    keys[q] = key;
                    order[q] = e;
                }
            }
            from = to;
        }
    }

    /** What the execution is, apart from its place; sets of executions count by their size. */
    private long key(int e) {
        int x = m.shape.execution[e];
        long state = m.w[x];
        long h = Fingerprint.mix(state, m.w[x + X_CONTEXT] | m.w[x + X_COUNTS] << 33);
        if ((state & Machine.ENDED) != 0) {
            return h;
        }
        if (e < m.shape.statics && m.image.cpu[e] >= 0 && m.w[FIRST_CPU + m.image.cpu[e]] == e + 1) {
            h = Fingerprint.mix(h, FIRST_CPU);
        }
        int heldCount = m.heldCount(e);
        for (int i = x + X_HELD, n = i + 2 * heldCount; i < n; i += 2) {
            h = Fingerprint.mix(h, canon.colour(m.w[i]));
            h = Fingerprint.mix(h, m.w[i + 1] & 0xFFFFFFFFL);
        }
        for (int i = x + m.shape.sections, n = i + 2 * m.sectionCount(e); i < n; i += 2) {
            h = Fingerprint.mix(h, canon.colour(m.w[i]) + m.w[i + 1]);
        }
        int base = m.shape.registers[e];
        for (int r : m.image.routines[m.routine(e)].live[m.pc(e)]) {
            h = Fingerprint.mix(h, canon.colour(m.w[base + r]));
        }
        if (e > m.shape.solo) {
            h = Fingerprint.mix(h, canon.colour(m.w[x + X_ITEM]));
            h = Fingerprint.mix(h, canon.colour(m.w[x + X_QUEUE]));
        }
        h = Fingerprint.mix(h, Long.bitCount(m.w[x + X_SNAPSHOT]) << 8 | Long.bitCount(m.w[x + X_WAITERS]));
        long mine = 0;
        for (int p = 0; p < Deferred.count(m); p++) {
            int i = Deferred.at(m, p);
            if ((m.w[i + P_READERS] >>> e & 1) != 0) {
                mine += Fingerprint.mix(m.w[i + P_WHAT], canon.colour(m.w[i + P_ITEM]));
            }
            if ((m.w[i + P_WAITERS] >>> e & 1) != 0) {
                mine += Fingerprint.mix(m.w[i + P_WHAT] + 1, canon.colour(m.w[i + P_ITEM]));
            }
        }
        for (int o = 0; o < m.shape.slots; o++) {
            if ((m.w[m.shape.execution[o] + X_SNAPSHOT] >>> e & 1) != 0) {
                mine += Fingerprint.mix(canon.leader[o], m.pc(o));
            }
        }
        return Fingerprint.mix(h, mine);
    }
}
