package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import org.holdfast.engine.program.Value;

/**
 * Colours of the objects that have no canonical number yet, by colour refinement (Weisfeiler and Leman 1968): equal colours
 * for objects whose surroundings look alike. They only order things; two states never become one because of them.
 */
final class Colours {
    private static final int ROUNDS = 6;

    private final Machine m;
    private final Canon canon;
    private long[] colour = new long[64];
    private long[] next = new long[64];
    private boolean valid;

    Colours(Machine m, Canon canon) {
        this.m = m;
        this.canon = canon;
    }

    /** More objects have numbers now. */
    void forget() {
        valid = false;
    }

    long of(int object) {
        if (!valid) {
            refine();
        }
        return colour[object];
    }

    private void refine() {
        valid = true;
        int first = m.image.globals;
        int end = m.objects();
        if (colour.length < end) {
            colour = new long[end * 2];
            next = new long[end * 2];
        }
        for (int o = first; o < end; o++) {
            if (!canon.known(o)) {
                int meta = m.meta(o);
                colour[o] = Fingerprint.mix(m.w[meta] >>> 32 & 0x3FFFFF, m.w[meta + O_NODE]);
            }
        }
        roots();
        // Always as many rounds: what is left of freed objects must not show.
        for (int round = 0; round < ROUNDS; round++) {
            for (int o = first; o < end; o++) {
                if (!canon.known(o)) {
                    next[o] = look(o);
                }
            }
            long[] swap = colour;
            colour = next;
            next = swap;
        }
    }

    /** Who leads to an object from outside is part of what it is. */
    private void roots() {
        for (int p = 0; p < Deferred.count(m); p++) {
            int i = Deferred.at(m, p);
            for (int field = P_ITEM; field <= P_QUEUE; field++) {
                led(m.w[i + field], Fingerprint.mix(m.w[i + P_WHAT], field));
            }
        }
        for (int e = 0; e < m.shape.slots; e++) {
            if (m.alive(e)) {
                int base = m.shape.registers[e];
                for (int r : m.image.routines[m.routine(e)].live[m.pc(e)]) {
                    led(m.w[base + r], Fingerprint.mix(m.w[m.shape.execution[e]], r));
                }
            }
        }
    }

    private void led(long v, long from) {
        if (Value.isPointer(v) && Value.object(v) >= m.image.globals && !canon.known(Value.object(v))) {
            colour[Value.object(v)] += Fingerprint.mix(from, Value.offset(v));
        }
    }

    private long look(int o) {
        long h = colour[o];
        if (m.status(o) != Machine.LIVE && m.status(o) != Machine.RECYCLED) {
            return h;
        }
        h = Fingerprint.mix(h, see(m.w[m.meta(o) + O_REUSE]));
        for (int i = m.base(o), n = i + m.image.layouts[m.layoutOf(o)].size; i < n; i++) {
            h = Fingerprint.mix(h, see(m.w[i]));
        }
        return h;
    }

    private long see(long v) {
        if (Value.isPointer(v) && Value.object(v) >= m.image.globals) {
            int o = Value.object(v);
            return canon.known(o) ? canon.map(v) : Fingerprint.mix(colour[o], Value.offset(v));
        }
        return canon.map(v);
    }
}
