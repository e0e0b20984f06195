package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Value;

/** Objects: allocation, freeing, publication. Unreachable freed objects are no part of a state, so their slots are used again. */
final class Heap {
    private Heap() {
    }

    /** A fresh object with all cells 0; {@code node} is the unique number of the allocating node. */
    static long allocate(Machine m, int layout, boolean stack, long reuse, int node) {
        Shape s = m.shape;
        int size = m.image.layouts[layout].size;
        int slot = vacant(m, layout);
        if (slot < 0) {
            int count = (int) m.w[OBJECTS];
            int top = (int) m.w[TOP];
            if (count == s.caps.objects() || top + size > s.length) {
                if (!m.ordered) {
                    new Reachable(m).vacate();
                }
                slot = vacant(m, layout);
                if (slot < 0) {
                    throw count == s.caps.objects() ? Grow.OBJECTS : Grow.CELLS;
                }
            } else {
                slot = count;
                m.set(OBJECTS, count + 1);
                m.set(TOP, top + size);
                m.set(s.objects + O_WORDS * slot, top);
                java.util.Arrays.fill(m.owner, top - s.heap, top - s.heap + size, slot);
            }
        }
        int meta = s.objects + O_WORDS * slot;
        int base = (int) m.w[meta];
        m.set(meta, base | (long) layout << 32 | (long) Machine.LIVE << 48 | (stack ? Machine.STACK : 0));
        m.set(meta + O_NODE, node);
        m.set(meta + O_REUSE, reuse);
        for (int i = 0; i < size; i++) {
            m.set(base + i, 0);
        }
        return Value.pointer(m.image.globals + slot, 0);
    }

    /** A slot of that layout that {@link Reachable#vacate} has emptied, or -1. */
    private static int vacant(Machine m, int layout) {
        if (m.ordered || !m.vacancies) {
            return -1;
        }
        int count = (int) m.w[OBJECTS];
        for (int slot = 0, i = m.shape.objects; slot < count; slot++, i += O_WORDS) {
            if ((m.w[i] >>> 48 & 0xF) == Machine.NONE && (int) (m.w[i] >>> 32 & 0xFFFF) == layout) {
                return slot;
            }
        }
        return -1;
    }

    /** Number of recycled objects an allocation may hand out again. */
    static int recycled(Machine m, int layout, long reuse) {
        int n = 0;
        for (int o = m.image.globals; o < m.objects(); o++) {
            n += fits(m, o, layout, reuse) ? 1 : 0;
        }
        return n;
    }

    /** Hands out the {@code which}-th of the {@link #recycled} objects, its cells as they were left. */
    static long reuse(Machine m, int layout, long reuse, int which, int node) {
        int left = which;
        for (int o = m.image.globals; o < m.objects(); o++) {
            if (fits(m, o, layout, reuse) && left-- == 0) {
                m.status(o, Machine.LIVE);
                m.set(m.meta(o), m.w[m.meta(o)] & ~Machine.PUBLISHED | Machine.REUSED);
                m.set(m.meta(o) + O_NODE, node);
                Deferred.reclaiming(m, o, true);
                return Value.pointer(o, 0);
            }
        }
        throw new IllegalStateException("no recycled object");
    }

    private static boolean fits(Machine m, int o, int layout, long reuse) {
        return m.status(o) == Machine.RECYCLED && m.layoutOf(o) == layout && m.w[m.meta(o) + O_REUSE] == reuse;
    }

    /** Ends the life of the object; false with the fault set if that is wrong. */
    static boolean free(Machine m, long address, boolean recycle) {
        m.foreign = 0;
        if (address == Value.NULL) {
            return true;
        }
        if (!Value.isPointer(address) || Value.object(address) < m.image.globals || Value.offset(address) != 0) {
            m.fail("bad-pointer", address);
            return false;
        }
        int o = Value.object(address);
        int status = m.status(o);
        boolean reclaim = m.slot > m.shape.solo && m.deferral(m.slot) == Deferral.RECLAIM.ordinal() && !recycle;
        if (reclaim && (status == Machine.LIVE || Deferred.reclaiming(m, o, false))) {
            // Handed out again before its memory was given back.
            return true;
        }
        if (status == Machine.FREED || status == Machine.RECYCLED && !reclaim) {
            m.fail("double-free", address);
            return false;
        }
        for (int e = 0; e < m.shape.slots; e++) {
            for (int h = 0, i = m.shape.execution[e] + X_HELD; h < m.heldCount(e); h++, i += 2) {
                if (Value.isPointer(m.w[i]) && Value.object(m.w[i]) == o) {
                    m.foreign = m.w[i];
                    if (e == m.slot) {
                        m.fail("held-lock-freed", m.w[i]);
                        return false;
                    }
                }
            }
        }
        for (int p = 0, i = m.shape.pending; p < m.w[PENDING]; p++, i += P_WORDS) {
            long item = m.w[i + P_ITEM];
            if (Value.isPointer(item) && Value.object(item) == o && Deferred.deferral(m, i) != Deferral.RECLAIM.ordinal()) {
                m.fail("active-object-freed", item);
                return false;
            }
        }
        m.status(o, recycle ? Machine.RECYCLED : Machine.FREED);
        return true;
    }

    /** The value becomes reachable for others: what it leads to is published, for good. */
    static void publish(Machine m, long value) {
        if (!Value.isPointer(value) || Value.object(value) < m.image.globals) {
            return;
        }
        int o = Value.object(value);
        int i = m.meta(o);
        if ((m.w[i] & Machine.PUBLISHED) != 0) {
            return;
        }
        m.set(i, m.w[i] | Machine.PUBLISHED);
        if (m.status(o) != Machine.FREED) {
            int base = m.base(o);
            for (int c = 0, n = m.image.layouts[m.layoutOf(o)].size; c < n; c++) {
                publish(m, m.w[base + c]);
            }
        }
    }

    /** The address of the cache a live object came from, or 0. */
    static long origin(Machine m, long address) {
        boolean live = Value.isPointer(address) && Value.object(address) >= m.image.globals && m.status(Value.object(address)) == Machine.LIVE;
        return live ? m.w[m.meta(Value.object(address)) + O_REUSE] : 0;
    }

    /** Nothing leads to the object, and it is part of the state all the same: a leak, or memory that may be handed out again. */
    static boolean stays(Machine m, int object) {
        int status = m.status(object);
        return status == Machine.LIVE || status == Machine.RECYCLED && m.w[m.meta(object) + O_REUSE] != 0;
    }

    /** Whether the object is part of the state; without {@code reachable}, whether it may be. */
    static boolean exists(Machine m, int object, Reachable reachable) {
        return m.status(object) != Machine.NONE && (reachable == null || stays(m, object) || reachable.marked(object));
    }

    /** Whether each object of the state is the only one of the node that allocated it, so that the node can name it. */
    static boolean nameable(Machine m) {
        // What is no part of the state any more rarely matters, and is costly to find.
        return nameable(m, null) || nameable(m, new Reachable(m).everything(-1));
    }

    private static boolean nameable(Machine m, Reachable reachable) {
        for (int o = m.image.globals; o < m.objects(); o++) {
            if (!exists(m, o, reachable)) {
                continue;
            }
            if (m.status(o) == Machine.RECYCLED && !stays(m, o)) {
                return false;
            }
            for (int other = m.image.globals; other < o; other++) {
                if (m.w[m.meta(other) + O_NODE] == m.w[m.meta(o) + O_NODE] && exists(m, other, reachable)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Nobody but the machine's execution, which has its address, can have it. */
    static boolean secret(Machine m, int object) {
        return object >= m.image.globals && (m.w[m.meta(object)] & (Machine.PUBLISHED | Machine.REUSED)) == 0;
    }

    static boolean published(Machine m, int object) {
        return object < m.image.globals || (m.w[m.meta(object)] & Machine.PUBLISHED) != 0;
    }
}
