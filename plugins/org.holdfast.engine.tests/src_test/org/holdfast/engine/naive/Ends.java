package org.holdfast.engine.naive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.holdfast.engine.naive.Moves.Turn;
import org.holdfast.engine.naive.World.Execution;
import org.holdfast.engine.naive.World.Pending;
import org.holdfast.engine.program.Code.Node;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Layout;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Step.Waiting;
import org.holdfast.engine.program.Value;

/** What becomes of runs that end or go round for ever: every bottom component of the graph is a verdict or an end. */
final class Ends {
    /** Not by place among the executions: which of several identical instances is which must not matter. */
    private static final Comparator<Execution> BLAME = Comparator.<Execution, Boolean>comparing(e -> e.origin != null)
            .thenComparing(e -> e.role.code()).thenComparing(e -> e.pc);

    private final Model model;
    private final Moves moves;
    private final Graph graph;
    /** State → what is wrong with ending there. */
    final TreeMap<Integer, Symptom> verdicts = new TreeMap<>();
    /** States from which teardown runs. */
    final TreeSet<Integer> ends = new TreeSet<>();

    Ends(Model model, Moves moves, Graph graph) {
        this.model = model;
        this.moves = moves;
        this.graph = graph;
        graph.bottoms().forEach(this::judge);
    }

    private void judge(List<Integer> bottom) {
        int first = bottom.get(0);
        World world = graph.worlds.get(first);
        if (world.executions.stream().anyMatch(e -> model.isInit(e) && e.ended)) {
            ends.addAll(bottom);
            return;
        }
        Set<Integer> stuck = new TreeSet<>();
        for (int e = 0; e < world.executions.size(); e++) {
            int execution = e;
            if (bottom.stream().allMatch(s -> alive(s, execution) && !graph.movers.get(s).contains(execution))) {
                stuck.add(e);
            }
        }
        boolean cycle = graph.next.get(first).size() > 0;
        if (!stuck.isEmpty()) {
            bottom.forEach(s -> verdicts.put(s, deadlock(world, stuck)));
        } else if (world.executions.stream().anyMatch(e -> e.origin == null && e.alive())) {
            bottom.forEach(s -> verdicts.put(s, livelock(bottom)));
        } else if (!cycle && !world.pending.isEmpty()) {
            throw new IllegalStateException("items pending that nobody holds up");
        } else {
            bottom.stream().filter(s -> graph.worlds.get(s).executions.stream().noneMatch(Execution::alive)).forEach(ends::add);
        }
    }

    /**
     * The verdicts that no run from this state can escape; none if one can. A state need not be in the component itself: where the other explorer
     * forgets a register that nobody reads again, it may be there a step earlier.
     */
    Set<Symptom> bound(int state) {
        Set<Integer> reached = new TreeSet<>();
        Deque<Integer> todo = new ArrayDeque<>(List.of(state));
        Set<Symptom> result = new TreeSet<>();
        while (!todo.isEmpty()) {
            int s = todo.pop();
            if (graph.leaves.get(s) || ends.contains(s)) {
                return Set.of();
            }
            if (verdicts.containsKey(s)) {
                result.add(verdicts.get(s));
            }
            graph.next.get(s).stream().filter(reached::add).forEach(todo::push);
        }
        return result;
    }

    /** Whether from that state on none of these executions ever moves again, whatever others do. */
    boolean stuck(int state, Set<Integer> executions) {
        Set<Integer> reached = new TreeSet<>(Set.of(state));
        Deque<Integer> todo = new ArrayDeque<>(reached);
        while (!todo.isEmpty()) {
            int s = todo.pop();
            if (!executions.stream().allMatch(e -> alive(s, e) && !graph.movers.get(s).contains(e))) {
                return false;
            }
            graph.next.get(s).stream().filter(reached::add).forEach(todo::push);
        }
        return true;
    }

    private boolean alive(int state, int e) {
        List<Execution> executions = graph.worlds.get(state).executions;
        return e < executions.size() && executions.get(e).alive();
    }

    /** The first thread that runs for ever, and the first node at which an instance of it comes round. */
    private Symptom livelock(List<Integer> bottom) {
        List<Execution> executions = graph.worlds.get(bottom.get(0)).executions;
        int code = executions.stream().filter(e -> e.origin == null && e.alive()).mapToInt(e -> e.role.code()).min().orElseThrow();
        int node = Integer.MAX_VALUE;
        for (int s : bottom) {
            for (int e = 0; e < executions.size() && e < graph.worlds.get(s).executions.size(); e++) {
                Execution runs = graph.worlds.get(s).executions.get(e);
                boolean comesRound = runs.origin == null && runs.alive() && runs.role.code() == code && graph.movers.get(s).contains(e);
                node = comesRound ? Math.min(node, runs.pc) : node;
            }
        }
        return new Symptom("livelock", model.codes.get(code).name(), node);
    }

    private Symptom deadlock(World world, Set<Integer> stuck) {
        boolean wakeup = false;
        boolean other = false;
        List<List<Integer>> waits = new ArrayList<>();
        for (int e = 0; e < world.executions.size(); e++) {
            waits.add(List.of());
            if (!stuck.contains(e)) {
                continue;
            }
            Turn turn = moves.turn(world, e);
            wakeup |= turn.waiting() == Waiting.WAKEUP;
            other |= turn.waiting() == Waiting.LOCK || turn.waiting() == Waiting.WORK || turn.waiting() == Waiting.TIMER
                    || turn.waiting() == Waiting.GRACE_PERIOD;
            List<Integer> edges = moves.hasCpu(world, e) ? waitsFor(world, e) : List.of(moves.cpuHolder(world, e));
            waits.set(e, edges.stream().filter(stuck::contains).toList());
        }
        List<Integer> cycle = stuck.stream().filter(e -> reaches(waits, e, e, new TreeSet<>())).toList();
        Execution execution = (cycle.isEmpty() ? stuck : cycle).stream().map(world.executions::get).min(BLAME).orElseThrow();
        return new Symptom(wakeup && !other ? "lost-wakeup" : "deadlock", model.code(execution).name(), execution.pc);
    }

    private static boolean reaches(List<List<Integer>> waits, int from, int to, Set<Integer> seen) {
        return waits.get(from).stream().anyMatch(w -> w == to || seen.add(w) && reaches(waits, w, to, seen));
    }

    /** Whom a blocked execution waits for. */
    private List<Integer> waitsFor(World world, int e) {
        Execution self = world.executions.get(e);
        Node node = model.node(self);
        Evaluation evaluation = new Evaluation(world, self);
        List<Integer> result = new ArrayList<>();
        if (node.step() instanceof Step.Acquire acquire) {
            long lock = evaluation.of(acquire.lock());
            add(result, world, x -> x.holds(lock) && x != self);
            if (result.isEmpty()) {
                long waiting = world.things.get(Value.object(lock)).cells[Value.offset(lock) + Layout.LOCK_CELLS - 1];
                add(result, world, x -> waiting > 0 && x.queued && model.node(x).step() instanceof Step.Acquire a
                        && new Evaluation(world, x).of(a.lock()) == lock);
            }
        } else if (node.step() instanceof Step.Barrier) {
            result.addAll(self.grace);
            add(result, world, x -> x.waiters.contains(e));
            world.pending.stream().filter(p -> p.waiters.contains(e)).forEach(p -> heldUp(result, world, p));
        }
        return result;
    }

    /** Who keeps a pending item from starting. */
    private static void heldUp(List<Integer> result, World world, Pending item) {
        result.addAll(item.readers);
        boolean work = item.deferral == Deferral.WORK && item.limit > 0;
        add(result, world, x -> Deferrals.runs(x, item.item) || work && Deferrals.onQueue(x, item.queue));
    }

    private static void add(List<Integer> result, World world, Predicate<Execution> which) {
        for (int x = 0; x < world.executions.size(); x++) {
            if (which.test(world.executions.get(x))) {
                result.add(x);
            }
        }
    }
}
