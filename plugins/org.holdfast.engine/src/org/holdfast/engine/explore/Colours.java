package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import java.util.Arrays;
import org.holdfast.engine.program.Value;

/**
 * Colours of the objects that have no canonical number yet, by colour refinement (Weisfeiler and Leman 1968): equal colours
 * for objects whose surroundings look alike. They only order things; two states never become one because of them.
 */
final class Colours {
    private static final int ROUNDS = 12;

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
        int open = 0;
        for (int o = first; o < end; o++) {
            if (!canon.known(o)) {
                int meta = m.meta(o);
                colour[o] = Fingerprint.mix(m.w[meta] >>> 32, m.w[meta + O_NODE]);
                open++;
            }
        }
        for (int round = Math.min(open, ROUNDS); round > 0; round--) {
            for (int o = first; o < end; o++) {
                if (!canon.known(o)) {
                    next[o] = look(o);
                }
            }
            long[] swap = colour;
            colour = next;
            next = swap;
        }
        if (open == 0) {
            Arrays.fill(colour, 0, end, 0);
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
