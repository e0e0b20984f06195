package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import org.holdfast.engine.program.Value;

/** Marks the heap objects that roots lead to, through the cells of objects that are not freed. */
final class Reachable {
    private final Machine m;
    private final boolean[] marked;
    private final int[] work;
    private int pending;

    Reachable(Machine m) {
        this.m = m;
        marked = new boolean[m.objects()];
        work = new int[m.objects()];
    }

    boolean marked(int object) {
        return marked[object];
    }

    void root(long value) {
        if (Value.isPointer(value) && Value.object(value) >= m.image.globals && !marked[Value.object(value)]) {
            marked[Value.object(value)] = true;
            work[pending++] = Value.object(value);
        }
    }

    void close() {
        while (pending > 0) {
            int o = work[--pending];
            if (m.status(o) == Machine.FREED) {
                continue;
            }
            for (int i = m.base(o), n = i + m.image.layouts[m.layoutOf(o)].size; i < n; i++) {
                root(m.w[i]);
            }
            root(m.w[m.meta(o) + O_REUSE]);
        }
    }

    void global(int g) {
        for (int i = m.base(g), n = i + m.image.layouts[m.image.globalLayout[g]].size; i < n; i++) {
            root(m.w[i]);
        }
    }

    /** Everything a state is made of. {@code running}: an execution in the middle of a transition, or -1. */
    Reachable everything(int running) {
        for (int g = 0; g < m.image.globals; g++) {
            global(g);
        }
        for (int e = 0; e < m.shape.slots; e++) {
            if (m.alive(e)) {
                execution(e, e == running);
            }
        }
        for (int p = 0; p < Deferred.count(m); p++) {
            int i = Deferred.at(m, p);
            root(m.w[i + P_ITEM]);
            root(m.w[i + P_ARGUMENT]);
            root(m.w[i + P_QUEUE]);
        }
        for (int o = m.image.globals; o < m.objects(); o++) {
            if (Heap.stays(m, o)) {
                root(Value.pointer(o, 0));
            }
        }
        close();
        return this;
    }

    private void execution(int e, boolean all) {
        int x = m.shape.execution[e];
        root(m.w[x + X_ITEM]);
        root(m.w[x + X_QUEUE]);
        root(m.w[x + X_DOMAIN]);
        for (int h = 0; h < m.heldCount(e); h++) {
            root(m.w[x + X_HELD + 2 * h]);
        }
        for (int s = 0; s < m.sectionCount(e); s++) {
            root(m.w[x + m.shape.sections + 2 * s]);
        }
        Routine r = m.image.routines[m.routine(e)];
        int base = m.shape.registers[e];
        if (all) {
            for (int i = 0; i < r.registers; i++) {
                root(m.w[base + i]);
            }
        } else {
            for (int i : r.live[m.pc(e)]) {
                root(m.w[base + i]);
            }
        }
    }

    /** Makes the slots of freed objects that nothing leads to any more free for reuse, in the middle of a transition. */
    void vacate() {
        everything(m.slot);
        for (int o = m.image.globals; o < m.objects(); o++) {
            if (!marked[o] && m.status(o) != Machine.NONE) {
                m.status(o, Machine.NONE);
                m.vacancies = true;
            }
        }
    }
}
