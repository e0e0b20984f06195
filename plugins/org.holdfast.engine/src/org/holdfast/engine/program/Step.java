package org.holdfast.engine.program;

import java.util.List;

/**
 * One node's operation. <b>Local</b> steps touch only the execution's own registers and never are scheduling points; all
 * others are <b>visible</b>. Addresses are pointers to cells; what is wrong with an address is found when the step runs.
 */
public sealed interface Step {

    /** Whether the step can be seen by, or depends on, any other execution. */
    default boolean visible() {
        return !(this instanceof Local);
    }

    /** Steps on the execution's own registers. */
    sealed interface Local extends Step {
    }

    record Assign(int target, Expr value) implements Local {
    }

    record Jump() implements Local {
    }

    /** Goes to the node's {@code next} if the condition is not 0, else to {@code otherwise}. */
    record Branch(Expr condition, int otherwise) implements Local {
    }

    /** Any of the values, {@code maybe()} and {@code any()}. At least one. */
    record Choose(int target, List<Expr> values) implements Local {
        public Choose {
            values = List.copyOf(values);
        }
    }

    /** A violation of {@code rule} if the condition is 0. {@code message} is a sentence without the full stop. */
    record Check(Expr condition, String rule, String message) implements Local {
    }

    /** The path needs something the engine cannot do; the verdict is incomplete, with this message. */
    record Trap(String message) implements Local {
    }

    /** A call that may sleep starts here: an observation if the context is atomic. */
    record MaySleep(String what) implements Local {
    }

    /** A reference is taken ({@code taken}) or dropped through a function annotated {@code __gets}/{@code __puts}; {@code object} is the count's address. */
    record Reference(Expr object, boolean taken) implements Local {
    }

    /** The walk of a list starts, goes on to its next entry, or ends. {@code slot} is a register kept for this walk alone. */
    record Walk(int slot, Phase phase, Expr head) implements Local {
        public enum Phase {
            BEGIN, NEXT, END
        }
    }

    /**
     * {@code lock} must (or must not) be held here; an observation {@code must-hold} if not so, or {@code lock-leak} where a function is
     * {@code leaving}: it does not keep what its annotations say.
     */
    record Require(Expr lock, Hold hold, String what, boolean leaving) implements Local {
        public enum Hold {
            EXCLUSIVE, SHARED, NOT
        }

        public Require(Expr lock, Hold hold, String what) {
            this(lock, hold, what, false);
        }
    }

    /** A function that takes or releases locks, without saying which, begins or is left here: which are held then is a fact to collect. */
    record Boundary(String function, boolean leaving) implements Local {
    }

    /** Sets this execution's context count. Visible, because interrupts and grace periods depend on it. */
    record SetContext(Expr.ContextField field, Expr value) implements Step {
    }

    record Load(int target, Expr address, Access access) implements Step {
    }

    record Store(Expr address, Expr value, Access access) implements Step {
    }

    /**
     * A list operation on the node or head at {@code address} begins: where the ring it is in has a guarded head, the guard must be
     * held (an observation {@code unguarded-access}). Reads memory without checks.
     */
    record ListAccess(Expr address, boolean write) implements Step {
    }

    /**
     * How a cell is touched.
     *
     * @param member    what {@link Layout.Cell#member()} must be, or -1 to accept any
     * @param locations location classes it may touch (an over-approximation, ascending); empty: unknown, any
     * @param marked    through READ_ONCE, WRITE_ONCE, rcu_dereference, or inside the kernel library
     */
    record Access(int member, List<Integer> locations, boolean marked) {
        public Access {
            locations = List.copyOf(locations);
        }
    }

    /**
     * A fresh object, all cells 0. {@code stack}: a local whose address escapes; freed with its scope and never a leak.
     * {@code reuse}: address of the cache cell-group whose freed objects may be handed out again (type-safe caches), or null.
     */
    record Allocate(int target, int layout, boolean stack, Expr reuse) implements Step {
    }

    /** {@code target} gets the {@code reuse} address the live object was allocated with, or 0. */
    record Origin(int target, Expr object) implements Local {
    }

    /**
     * Ends an object's life. The address must be its first cell. Violations: NULL is ignored by the library before, freed twice
     * {@code double-free}, a held lock inside {@code held-lock-freed}, an armed item inside {@code active-object-freed}.
     * {@code recycle}: a type-safe cache keeps the memory readable (until a {@link Deferral#RECLAIM} frees it for good).
     */
    record Free(Expr address, boolean recycle) implements Step {
    }

    /**
     * Everything up to the matching {@link AtomicEnd} is one transition. Atomic sections do not nest at run time: an inner begin
     * or end is ignored.
     */
    record AtomicBegin() implements Step {
    }

    record AtomicEnd() implements Local {
    }

    /**
     * The transition this stands in is disabled while the condition is 0. Stands in an atomic section before anything that
     * changes memory; loads may precede it.
     */
    record Await(Expr condition, Waiting waiting) implements Local {
    }

    /** What a blocked execution waits for, to name a deadlock by. */
    enum Waiting {
        LOCK, COMPLETION, WAKEUP, WORK, TIMER, GRACE_PERIOD, REFERENCE, OTHER
    }

    /** How a lock is taken. RECURSIVE_SHARED: a reader that does not queue behind waiting writers ({@code read_lock} in interrupt). */
    enum Mode {
        EXCLUSIVE, SHARED, RECURSIVE_SHARED
    }

    /**
     * Takes a lock. {@code target} gets 1, or 0 where {@code attempt} and it was not to be had ({@code target} may be -1).
     *
     * @param attempt  trylock: never blocks
     * @param subclass lockdep subclass, 0 usually
     * @param nest     the lock that serialises this class ({@code spin_lock_nest_lock}), or null
     */
    record Acquire(int target, Expr lock, Mode mode, boolean attempt, int subclass, Expr nest) implements Step {
    }

    /** Releases a lock; {@code target} -1 or a register that gets nothing. Violations {@code unlock-not-held}, {@code wrong-unlock}. */
    record Release(Expr lock, Mode mode) implements Step {
    }

    /**
     * A held lock changes hands. Giving away ({@code !take}) drops it from this execution's held locks while its cells stay taken; taking
     * makes a lock somebody gave away this execution's own. {@code unlock-not-held} where there is nothing to give or take.
     * See {@code up_read_non_owner()} and Documentation/locking/lockdep-design.rst on {@code rwsem_release(&l->dep_map)}.
     */
    record HandOver(Expr lock, Mode mode, boolean take) implements Step {
    }

    /** Initialises a lock's cells; {@code held-lock-freed} if somebody holds it. */
    record InitLock(Expr lock) implements Step {
    }

    /** Enters a reader section of the domain: NULL for RCU, else the address of an srcu_struct. Nests. */
    record ReadLock(Expr domain) implements Step {
    }

    /** Leaves a reader section; {@code rcu-usage} if there is none. */
    record ReadUnlock(Expr domain) implements Step {
    }

    /**
     * Two-phase waits: BEGIN takes note of what is there now, END is disabled until that is gone. {@code subject}: RCU domain for
     * GRACE_PERIOD (readers open now) and CALLBACKS (callbacks queued or running now); the item for ITEM; the queue for QUEUE.
     */
    record Barrier(What what, boolean end, Expr subject) implements Step {
        public enum What {
            GRACE_PERIOD, CALLBACKS, ITEM, QUEUE
        }
    }

    /**
     * Makes {@code item} pending: {@code function(argument)} will run in the kind's context. The library has made sure that it is not
     * pending already. {@code queue} the workqueue or RCU domain (NULL for the default), {@code limit} most items of the queue at once,
     * 0 without bound.
     */
    record Defer(Deferral deferral, Expr function, Expr item, Expr argument, Expr queue, Expr limit) implements Step {
    }

    /** Takes a pending item back; {@code target} gets 1 if it was pending (-1: not wanted). One that runs goes on. */
    record Cancel(int target, Expr item) implements Step {
    }

    /** {@code item} may also be a queue or domain: then any item of it counts. {@code target} gets whether the item is pending (not started), or is running in an execution other than this one if {@code others}. */
    record Query(int target, Expr item, State state) implements Step {
        public enum State {
            PENDING, RUNNING, RUNNING_ELSEWHERE
        }
    }

    /**
     * Judges the claim here and now, and unless {@code slot} is -1 on until the execution's next visible step has begun: it stands at a label. Register
     * {@code slot} is 1 meanwhile. Elsewhere claims are judged while a {@link Watch} is open.
     */
    record Judge(int claim, int slot, Expr condition) implements Step {
    }

    /** Opens ({@code open}) or closes the region in which the claim is judged; counts, so regions may nest. Register {@code slot} keeps the count. */
    record Watch(int claim, int slot, boolean open, Expr condition) implements Step {
    }

    /** The execution ends. {@code lock-leak} if it still holds a lock. */
    record End() implements Step {
    }
}
