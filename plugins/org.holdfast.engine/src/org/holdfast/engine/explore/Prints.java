package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import org.holdfast.engine.program.Value;

/**
 * Fingerprints of states, equal for equal canonical forms. Mostly a transition leaves the numbering of objects alone, and then only the cells and
 * the execution it has changed are hashed again ({@link #step}), found through the machine's journal.
 */
final class Prints {
    private static final long OBJECT = 1L << 40;

    private final Machine m;
    private final Canon canon;
    private final int firstExecution;
    /** By word of the executions' part of the vector: its execution; -1 for words whose change concerns others. */
    private final byte[] executionOf;
    private final int[] done = new int[64];
    private long structure;

    Prints(Machine m, Canon canon) {
        this.m = m;
        this.canon = canon;
        firstExecution = m.shape.execution[0];
        executionOf = new byte[m.shape.pending - firstExecution];
        for (int e = 0; e < m.shape.slots; e++) {
            int end = e + 1 < m.shape.slots ? m.shape.execution[e + 1] : m.shape.pending;
            for (int i = m.shape.execution[e]; i < end; i++) {
                int word = i - m.shape.execution[e];
                boolean set = word == X_SNAPSHOT || word == X_DOMAIN || word == X_WAITERS;
                executionOf[i - firstExecution] = (byte) (set ? -1 : e);
            }
        }
    }

    /** Everything anew. */
    void whole(Print p) {
        canon.restart();
        canon.arrange();
        long memory = 0;
        for (int i = m.shape.cells, n = i + m.image.globalCells; i < n; i++) {
            memory += cell(i - m.shape.cells, canon.map(m.w[i]));
        }
        memory += objects();
        int anchored = canon.numbered;
        canon.anchored = anchored;
        p.plain = !sets() && canon.tail < 0 && !m.ordered;
        long executions = 0;
        for (int k = 0; k < canon.executions; k++) {
            int e = canon.order[k];
            p.block[e] = block(e);
            p.trail[e] = canon.trail;
            executions += Fingerprint.mix(p.block[e], identity(e));
        }
        if (canon.symmetry && (canon.numbered > anchored || sets())) {
            // The order of executions matters: numbers depend on it, or sets refer to it.
            executions = sorted(p, anchored);
        }
        p.plain &= !canon.symmetry || canon.numbered == anchored;
        memory += objects();
        canon.length = 0;
        canon.put(m.w[PHASE]);
        for (int c = 0; c < m.image.cpus; c++) {
            if (m.image.shared[c] && m.w[PHASE] == Machine.MAIN) {
                int current = (int) m.w[FIRST_CPU + c] - 1;
                canon.put(current < 0 ? 0 : name(p, current));
                p.plain = false;
            }
        }
        if (canon.tail >= 0) {
            canon.put(name(p, canon.tail));
        }
        canon.pending();
        p.rest = Fingerprint.of(canon.words, canon.length);
        memory += objects();
        canon.colours.forget();
        for (int o = canon.lost(); o >= 0; o = canon.lost()) {
            canon.number(o);
            memory += objects();
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
            p.block[e] = block(e);
            executions += Fingerprint.mix(p.block[e], ~(long) k);
        }
        return executions;
    }

    /** An execution the state refers to: by place, or where places mean nothing by content. */
    private long name(Print p, int e) {
        return canon.symmetry ? p.block[e] : canon.place[e] + 1;
    }

    /** Interchangeable executions are told apart by their content alone. */
    private long identity(int e) {
        return canon.symmetry ? canon.leader[e] : canon.place[e];
    }

    private boolean sets() {
        if (Deferred.count(m) > 0) {
            for (int p = 0; p < Deferred.count(m); p++) {
                int i = Deferred.at(m, p);
                if (m.w[i + P_READERS] != 0 || m.w[i + P_WAITERS] != 0) {
                    return true;
                }
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

    /** The objects numbered since. */
    private long objects() {
        long sum = 0;
        while (canon.closed < canon.numbered) {
            int k = canon.closed;
            int o = canon.queue[canon.closed++];
            int meta = m.meta(o);
            long word = m.w[meta] >>> 32 & 0x3FFFFF;
            boolean gone = m.status(o) == Machine.FREED;
            long position = (k + 1) * OBJECT;
            sum += Fingerprint.mix((gone ? word & 0xFFFFF : word) | m.w[meta + O_NODE] << 32, position + 0xFFFF);
            if (gone) {
                continue;
            }
            sum += cell(position + 0x1FFFF, canon.map(m.w[meta + O_REUSE]));
            int base = (int) m.w[meta];
            for (int c = 0, n = m.image.layouts[(int) word & 0xFFFF].size; c < n; c++) {
                sum += cell(position + c, canon.map(m.w[base + c]));
            }
        }
        return sum;
    }

    private long block(int e) {
        canon.length = 0;
        canon.trail = 0;
        canon.execution(e);
        return Fingerprint.of(canon.words, canon.length);
    }

    /** The fingerprint after a transition that began at that mark of the journal from the state with the print {@code from}. */
    void next(Print from, Print to, int mark) {
        long dirty = from.plain && canon.tail < 0 ? changed(mark) : -1;
        if (dirty < 0) {
            whole(to);
            return;
        }
        if (from.structure != structure || !step(from, to, mark, dirty)) {
            whole(to);
            if (sameNumbers(from, to, dirty)) {
                // What the numbers rest on has not changed: they are good for the state before as well.
                structure = from.structure;
                to.structure = structure;
            }
        }
    }

    /** The executions whose own words a transition has changed, or -1 if it did anything that may change the numbering of objects by itself. */
    private long changed(int mark) {
        long dirty = 0;
        if (m.journalTop - mark > done.length) {
            return -1;
        }
        for (int j = mark; j < m.journalTop; j++) {
            int i = m.journalIndex[j];
            if (i >= firstExecution && i < m.shape.pending) {
                int e = executionOf[i - firstExecution];
                boolean begins = e >= 0 && i == m.shape.execution[e] && (m.journalOld[j] & Machine.ACTIVE) == 0;
                if (e < 0 || begins || !m.exists(e)) {
                    return -1;
                }
                dirty |= 1L << e;
            } else if (i < m.shape.cells || i < m.shape.heap && i >= m.shape.pending || heap(m.journalOld[j]) || heap(m.w[i])) {
                return -1;
            }
        }
        return dirty;
    }

    private static boolean sameNumbers(Print from, Print to, long dirty) {
        if (!to.plain) {
            return false;
        }
        for (long left = dirty; left != 0; left &= left - 1) {
            int e = Long.numberOfTrailingZeros(left);
            if (from.trail[e] != to.trail[e]) {
                return false;
            }
        }
        return true;
    }

    private boolean step(Print from, Print to, int mark, long dirty) {
        long memory = from.memory;
        int seen = 0;
        for (int j = mark; j < m.journalTop; j++) {
            int i = m.journalIndex[j];
            if (i >= firstExecution && i < m.shape.pending) {
                continue;
            }
            boolean again = false;
            for (int k = 0; k < seen; k++) {
                again |= done[k] == i;
            }
            if (again) {
                continue;
            }
            done[seen++] = i;
            long position = i - m.shape.cells;
            if (i >= m.shape.heap) {
                int o = m.owner[i - m.shape.heap] + m.image.globals;
                if (!canon.known(o)) {
                    return false;
                }
                position = (canon.number[o] + 1) * OBJECT + i - m.base(o);
            }
            memory += cell(position, canon.map(m.w[i])) - cell(position, canon.map(m.journalOld[j]));
        }
        long executions = from.executions;
        System.arraycopy(from.block, 0, to.block, 0, to.block.length);
        System.arraycopy(from.trail, 0, to.trail, 0, to.trail.length);
        for (long left = dirty; left != 0; left &= left - 1) {
            int e = Long.numberOfTrailingZeros(left);
            long block = block(e);
            if (canon.trail != from.trail[e]) {
                // Other objects come into sight, or go out of it.
                structure++;
                return false;
            }
            executions += Fingerprint.mix(block, identity(e)) - Fingerprint.mix(to.block[e], identity(e));
            to.block[e] = block;
        }
        to.memory = memory;
        to.executions = executions;
        to.rest = from.rest;
        to.structure = from.structure;
        to.plain = true;
        return true;
    }

    private boolean heap(long v) {
        return v >>> 48 == 0x7FFE && Value.object(v) >= m.image.globals;
    }
}
