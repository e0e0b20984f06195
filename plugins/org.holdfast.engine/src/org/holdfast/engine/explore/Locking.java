package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Value;

/**
 * Locks: three cells (owner, shared holders, waiting writers) and the holder's list. Blocking and fairness as in
 * Documentation/locking/locktypes.rst and rwsem: a waiting writer holds off new readers of a lock that has readers.
 */
final class Locking {
    /** Answers of {@link #acquire}. */
    static final int TAKEN = 0;
    static final int MISSED = 1;
    static final int BLOCKED = 2;
    static final int REGISTERED = 3;
    static final int FAULT = 4;

    static final int EXCLUSIVE = Step.Mode.EXCLUSIVE.ordinal();
    static final int SHARED = Step.Mode.SHARED.ordinal();
    static final int RECURSIVE = Step.Mode.RECURSIVE_SHARED.ordinal();
    static final int ANY = -1;
    /** Owner of a lock that was given away. */
    private static final long NOBODY = 1;
    private static final int TOKEN = LockKind.TOKEN.ordinal();
    private static final int RWLOCK = LockKind.RWLOCK.ordinal();

    private Locking() {
    }

    /** Place in the held list of the last entry for the lock in that mode ({@link #ANY}: whichever; shared modes are one), or -1. */
    static int find(Machine m, int e, long lock, int mode) {
        for (int h = m.heldCount(e) - 1, i = m.shape.execution[e] + X_HELD + 2 * h; h >= 0; h--, i -= 2) {
            if (m.w[i] == lock && (mode == ANY || (mode(m.w[i + 1]) == EXCLUSIVE) == (mode == EXCLUSIVE))) {
                return h;
            }
        }
        return -1;
    }

    static int mode(long entry) {
        return (int) entry & 3;
    }

    static int subclass(long entry) {
        return (int) (entry >>> 2) & 0x3FFF;
    }

    /** Unique number of the node that took it. */
    static int node(long entry) {
        return (int) (entry >>> 32);
    }

    /** Kind of the lock at the address, or -1 with the fault set. */
    static int kind(Machine m, long address) {
        int i = m.cell(address, -1);
        if (i < 0) {
            return -1;
        }
        int kind = m.image.layouts[m.layoutOf(Value.object(address))].lock[Value.offset(address)];
        return kind < 0 ? m.fail("bad-pointer", address) : kind;
    }

    static int effective(Machine m, int kind, int mode) {
        return mode == SHARED && kind == RWLOCK && m.kind(m.slot) != Kind.PROCESS.ordinal() ? RECURSIVE : mode;
    }

    static boolean available(Machine m, int kind, int mode, int i) {
        if (kind == TOKEN) {
            return true;
        }
        if (m.w[i] != 0) {
            return false;
        }
        return mode == EXCLUSIVE ? m.w[i + 1] == 0 : mode == RECURSIVE || m.w[i + 2] == 0 || !Image.LOCK_KINDS.get(kind).hasReaders();
    }

    /** One try of the machine's execution; {@code mode} is the effective one. */
    static int acquire(Machine m, long lock, int kind, int mode, boolean attempt, int subclass, int node, boolean atomic) {
        int i = m.cell(lock, -1);
        int e = m.slot;
        // Whoever initialised the lock meanwhile did not change who thinks he holds it.
        if (!attempt && kind != TOKEN && find(m, e, lock, mode == EXCLUSIVE ? ANY : EXCLUSIVE) >= 0) {
            m.fail("self-deadlock", lock);
            return FAULT;
        }
        if (!available(m, kind, mode, i)) {
            if (attempt) {
                return MISSED;
            }
            if (mode == EXCLUSIVE && Image.LOCK_KINDS.get(kind).hasReaders() && !m.has(e, Machine.WAITING) && !atomic) {
                m.set(i + 2, m.w[i + 2] + 1);
                m.flag(e, Machine.WAITING, true);
                return REGISTERED;
            }
            return BLOCKED;
        }
        if (kind != TOKEN) {
            if (mode == EXCLUSIVE) {
                m.set(i, Value.execution(e));
            } else {
                m.set(i + 1, m.w[i + 1] + 1);
            }
            if (m.has(e, Machine.WAITING)) {
                m.set(i + 2, Math.max(0, m.w[i + 2] - 1));
                m.flag(e, Machine.WAITING, false);
            }
        }
        push(m, lock, mode, subclass, node);
        return TAKEN;
    }

    /** Gives the lock back; place it had in the held list, or -1 with the fault set. */
    static int release(Machine m, long lock, int mode) {
        int kind = kind(m, lock);
        if (kind < 0) {
            return -1;
        }
        int h = find(m, m.slot, lock, mode);
        if (h < 0) {
            return m.fail(find(m, m.slot, lock, ANY) >= 0 ? "wrong-unlock" : "unlock-not-held", lock);
        }
        if (kind != TOKEN) {
            int i = m.cell(lock, -1);
            if (mode == EXCLUSIVE) {
                m.set(i, 0);
            } else {
                m.set(i + 1, Math.max(0, m.w[i + 1] - 1));
            }
        }
        drop(m, h);
        return h;
    }

    /** The lock leaves the held list but stays taken, by nobody; place it had, or -1 with the fault set. */
    static int give(Machine m, long lock, int mode) {
        int kind = kind(m, lock);
        if (kind < 0) {
            return -1;
        }
        int h = find(m, m.slot, lock, mode);
        if (h < 0) {
            return m.fail("unlock-not-held", lock);
        }
        if (kind != TOKEN && mode == EXCLUSIVE) {
            m.set(m.cell(lock, -1), NOBODY);
        }
        drop(m, h);
        return h;
    }

    /** What somebody gave away becomes this execution's own; false with the fault set. */
    static boolean take(Machine m, long lock, int mode, int node) {
        int kind = kind(m, lock);
        if (kind < 0) {
            return false;
        }
        int i = m.cell(lock, -1);
        long holders = 0;
        for (int e = 0; e < m.shape.slots; e++) {
            for (int h = 0, j = m.shape.execution[e] + X_HELD; h < m.heldCount(e); h++, j += 2) {
                holders += m.w[j] == lock && mode(m.w[j + 1]) != EXCLUSIVE ? 1 : 0;
            }
        }
        if (kind != TOKEN && (mode == EXCLUSIVE ? m.w[i] != NOBODY : m.w[i + 1] <= holders)) {
            m.fail("unlock-not-held", lock);
            return false;
        }
        if (kind != TOKEN && mode == EXCLUSIVE) {
            m.set(i, Value.execution(m.slot));
        }
        push(m, lock, mode, 0, node);
        return true;
    }

    private static void push(Machine m, long lock, int mode, int subclass, int node) {
        int count = m.heldCount(m.slot);
        if (count == m.shape.caps.held()) {
            throw Grow.HELD;
        }
        int entry = m.execution + X_HELD + 2 * count;
        m.set(entry, lock);
        m.set(entry + 1, mode | (long) subclass << 2 | (long) node << 32);
        m.set(m.execution + X_COUNTS, m.w[m.execution + X_COUNTS] + 1);
    }

    private static void drop(Machine m, int h) {
        int count = m.heldCount(m.slot);
        int held = m.execution + X_HELD;
        for (int j = h; j < count - 1; j++) {
            m.set(held + 2 * j, m.w[held + 2 * j + 2]);
            m.set(held + 2 * j + 1, m.w[held + 2 * j + 3]);
        }
        m.set(m.execution + X_COUNTS, m.w[m.execution + X_COUNTS] - 1);
    }

    /** Puts the lock into its initial state; false with the fault set if somebody holds it. */
    static boolean initialise(Machine m, long lock) {
        m.foreign = 0;
        if (kind(m, lock) < 0) {
            return false;
        }
        if (find(m, m.slot, lock, ANY) >= 0) {
            m.fail("held-lock-freed", lock);
            return false;
        }
        for (int e = 0; e < m.shape.slots; e++) {
            m.foreign = find(m, e, lock, ANY) >= 0 ? lock : m.foreign;
        }
        int i = m.cell(lock, -1);
        m.set(i, 0);
        m.set(i + 1, 0);
        m.set(i + 2, 0);
        return true;
    }
}
