package org.holdfast.engine.explore;

import org.holdfast.engine.program.Step;

/**
 * Walks of lists: the walk's register keeps 1 + how many of the locks held at its last step are held since (they come first in the held list), and
 * whether one was dropped or a reference taken meanwhile.
 */
final class Walks {
    private static final long DROPPED = 1L << 32;
    private static final long REFERENCED = 1L << 33;

    private Walks() {
    }

    static void step(Observer observer, Machine m, Routine r, int pc) {
        int i = m.registers + r.a[pc];
        int phase = r.b[pc];
        if (phase == Step.Walk.Phase.END.ordinal()) {
            m.set(i, 0);
            return;
        }
        if (phase == Step.Walk.Phase.NEXT.ordinal()) {
            if ((m.w[i] & DROPPED) != 0) {
                observer.observed("lock-dropped-in-iteration", m, r, pc, 0);
            }
            if (m.w[i] == 0) {
                return;
            }
        }
        m.set(i, 1 + m.heldCount(m.slot));
    }

    /** The entry at that place of the held list was released. */
    static void released(Machine m, int i, int place) {
        long v = m.w[i];
        if (v != 0 && place < (v & 0xFFFF) - 1) {
            m.set(i, v - 1 | ((v & REFERENCED) == 0 ? DROPPED : 0));
        }
    }

    static void referenced(Machine m, int i) {
        if (m.w[i] != 0) {
            m.set(i, m.w[i] | REFERENCED);
        }
    }
}
