package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import org.holdfast.engine.program.Value;

/**
 * Fingerprints of states, equal for equal canonical forms. Mostly a transition leaves the names of objects alone, and then only the cells and
 * the execution it has changed are hashed again ({@link #step}), found through the machine's journal.
 */
final class Prints {
    private static final long OBJECT = 1L << 40;
    private static final long META = 0xFFFF;
    private static final long REUSE = 0x1FFFF;

    /** What a change of a word concerns: an execution by its number, or one of these. */
    private static final byte EVERYTHING = -1;
    private static final byte REST = -2;
    private static final byte GLOBAL = -3;
    private static final byte TABLE = -4;
    private static final byte HEAP = -5;

    private final Machine m;
    private final Canon canon;
    private final byte[] concerns;
    private final int[] done = new int[64];
    private long structure;
    /** The places of executions mean something. */
    private boolean placed;

    Prints(Machine m, Canon canon) {
        this.m = m;
        this.canon = canon;
        Shape shape = m.shape;
        concerns = new byte[shape.length];
        // A callback that begins counts its start here; one that ends is not there any more.
        java.util.Arrays.fill(concerns, 0, shape.cells, EVERYTHING);
        // With symmetry, sets of executions are told by the order of all.
        byte set = canon.symmetry ? EVERYTHING : REST;
        concerns[PENDING] = set;
        java.util.Arrays.fill(concerns, FIRST_CPU, shape.cells, set);
        java.util.Arrays.fill(concerns, shape.cells, shape.execution[0], GLOBAL);
        for (int e = 0; e < shape.slots; e++) {
            java.util.Arrays.fill(concerns, shape.execution[e], e + 1 < shape.slots ? shape.execution[e + 1] : shape.pending, (byte) e);
            if (canon.symmetry) {
                concerns[shape.execution[e] + X_SNAPSHOT] = EVERYTHING;
                concerns[shape.execution[e] + X_DOMAIN] = EVERYTHING;
                concerns[shape.execution[e] + X_WAITERS] = EVERYTHING;
            }
        }
        java.util.Arrays.fill(concerns, shape.pending, shape.objects, set);
        java.util.Arrays.fill(concerns, shape.objects, shape.heap, EVERYTHING);
        for (int i = shape.objects; i < shape.heap; i += O_WORDS) {
            concerns[i + O_META] = TABLE;
        }
        java.util.Arrays.fill(concerns, shape.heap, shape.length, HEAP);
    }

    /** Everything anew. */
    void whole(Print p) {
        canon.restart(true);
        canon.arrange();
        p.named = canon.named;
        long memory = 0;
        for (int i = m.shape.cells, n = i + m.image.globalCells; i < n; i++) {
            memory += cell(i - m.shape.cells, canon.map(m.w[i]));
        }
        memory += canon.named ? named() : numbered();
        int anchored = canon.numbered;
        canon.anchored = anchored;
        p.plain = canon.tail < 0 && !m.ordered;
        long executions = 0;
        for (int k = 0; k < canon.executions; k++) {
            int e = canon.order[k];
            p.block[e] = block(e, identity(e));
            p.trail[e] = canon.trail;
            executions += p.block[e];
        }
        p.own = -1;
        placed = !canon.symmetry;
        if (canon.symmetry && (canon.numbered > anchored || sets())) {
            // The order of executions matters: numbers depend on it, or sets refer to it.
            executions = sorted(p, anchored);
            placed = true;
            p.plain = false;
        }
        memory += numbered();
        p.rest = rest(p);
        memory += numbered();
        canon.colours.forget();
        for (int o = canon.lost(); o >= 0; o = canon.lost()) {
            canon.number(o);
            memory += numbered();
        }
        p.memory = memory;
        p.executions = executions;
        p.structure = ++structure;
    }

    private long sorted(Print p, int anchored) {
        for (int k = anchored; k < canon.numbered; k++) {
            canon.stamp[canon.queue[k]] = 0;
        }
        canon.numbered = anchored;
        canon.siblings.sort();
        for (int k = 0; k < canon.executions; k++) {
            canon.place[canon.order[k]] = k;
        }
        long executions = 0;
        for (int k = 0; k < canon.executions; k++) {
            int e = canon.order[k];
            p.block[e] = block(e, ~(long) k);
            executions += p.block[e];
        }
        return executions;
    }

    /** Phase, CPUs, pending items. */
    private long rest(Print p) {
        canon.length = 0;
        canon.put(m.w[PHASE] << 1 | (canon.named ? 1 : 0));
        for (int c = 0; c < m.image.cpus; c++) {
            if (m.image.shared[c] && m.w[PHASE] == Machine.MAIN) {
                int current = (int) m.w[FIRST_CPU + c] - 1;
                canon.put(current < 0 ? 0 : name(p, current));
                p.plain &= !canon.symmetry;
            }
        }
        if (canon.tail >= 0) {
            canon.put(name(p, canon.tail));
        }
        canon.pending();
        return Fingerprint.of(canon.words, canon.length);
    }

    /** An execution that the state just hashed refers to: by place, or where places mean nothing by content. */
    long name(Print p, int e) {
        return placed ? canon.place[e] + 1 : p.block[e];
    }

    /** Interchangeable executions are told apart by their content alone. */
    private long identity(int e) {
        return canon.symmetry ? canon.leader[e] : canon.place[e];
    }

    private boolean sets() {
        for (int p = 0; p < Deferred.count(m); p++) {
            int i = Deferred.at(m, p);
            if (m.w[i + P_READERS] != 0 || m.w[i + P_WAITERS] != 0) {
                return true;
            }
        }
        for (int k = 0; k < canon.executions; k++) {
            int x = m.shape.execution[canon.order[k]];
            if (m.w[x + X_SNAPSHOT] != 0 || m.w[x + X_WAITERS] != 0) {
                return true;
            }
        }
        return false;
    }

    private static long cell(long position, long value) {
        return value == 0 ? 0 : Fingerprint.mix(value, position);
    }

    /** Where an object's cells stand in the sum. */
    private long position(int o) {
        return (canon.named ? m.w[m.meta(o) + O_NODE] + 1 : canon.number[o] + 1) * OBJECT;
    }

    private long meta(int o, long word) {
        return Fingerprint.mix(word >>> 32 & 0x3FFFFF | m.w[m.meta(o) + O_NODE] << 32, position(o) + META);
    }

    private long object(int o) {
        long word = m.w[m.meta(o)];
        if (m.status(o) == Machine.FREED) {
            // A pointer's being there says that the object is; nothing else is known of it.
            return canon.named ? 0 : meta(o, word & ~Machine.PUBLISHED & ~Machine.STACK);
        }
        long position = position(o);
        long sum = meta(o, word) + cell(position + REUSE, canon.map(m.w[m.meta(o) + O_REUSE]));
        int base = (int) word;
        for (int c = 0, n = m.image.layouts[m.layoutOf(o)].size; c < n; c++) {
            sum += cell(position + c, canon.map(m.w[base + c]));
        }
        return sum;
    }

    private long named() {
        long sum = 0;
        for (int o = m.image.globals; o < m.objects(); o++) {
            sum += Heap.stays(m, o) ? object(o) : 0;
        }
        return sum;
    }

    /** The objects numbered since. */
    private long numbered() {
        long sum = 0;
        while (canon.closed < canon.numbered) {
            sum += object(canon.queue[canon.closed++]);
        }
        return sum;
    }

    private long block(int e, long identity) {
        canon.length = 0;
        canon.trail = 0;
        canon.execution(e);
        return Fingerprint.mix(Fingerprint.of(canon.words, canon.length), identity);
    }

    /** The fingerprint after a transition that began at that mark of the journal from the state with the print {@code from}. */
    void next(Print from, Print to, int mark) {
        if (from.plain && canon.tail < 0 && m.journalTop - mark <= done.length && (from.named || from.structure == structure) && step(from, to, mark)) {
            return;
        }
        whole(to);
        if (from.plain && to.plain && !from.named && !to.named && sameNumbers(from, to, mark)) {
            // What the numbers rest on has not changed: they are good for the state before as well.
            structure = from.structure;
            to.structure = structure;
        }
    }

    /** Whether a transition did nothing that changes the numbers of objects, so far as numbers matter. */
    private boolean sameNumbers(Print from, Print to, int mark) {
        for (int j = mark; j < m.journalTop; j++) {
            int i = m.journalIndex[j];
            int e = concerns[i];
            if (e >= 0 ? !m.exists(e) || from.trail[e] != to.trail[e] : e != GLOBAL && e != HEAP || heap(m.journalOld[j]) || heap(m.w[i])) {
                return false;
            }
        }
        return true;
    }

    /** Hashes again what changed; false if that will not do. */
    private boolean step(Print from, Print to, int mark) {
        canon.named = from.named;
        if (m.w[STARTS] > 0) {
            canon.arrange();
        }
        long memory = from.memory;
        long dirty = 0;
        boolean rest = false;
        int seen = 0;
        for (int j = mark; j < m.journalTop; j++) {
            int i = m.journalIndex[j];
            int e = concerns[i];
            if (e >= 0) {
                dirty |= 1L << e;
                continue;
            }
            if (e == EVERYTHING || e == REST && !from.named) {
                return false;
            }
            rest |= e == REST;
            if (e == REST || again(i, seen)) {
                continue;
            }
            done[seen++] = i;
            long old = m.journalOld[j];
            long now = m.w[i];
            if (e == TABLE) {
                int o = m.image.globals + (i - m.shape.objects) / O_WORDS;
                if ((old ^ now) != Machine.PUBLISHED || !canon.known(o)) {
                    return false;
                }
                memory += meta(o, now) - meta(o, old);
                continue;
            }
            if (!from.named && (heap(old) || heap(now))) {
                return false;
            }
            long position = i - m.shape.cells;
            if (e == HEAP) {
                int o = m.owner[i - m.shape.heap] + m.image.globals;
                if (!canon.known(o)) {
                    return false;
                }
                position = position(o) + i - m.base(o);
            }
            memory += cell(position, canon.map(now)) - cell(position, canon.map(old));
        }
        long executions = from.executions;
        for (long left = dirty; left != 0; left &= left - 1) {
            int e = Long.numberOfTrailingZeros(left);
            if (!m.exists(e)) {
                return false;
            }
            long block = block(e, identity(e));
            if (!from.named && canon.trail != from.trail[e]) {
                // Other objects come into sight, or go out of it.
                structure++;
                return false;
            }
            executions += block - from.block[e];
            to.block[e] = block;
            to.trail[e] = canon.trail;
        }
        to.own = dirty;
        to.memory = memory;
        to.executions = executions;
        to.named = from.named;
        to.structure = from.structure;
        to.plain = true;
        to.rest = rest ? rest(to) : from.rest;
        return true;
    }

    private boolean again(int i, int seen) {
        for (int k = 0; k < seen; k++) {
            if (done[k] == i) {
                return true;
            }
        }
        return false;
    }

    private boolean heap(long v) {
        return v >>> 48 == 0x7FFE && Value.object(v) >= m.image.globals;
    }
}
