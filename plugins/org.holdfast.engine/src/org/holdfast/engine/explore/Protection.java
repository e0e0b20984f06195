package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.program.Value;

/**
 * Which lock protects each location class, as lock sets find it (Eraser: Savage et al. 1997): a lock that was held at every access, a global
 * one or one of the accessed object itself. While it is held nobody else can come near, so that a locked section needs no interleaving
 * (Lipton 1975; Flanagan and Qadeer 2003). Learned and checked as {@link Footprints} are.
 */
final class Protection {
    /** A lock of the same object at an offset, below; a global lock's address, as it is. */
    private static final long SAME_OBJECT = 1L << 62;

    private final Machine m;
    /** By location class: what may be its lock; null before the first access. Only ever shrinks. */
    private final long[][] locks;
    boolean shrunk;

    Protection(Machine m, Protection before) {
        this.m = m;
        locks = before == null ? new long[m.image.program.locations().size()][] : before.locks;
    }

    /** An access to a cell that others may reach: keeps what the machine's execution holds of the class's locks. */
    void access(long address, boolean write) {
        int object = Value.object(address);
        if (Heap.secret(m, object)) {
            return;
        }
        int location = m.image.layouts[m.layoutOf(object)].location[Value.offset(address)];
        long[] known = locks[location];
        if (known != null && known.length == 0) {
            return;
        }
        if (known == null) {
            locks[location] = held(object, write);
            shrunk = true;
            return;
        }
        int kept = 0;
        for (long lock : known) {
            kept += holds(lock, object, write) ? 1 : 0;
        }
        if (kept < known.length) {
            long[] left = new long[kept];
            int n = 0;
            for (long lock : known) {
                if (holds(lock, object, write)) {
                    left[n++] = lock;
                }
            }
            locks[location] = left;
            shrunk = true;
        }
    }

    private long[] held(int object, boolean write) {
        List<Long> found = new ArrayList<>();
        for (int h = 0, i = m.execution + X_HELD; h < m.heldCount(m.slot); h++, i += 2) {
            long lock = m.w[i];
            if (write && Locking.mode(m.w[i + 1]) != Locking.EXCLUSIVE || token(lock)) {
                continue;
            }
            if (Value.object(lock) == object) {
                found.add(SAME_OBJECT | Value.offset(lock));
            }
            if (Value.object(lock) < m.image.globals) {
                found.add(lock);
            }
        }
        return found.stream().distinct().mapToLong(Long::longValue).toArray();
    }

    private boolean token(long lock) {
        int i = m.peek(lock);
        int kind = i < 0 ? -1 : m.image.layouts[m.layoutOf(Value.object(lock))].lock[Value.offset(lock)];
        return kind < 0 || Image.LOCK_KINDS.get(kind) == org.holdfast.engine.program.LockKind.TOKEN;
    }

    private boolean holds(long lock, int object, boolean write) {
        long address = (lock & SAME_OBJECT) != 0 && !Value.isPointer(lock) ? Value.pointer(object, (int) (lock & 0xFFFF)) : lock;
        return Locking.find(m, m.slot, address, write ? Locking.EXCLUSIVE : Locking.ANY) >= 0;
    }

    /** Whether the machine's execution holds a lock that keeps everybody else from the cell. */
    boolean holds(long address, boolean write) {
        int object = Value.object(address);
        long[] known = locks[m.image.layouts[m.layoutOf(object)].location[Value.offset(address)]];
        if (known == null) {
            return false;
        }
        for (long lock : known) {
            if (holds(lock, object, write)) {
                return true;
            }
        }
        return false;
    }
}
