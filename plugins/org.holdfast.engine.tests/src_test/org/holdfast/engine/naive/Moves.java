package org.holdfast.engine.naive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.naive.Stop.Blocked;
import org.holdfast.engine.naive.Stop.Trapped;
import org.holdfast.engine.naive.Stop.Undecided;
import org.holdfast.engine.naive.Stop.Violated;
import org.holdfast.engine.naive.World.Execution;
import org.holdfast.engine.naive.World.Pending;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Step.Waiting;

/** What can happen next in a world: the definition of the transition relation. */
final class Moves {
    private final Model model;
    private final Facts facts;

    Moves(Model model, Facts facts) {
        this.model = model;
        this.facts = facts;
    }

    /**
     * One transition with all its choices made.
     *
     * @param execution who moves, or -1 for the start of a pending item
     * @param actor     its name, or the callback's
     * @param code      the code it runs
     * @param visited   visible nodes that ran
     * @param next      null after a violation or a trap
     * @param queued    a writer has only queued itself
     */
    record Move(int execution, String actor, String code, List<Place> visited, World next, Symptom violation, String trap, Set<Symptom> observed,
            boolean queued) {
    }

    /** What an execution can do: {@code moves}, or nothing because it waits ({@code waiting}; null if it is kept off its CPU). */
    record Turn(List<Move> moves, Waiting waiting, boolean sleeping) {
    }

    /** Init and finally run alone, unless they wait; what is left when init has ended is the threads' affair. */
    List<Move> all(World world) {
        List<Move> result = new ArrayList<>();
        for (int e = 0; e < world.executions.size(); e++) {
            Execution execution = world.executions.get(e);
            if (model.isInit(execution) && execution.ended) {
                return List.of();
            }
            if (execution.role.setup() && !turn(world, e).moves.isEmpty()) {
                return turn(world, e).moves;
            }
        }
        for (int e = 0; e < world.executions.size(); e++) {
            result.addAll(turn(world, e).moves);
        }
        for (int p = 0; p < world.pending.size(); p++) {
            result.addAll(start(world, p));
        }
        return result;
    }

    Turn turn(World world, int e) {
        if (!world.executions.get(e).alive() || !hasCpu(world, e)) {
            return new Turn(List.of(), null, false);
        }
        return step(world, e);
    }

    /** As if it had its CPU. */
    private Turn step(World world, int e) {
        List<Move> moves = new ArrayList<>();
        Turn blocked = null;
        Deque<List<Integer>> todo = new ArrayDeque<>(List.of(List.of()));
        while (!todo.isEmpty()) {
            List<Integer> choices = todo.pop();
            World draft = world.copy();
            Interpreter interpreter = new Interpreter(model, draft, e, choices, facts);
            Execution self = draft.executions.get(e);
            try {
                interpreter.transition();
                moves.add(move(e, self, interpreter, draft, null, null));
            } catch (Violated violated) {
                moves.add(move(e, self, interpreter, null, violated.getMessage(), null));
            } catch (Trapped trapped) {
                moves.add(move(e, self, interpreter, null, null, trapped.getMessage()));
            } catch (Blocked wait) {
                blocked = new Turn(List.of(), wait.waiting, wait.sleeping);
            } catch (Undecided choice) {
                branch(todo, choices, choice.alternatives);
            }
        }
        Execution self = world.executions.get(e);
        if (moves.isEmpty() && !self.started && self.role.cpu() != null && self.role.kind() != Kind.PROCESS) {
            moves.add(arrive(world.copy(), e));
        }
        return moves.isEmpty() ? blocked : new Turn(moves, null, false);
    }

    private Move arrive(World draft, int e) {
        Interpreter interpreter = new Interpreter(model, draft, e, List.of(), facts);
        Execution self = draft.executions.get(e);
        interpreter.arrive();
        return move(e, self, interpreter, draft, null, null);
    }

    private Move move(int e, Execution self, Interpreter interpreter, World next, String rule, String trap) {
        Symptom violation = rule == null ? null : new Symptom(rule, interpreter.at.code(), interpreter.at.node());
        facts.observations.addAll(interpreter.observer().observed);
        return new Move(e, self.role.name(), model.code(self).name(), interpreter.visited, next, violation, trap, interpreter.observer().observed,
                interpreter.queued);
    }

    private static void branch(Deque<List<Integer>> todo, List<Integer> choices, int alternatives) {
        for (int i = alternatives - 1; i >= 0; i--) {
            List<Integer> more = new ArrayList<>(choices);
            more.add(i);
            todo.push(more);
        }
    }

    private List<Move> start(World world, int p) {
        List<Move> moves = new ArrayList<>();
        if (!Deferrals.mayStart(world, world.pending.get(p))) {
            return moves;
        }
        World started = world.copy();
        Pending item = started.pending.remove(p);
        try {
            Execution callback = model.callback(item);
            callback.started = true;
            started.executions.add(callback);
        } catch (Trapped trapped) {
            return List.of(new Move(-1, "", "", List.of(), null, null, trapped.getMessage(), Set.of(), false));
        }
        return begin(started, started.executions.size() - 1);
    }

    /** The first local steps of an execution that has just been created, whoever else has done something in the same transition. */
    List<Move> begin(World world, int e) {
        List<Move> moves = new ArrayList<>();
        Deque<List<Integer>> todo = new ArrayDeque<>(List.of(List.of()));
        while (!todo.isEmpty()) {
            List<Integer> choices = todo.pop();
            World draft = world.copy();
            Interpreter interpreter = new Interpreter(model, draft, e, choices, facts);
            Execution self = draft.executions.get(e);
            try {
                interpreter.prefix();
                moves.add(move(-1, self, interpreter, draft, null, null));
            } catch (Undecided choice) {
                branch(todo, choices, choice.alternatives);
            }
        }
        return moves;
    }

    /** Same-CPU rules: an interrupt runs to its end inside what it interrupts, and only where that lets it in. */
    boolean hasCpu(World world, int e) {
        return cpuHolder(world, e) == e;
    }

    /** Who keeps the execution's CPU from it; itself if nobody does. */
    int cpuHolder(World world, int e) {
        Execution self = world.executions.get(e);
        String cpu = self.role.cpu();
        if (cpu == null) {
            return e;
        }
        int top = -1;
        for (int x = 0; x < world.executions.size(); x++) {
            Execution other = world.executions.get(x);
            boolean interrupt = cpu.equals(other.role.cpu()) && other.alive() && other.started && other.role.kind() != Kind.PROCESS;
            if (interrupt && (top < 0 || other.role.kind().compareTo(world.executions.get(top).role.kind()) > 0)) {
                top = x;
            }
        }
        int running = top >= 0 ? top : world.current.getOrDefault(cpu, -1);
        if (running < 0 || running == e) {
            return e;
        }
        Execution runs = world.executions.get(running);
        boolean free = self.role.kind() == Kind.PROCESS ? runs.role.kind() == Kind.PROCESS && gives(world, running)
                : !self.started && self.role.kind().compareTo(runs.role.kind()) > 0 && admits(runs, self.role.kind());
        return free ? e : running;
    }

    private static boolean admits(Execution running, Kind interrupt) {
        return switch (interrupt) {
            case NMI -> true;
            case HARDIRQ -> running.irq == 0;
            case SOFTIRQ -> running.irq == 0 && running.softirq == 0 && running.role.kind() == Kind.PROCESS;
            case PROCESS -> false;
        };
    }

    /** Whether another thread may be scheduled instead of the one that has the CPU. */
    private boolean gives(World world, int running) {
        Execution runs = world.executions.get(running);
        if (runs.preempt == 0 && runs.softirq == 0 && runs.irq == 0) {
            return true;
        }
        Turn turn = step(world, running);
        return turn.moves.isEmpty() && turn.sleeping;
    }
}
