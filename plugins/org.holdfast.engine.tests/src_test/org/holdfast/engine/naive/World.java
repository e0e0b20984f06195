package org.holdfast.engine.naive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Layout;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Step.Mode;
import org.holdfast.engine.program.Value;

/**
 * One whole state, plain and in full. A transition works on a copy ({@link #copy}); a world that has been stored is never changed again.
 * Objects and executions are named by their position in the lists.
 */
final class World {
    final List<Thing> things = new ArrayList<>();
    final List<Execution> executions = new ArrayList<>();
    final List<Pending> pending = new ArrayList<>();
    /** CPU → the process-context execution that has it. */
    final TreeMap<String, Integer> current = new TreeMap<>();

    enum Status {
        LIVE, RECYCLED, FREED
    }

    /** An object, global or not. */
    static final class Thing {
        Layout layout;
        Status status = Status.LIVE;
        boolean stack;
        /** The cache whose freed objects may be handed out again, or NULL. */
        long reuse;
        long[] cells;
        /** Where it was allocated, which is who leaks it; null for a global. */
        Place allocated;
        /** Whether anybody but its allocator ever could reach it. */
        boolean published;

        Thing copy() {
            Thing copy = new Thing();
            copy.layout = layout;
            copy.status = status;
            copy.stack = stack;
            copy.reuse = reuse;
            copy.cells = cells.clone();
            copy.allocated = allocated;
            copy.published = published;
            return copy;
        }
    }

    /** What an execution is, from start to end. {@code thread}: number of the static thread, -1 for callbacks, init and finally. */
    record Role(String name, int thread, int instance, Kind kind, String cpu, int code, boolean setup) {
    }

    record Held(long lock, Mode mode, int subclass) {
    }

    /**
     * A walk of a list under way, and what happened since it began or last went on.
     *
     * @param noted how many of the held locks, from the first on, were held then and all the time since
     */
    record Walk(int noted, boolean referenced, boolean dropped) {
    }

    /** A thread instance or a running callback. */
    static final class Execution {
        Role role;
        int pc;
        long[] registers;
        int preempt;
        int softirq;
        int irq;
        List<Held> held = new ArrayList<>();
        /** Reader sections: domain → nesting, never 0. */
        TreeMap<Long, Integer> sections = new TreeMap<>();
        /** The grace period it waits for: executions still in their sections of {@code graceDomain}. */
        TreeSet<Integer> grace = new TreeSet<>();
        long graceDomain;
        boolean started;
        boolean ended;
        /** Registered as a waiting writer at the lock its pc is at. */
        boolean queued;
        TreeMap<Integer, Walk> walks = new TreeMap<>();
        /** For a callback, what was pending; null for threads. */
        Pending origin;
        /** Executions that wait for this callback in a barrier. */
        TreeSet<Integer> waiters = new TreeSet<>();

        Execution copy() {
            Execution copy = new Execution();
            copy.role = role;
            copy.pc = pc;
            copy.registers = registers.clone();
            copy.preempt = preempt;
            copy.softirq = softirq;
            copy.irq = irq;
            copy.held.addAll(held);
            copy.sections.putAll(sections);
            copy.grace.addAll(grace);
            copy.graceDomain = graceDomain;
            copy.started = started;
            copy.ended = ended;
            copy.queued = queued;
            copy.walks.putAll(walks);
            copy.origin = origin == null ? null : origin.copy();
            copy.waiters.addAll(waiters);
            return copy;
        }

        boolean alive() {
            return !ended;
        }

        boolean holds(long lock) {
            return held.stream().anyMatch(h -> h.lock == lock);
        }

        boolean holdsExclusively(long lock) {
            return held.stream().anyMatch(h -> h.lock == lock && h.mode == Mode.EXCLUSIVE);
        }

        /** A reader of the domain, as grace periods see it: for RCU every context that cannot be preempted counts. */
        boolean reads(long domain) {
            if (ended || !started) {
                return false;
            }
            boolean implicit = domain == Value.NULL && (preempt > 0 || softirq > 0 || irq > 0 || role.kind != Kind.PROCESS);
            return implicit || sections.containsKey(domain);
        }

        /** Nothing of an execution is left at its end but its place. */
        void end() {
            ended = true;
            pc = 0;
            registers = new long[0];
            preempt = 0;
            softirq = 0;
            irq = 0;
            sections.clear();
            grace.clear();
            graceDomain = 0;
            walks.clear();
        }
    }

    /** A deferred item that has not started. */
    static final class Pending {
        Deferral deferral;
        int function;
        long item;
        long argument;
        long queue;
        long limit;
        /** Executions whose reader sections must end first. */
        TreeSet<Integer> readers = new TreeSet<>();
        /** Executions that wait for it in a barrier. */
        TreeSet<Integer> waiters = new TreeSet<>();

        Pending copy() {
            Pending copy = new Pending();
            copy.deferral = deferral;
            copy.function = function;
            copy.item = item;
            copy.argument = argument;
            copy.queue = queue;
            copy.limit = limit;
            copy.readers.addAll(readers);
            copy.waiters.addAll(waiters);
            return copy;
        }

        boolean inOrder() {
            return deferral == Deferral.WORK && limit > 0;
        }
    }

    static World initial(Program program) {
        World world = new World();
        for (Program.Global global : program.globals()) {
            Thing thing = new Thing();
            thing.layout = program.layouts().get(global.layout());
            thing.cells = global.cells().stream().mapToLong(Long::longValue).toArray();
            world.things.add(thing);
        }
        return world;
    }

    World copy() {
        World copy = new World();
        things.forEach(t -> copy.things.add(t.copy()));
        executions.forEach(e -> copy.executions.add(e.copy()));
        pending.forEach(p -> copy.pending.add(p.copy()));
        copy.current.putAll(current);
        return copy;
    }

    /** Takes a callback that has ended out of the list; the later ones move up, and so do all references to them. */
    void remove(int gone) {
        executions.remove(gone);
        renameExecutions(i -> i == gone ? -1 : i > gone ? i - 1 : i);
    }

    /** Init has ended: the threads take its place. */
    void begin(List<Execution> threads) {
        int setup = executions.stream().anyMatch(e -> e.role.setup) ? 1 : 0;
        if (setup == 1) {
            executions.remove(0);
        }
        executions.addAll(0, threads);
        renameExecutions(i -> i < setup ? -1 : i - setup + threads.size());
    }

    private void renameExecutions(LongUnaryOperator name) {
        LongUnaryOperator value = v -> !Value.isExecution(v) ? v
                : name.applyAsLong(Value.executionIndex(v)) < 0 ? 0 : Value.execution((int) name.applyAsLong(Value.executionIndex(v)));
        for (Thing thing : things) {
            thing.cells = Arrays.stream(thing.cells).map(value).toArray();
        }
        for (Execution execution : executions) {
            execution.registers = Arrays.stream(execution.registers).map(value).toArray();
            execution.grace = renamed(execution.grace, name);
            execution.waiters = renamed(execution.waiters, name);
        }
        for (Pending item : pending) {
            item.readers = renamed(item.readers, name);
            item.waiters = renamed(item.waiters, name);
        }
        current.replaceAll((cpu, e) -> (int) name.applyAsLong(e));
    }

    private static TreeSet<Integer> renamed(TreeSet<Integer> set, LongUnaryOperator name) {
        TreeSet<Integer> result = new TreeSet<>();
        set.forEach(i -> result.add((int) name.applyAsLong(i)));
        result.remove(-1);
        return result;
    }

    /** Whoever has left a reader section is waited for no longer. */
    void settle() {
        for (Pending item : pending) {
            item.readers.removeIf(e -> !executions.get(e).reads(item.queue));
        }
        for (Execution execution : executions) {
            execution.grace.removeIf(e -> !executions.get(e).reads(execution.graceDomain));
            if (execution.grace.isEmpty()) {
                execution.graceDomain = 0;
            }
        }
    }

    /** Whether anything still carries the mark of a barrier that execution {@code e} is in. */
    boolean barrierOpen(int e) {
        return !executions.get(e).grace.isEmpty() || pending.stream().anyMatch(p -> p.waiters.contains(e))
                || executions.stream().anyMatch(x -> x.waiters.contains(e));
    }
}
