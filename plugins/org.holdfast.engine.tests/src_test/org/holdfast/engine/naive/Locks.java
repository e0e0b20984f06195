package org.holdfast.engine.naive;

import org.holdfast.engine.naive.Stop.Blocked;
import org.holdfast.engine.naive.Stop.Violated;
import org.holdfast.engine.naive.World.Execution;
import org.holdfast.engine.naive.World.Held;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Step.Mode;
import org.holdfast.engine.program.Step.Waiting;
import org.holdfast.engine.program.Value;

/**
 * Taking and giving back locks of every kind. See Documentation/locking/locktypes.rst; fairness is that of queued rwlocks and of rwsems: a
 * waiting writer holds off new readers.
 */
final class Locks {
    /** Cells of a lock, from its address on. */
    private static final int OWNER = 0;
    private static final int SHARED = 1;
    private static final int WAITING = 2;
    /** Owner of a lock that was given away. */
    private static final long NOBODY = 1;

    enum Attempt {
        TAKEN, FAILED,
        /** The writer has only queued itself. */
        QUEUED
    }

    private Locks() {
    }

    static Mode effective(LockKind kind, Mode mode, Execution self) {
        boolean inInterrupt = self.role.kind() != Kind.PROCESS;
        return kind == LockKind.RWLOCK && mode == Mode.SHARED && inInterrupt ? Mode.RECURSIVE_SHARED : mode;
    }

    /** @param mayQueue false inside an atomic section, which is one transition and cannot be cut */
    static Attempt acquire(World world, int e, long lock, Mode asked, boolean attempt, int subclass, boolean mayQueue) {
        Execution self = world.executions.get(e);
        LockKind kind = Memory.lock(world, lock);
        Mode mode = effective(kind, asked, self);
        if (kind == LockKind.TOKEN) {
            self.held.add(new Held(lock, mode, subclass));
            return Attempt.TAKEN;
        }
        if (!attempt && (self.holdsExclusively(lock) || mode == Mode.EXCLUSIVE && self.holds(lock))) {
            throw new Violated("self-deadlock");
        }
        if (available(world, kind, lock, mode)) {
            if (mode == Mode.EXCLUSIVE) {
                set(world, lock, OWNER, Value.execution(e));
            } else {
                set(world, lock, SHARED, get(world, lock, SHARED) + 1);
            }
            if (self.queued) {
                self.queued = false;
                set(world, lock, WAITING, Math.max(0, get(world, lock, WAITING) - 1));
            }
            self.held.add(new Held(lock, mode, subclass));
            return Attempt.TAKEN;
        }
        if (attempt) {
            return Attempt.FAILED;
        }
        if (mode == Mode.EXCLUSIVE && kind.hasReaders() && !self.queued && mayQueue) {
            self.queued = true;
            set(world, lock, WAITING, get(world, lock, WAITING) + 1);
            return Attempt.QUEUED;
        }
        throw new Blocked(Waiting.LOCK, kind.sleeps());
    }

    private static boolean available(World world, LockKind kind, long lock, Mode mode) {
        boolean owned = get(world, lock, OWNER) != 0;
        return switch (mode) {
            case EXCLUSIVE -> !owned && get(world, lock, SHARED) == 0;
            case SHARED -> !owned && !(kind.hasReaders() && get(world, lock, WAITING) > 0);
            case RECURSIVE_SHARED -> !owned;
        };
    }

    /** @return the place it had among the locks held */
    static int release(World world, int e, long lock, Mode mode) {
        Execution self = world.executions.get(e);
        LockKind kind = Memory.lock(world, lock);
        int found = last(self, lock, mode);
        if (found < 0) {
            throw new Violated(self.holds(lock) ? "wrong-unlock" : "unlock-not-held");
        }
        self.held.remove(found);
        if (kind != LockKind.TOKEN && mode == Mode.EXCLUSIVE) {
            set(world, lock, OWNER, 0);
        } else if (kind != LockKind.TOKEN) {
            set(world, lock, SHARED, Math.max(0, get(world, lock, SHARED) - 1));
        }
        return found;
    }

    private static int last(Execution self, long lock, Mode mode) {
        int found = -1;
        for (int i = 0; i < self.held.size(); i++) {
            if (self.held.get(i).lock() == lock && (self.held.get(i).mode() == Mode.EXCLUSIVE) == (mode == Mode.EXCLUSIVE)) {
                found = i;
            }
        }
        return found;
    }

    /** The lock stays taken, by nobody. @return the place it had among the locks held */
    static int give(World world, int e, long lock, Mode mode) {
        Execution self = world.executions.get(e);
        LockKind kind = Memory.lock(world, lock);
        int found = last(self, lock, mode);
        if (found < 0) {
            throw new Violated("unlock-not-held");
        }
        self.held.remove(found);
        if (kind != LockKind.TOKEN && mode == Mode.EXCLUSIVE) {
            set(world, lock, OWNER, NOBODY);
        }
        return found;
    }

    /** What somebody gave away becomes one's own. */
    static void take(World world, int e, long lock, Mode mode) {
        LockKind kind = Memory.lock(world, lock);
        long holders = world.executions.stream().flatMap(x -> x.held.stream()).filter(h -> h.lock() == lock && h.mode() != Mode.EXCLUSIVE).count();
        boolean given = mode == Mode.EXCLUSIVE ? get(world, lock, OWNER) == NOBODY : get(world, lock, SHARED) > holders;
        if (kind != LockKind.TOKEN && !given) {
            throw new Violated("unlock-not-held");
        }
        if (kind != LockKind.TOKEN && mode == Mode.EXCLUSIVE) {
            set(world, lock, OWNER, Value.execution(e));
        }
        world.executions.get(e).held.add(new Held(lock, mode, 0));
    }

    /** @return whether somebody else holds it */
    static boolean init(World world, int e, long lock) {
        Memory.lock(world, lock);
        if (world.executions.get(e).holds(lock)) {
            throw new Violated("held-lock-freed");
        }
        set(world, lock, OWNER, 0);
        set(world, lock, SHARED, 0);
        set(world, lock, WAITING, 0);
        return world.executions.stream().anyMatch(x -> x.holds(lock));
    }

    private static long get(World world, long lock, int cell) {
        return world.things.get(Value.object(lock)).cells[Value.offset(lock) + cell];
    }

    private static void set(World world, long lock, int cell, long value) {
        world.things.get(Value.object(lock)).cells[Value.offset(lock) + cell] = value;
    }
}
