package org.holdfast.engine.explore;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.program.Layout;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Value;

/** Whether what {@code __guarded_by} asks for is held; an observation if not. Init, teardown and unpublished objects are exempt. */
final class Guards {
    private static final String RULE = "unguarded-access";
    /** Most entries of a list that are looked through for its head. */
    private static final int RING = 256;

    private final Machine m;
    /** Some cell has a guard. */
    final boolean any;

    Guards(Machine m) {
        this.m = m;
        boolean some = false;
        for (Image.Shapes layout : m.image.layouts) {
            if (layout != null) {
                for (boolean g : layout.guarded) {
                    some |= g;
                }
            }
        }
        any = some;
    }

    private boolean exempt(long address) {
        return m.slot == m.shape.solo || !Heap.published(m, Value.object(address));
    }

    /** A cell that exists is read or written. */
    void access(Observer observer, Routine r, int pc, long address, boolean write) {
        Image.Shapes layout = m.image.layouts[m.layoutOf(Value.object(address))];
        if (layout.guarded[Value.offset(address)] && !exempt(address) && !guarded(address, write, false)) {
            observer.observed(RULE, m, r, pc, address);
        } else if (m.image.pointeeGuards && !exempt(address) && !pointeeGuarded(address, write)) {
            observer.observed(RULE, m, r, pc, address);
        }
    }

    private boolean guarded(long address, boolean write, boolean pointee) {
        int object = Value.object(address);
        Layout.Cell cell = m.image.layouts[m.layoutOf(object)].layout.cells().get(Value.offset(address));
        List<Layout.Guard> guards = new ArrayList<>();
        for (Layout.Guard g : cell.guards()) {
            if (g.pointee() == pointee) {
                guards.add(g);
            }
        }
        if (guards.isEmpty() || !write && cell.rcu() && reading()) {
            return true;
        }
        for (Layout.Guard g : guards) {
            if (g.writes() && !write) {
                return true;
            }
            long lock = Value.pointer(g.object() >= 0 ? g.object() : object, g.offset());
            if (Locking.find(m, m.slot, lock, write ? Locking.EXCLUSIVE : Locking.ANY) >= 0) {
                return true;
            }
        }
        return false;
    }

    private boolean reading() {
        return m.sectionCount(m.slot) > 0 || Grace.reads(m, m.slot, Value.NULL);
    }

    /** What a cell with a guard for its pointee points to, is that pointee: looks whether one points into the accessed object. */
    private boolean pointeeGuarded(long address, boolean write) {
        int target = Value.object(address);
        for (int o = 0; o < m.objects(); o++) {
            if (o >= m.image.globals && (m.status(o) == Machine.NONE || m.status(o) == Machine.FREED)) {
                continue;
            }
            Image.Shapes layout = m.image.layouts[m.layoutOf(o)];
            for (int c = 0; c < layout.size; c++) {
                long v = layout.guarded[c] ? m.w[m.base(o) + c] : 0;
                if (Value.isPointer(v) && Value.object(v) == target && !guarded(Value.pointer(o, c), write, true)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A function says that a lock must be held here, or must not. */
    void require(Observer observer, Routine r, int pc) {
        long lock = r.x[pc].eval(m);
        boolean held = Locking.find(m, m.slot, lock, r.a[pc] == 0 ? Locking.EXCLUSIVE : Locking.ANY) >= 0;
        if (held == (r.a[pc] == Step.Require.Hold.NOT.ordinal())) {
            observer.observed(r.b[pc] != 0 ? "lock-leak" : "must-hold", m, r, pc, lock);
        }
    }

    /** A list operation begins: the first guarded cell on the list (its head) decides. */
    void list(Touched touched, Observer observer, Routine r, int pc, long start, boolean write) {
        if (!any) {
            return;
        }
        List<Long> met = new ArrayList<>();
        long at = start;
        while (reads(touched, r.base + pc, at) >= 0 && !met.contains(at) && met.size() < RING) {
            met.add(at);
            at = m.w[m.peek(at)];
        }
        if (at != start) {
            at = start;
            do {
                int previous = reads(touched, r.base + pc, Value.plus(at, 1));
                at = previous < 0 ? Value.NULL : m.w[previous];
            } while (m.peek(at) >= 0 && !met.contains(at) && met.size() < 2 * RING && met.add(at));
        }
        for (long cell : met) {
            if (m.image.layouts[m.layoutOf(Value.object(cell))].layout.cells().get(Value.offset(cell)).guards().stream().anyMatch(g -> !g.pointee())) {
                if (!exempt(cell) && !guarded(cell, write, false)) {
                    observer.observed(RULE, m, r, pc, cell);
                }
                return;
            }
        }
    }

    /** Index of the cell that is looked at, or -1. */
    private int reads(Touched touched, int node, long at) {
        int i = m.peek(at);
        if (touched != null && i >= 0) {
            touched.access(node, at, false);
        } else if (touched != null) {
            touched.missed(node, at);
        }
        return i;
    }
}
