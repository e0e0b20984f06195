package org.holdfast.engine.naive;

import java.util.function.Predicate;
import org.holdfast.engine.naive.Stop.Blocked;
import org.holdfast.engine.naive.Stop.Violated;
import org.holdfast.engine.naive.World.Execution;
import org.holdfast.engine.naive.World.Pending;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Step.Barrier.What;
import org.holdfast.engine.program.Step.Waiting;
import org.holdfast.engine.program.Value;

/** Deferred items from queueing to start, and the barriers that wait for them and for readers. */
final class Deferrals {
    private Deferrals() {
    }

    static void defer(World world, Deferral deferral, long function, long item, long argument, long queue, long limit) {
        if (!Value.isFunction(function)) {
            throw new Violated(Value.isPointer(function) ? "bad-pointer" : Memory.wrong(function));
        }
        Pending pending = new Pending();
        pending.deferral = deferral;
        pending.function = Value.functionId(function);
        pending.item = Memory.identity(world, item);
        pending.argument = argument;
        pending.queue = Memory.identity(world, queue);
        pending.limit = limit;
        if (deferral == Deferral.RCU || deferral == Deferral.RECLAIM) {
            for (int e = 0; e < world.executions.size(); e++) {
                if (world.executions.get(e).reads(queue)) {
                    pending.readers.add(e);
                }
            }
        }
        world.pending.add(pending);
        Memory.publish(world, item);
        Memory.publish(world, argument);
        Memory.publish(world, queue);
    }

    static boolean mayStart(World world, Pending item) {
        boolean runs = world.executions.stream().anyMatch(e -> runs(e, item.item));
        return switch (item.deferral) {
            case RCU, RECLAIM -> item.readers.isEmpty();
            case WORK -> !runs && (item.limit == 0 || firstInQueue(world, item) && running(world, item.queue) < item.limit);
            case TIMER, HRTIMER, TASKLET, IRQ_WORK, TASK -> !runs;
        };
    }

    static boolean runs(Execution e, long item) {
        return e.alive() && e.origin != null && names(e.origin, item);
    }

    private static boolean runsFor(Execution e, long subject) {
        return e.alive() && e.origin != null && covers(e.origin, subject);
    }

    /** The item itself, or one of a queue or domain. */
    private static boolean covers(Pending pending, long subject) {
        return names(pending, subject) || subject != Value.NULL && pending.queue == subject && pending.deferral != Deferral.RECLAIM;
    }

    /** Reclaim is the allocator's own business: nobody can ask for it, wait for it, or be in its way. */
    private static boolean names(Pending pending, long item) {
        return pending.item == item && pending.deferral != Deferral.RECLAIM;
    }

    static boolean onQueue(Execution e, long queue) {
        return e.alive() && e.origin != null && e.origin.deferral == Deferral.WORK && e.origin.queue == queue;
    }

    private static long running(World world, long queue) {
        return world.executions.stream().filter(e -> onQueue(e, queue)).count();
    }

    private static boolean firstInQueue(World world, Pending item) {
        return world.pending.stream().filter(p -> p.inOrder() && p.queue == item.queue).findFirst().orElseThrow() == item;
    }

    /** @return whether it was pending */
    static boolean cancel(World world, long item) {
        Memory.identity(world, item);
        return world.pending.removeIf(p -> names(p, item));
    }

    static boolean query(World world, int self, long item, Step.Query.State state) {
        Memory.identity(world, item);
        return switch (state) {
            case PENDING -> world.pending.stream().anyMatch(p -> covers(p, item));
            case RUNNING -> world.executions.stream().anyMatch(e -> runsFor(e, item));
            case RUNNING_ELSEWHERE -> world.executions.stream().anyMatch(e -> e != world.executions.get(self) && runsFor(e, item));
        };
    }

    static void barrierBegin(World world, int self, What what, long subject) {
        Memory.identity(world, subject);
        switch (what) {
            case GRACE_PERIOD -> {
                Execution waiter = world.executions.get(self);
                waiter.graceDomain = subject;
                for (int e = 0; e < world.executions.size(); e++) {
                    if (world.executions.get(e).reads(subject)) {
                        waiter.grace.add(e);
                    }
                }
            }
            case CALLBACKS -> mark(world, self, p -> p.deferral == Deferral.RCU && p.queue == subject);
            case QUEUE -> mark(world, self, p -> p.deferral == Deferral.WORK && p.queue == subject);
            case ITEM -> mark(world, self, p -> names(p, subject));
        }
    }

    private static void mark(World world, int waiter, Predicate<Pending> which) {
        world.pending.stream().filter(which).forEach(p -> p.waiters.add(waiter));
        for (Execution execution : world.executions) {
            if (execution.alive() && execution.origin != null && which.test(execution.origin)) {
                execution.waiters.add(waiter);
            }
        }
    }

    static void barrierEnd(World world, int self, What what, long subject) {
        Memory.identity(world, subject);
        if (world.barrierOpen(self)) {
            throw new Blocked(what == What.GRACE_PERIOD ? Waiting.GRACE_PERIOD : Waiting.WORK, true);
        }
    }
}
