package org.holdfast.engine.naive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.holdfast.engine.naive.Moves.Move;
import org.holdfast.engine.naive.World.Execution;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Step.Mode;

/** Runs init, then all interleavings of all threads, then teardown from every end. */
public final class NaiveExplorer {
    final Model model;
    final Facts facts = new Facts();
    final Moves moves;
    private final int limit;
    private final TreeSet<Symptom> fatal = new TreeSet<>();
    private final TreeSet<Symptom> leaks = new TreeSet<>();
    private final TreeSet<String> traps = new TreeSet<>();
    private int states;
    private int transitions;
    /** One for init, one for the threads, one for teardown; those that there are. */
    final Map<Phase, Graph> graphs = new TreeMap<>();
    final Map<Phase, Ends> ends = new TreeMap<>();
    final Map<Phase, List<World>> starts = new TreeMap<>();
    /** Seen in the first local steps of threads, init and finally, which are part of no transition. */
    final TreeSet<Symptom> observedAtStart = new TreeSet<>();

    enum Phase {
        INIT, MAIN, FINAL
    }

    /**
     * @param symptoms    violations and observations, without leaks
     * @param leaks       every place where an object that some run leaks was allocated
     * @param states      canonical states between init and teardown
     * @param complete    no run was cut by a trap
     * @param judged      claims that were judged
     * @param reached     nodes that ran
     * @param lockOrder   which lock was tried while which was held
     */
    public record Answer(Set<Symptom> symptoms, Set<Symptom> leaks, int states, int transitions, boolean complete, Set<Integer> judged,
            Set<String> reached, Set<String> lockOrder) {
        /** Rules that fired. */
        public Set<String> rules() {
            TreeSet<String> rules = new TreeSet<>();
            symptoms.forEach(s -> rules.add(s.rule()));
            leaks.forEach(s -> rules.add(s.rule()));
            return rules;
        }
    }

    private NaiveExplorer(Program program, int limit) {
        this.model = new Model(program);
        this.moves = new Moves(model, facts);
        this.limit = limit;
    }

    /** @return null if there are more than {@code limit} states */
    public static NaiveExplorer explore(Program program, int limit) {
        NaiveExplorer explorer = new NaiveExplorer(program, limit);
        try {
            explorer.run();
            return explorer;
        } catch (Graph.TooBig tooBig) {
            return null;
        }
    }

    /** How {@link Answer#lockOrder} writes that a lock was tried while another was held. */
    public static String edge(String held, Mode heldMode, String taken, Mode mode, boolean attempt, boolean sameLock, boolean nested, Kind kind,
            Place place) {
        return Facts.edge(held, heldMode, taken, mode, attempt, sameLock, nested, kind, place);
    }

    public Answer answer() {
        TreeSet<Symptom> symptoms = new TreeSet<>(fatal);
        symptoms.addAll(facts.observations);
        return new Answer(symptoms, leaks, states, transitions, traps.isEmpty(), facts.judged, facts.reached, facts.edges);
    }

    private void run() {
        List<World> initial = List.of(World.initial(model.program));
        if (model.program.init() != null) {
            initial = explore(Phase.INIT, setup(initial, model::init));
        }
        List<World> last = explore(Phase.MAIN, main(initial));
        if (model.program.teardown() != null) {
            last = explore(Phase.FINAL, setup(last, model::teardown));
        }
        for (World world : last) {
            leaks.addAll(leaks(world));
        }
    }

    Set<Symptom> leaks(World world) {
        List<Boolean> roots = model.program.globals().stream().map(Program.Global::root).toList();
        Set<Symptom> result = new TreeSet<>();
        Memory.leaks(world, roots).forEach(t -> result.add(new Symptom("leak", t.allocated.code(), t.allocated.node())));
        return result;
    }

    boolean isEnd(Phase phase, World world) {
        Integer number = graphs.get(phase).number(world);
        return number != null && ends.get(phase).ends.contains(number);
    }

    /** Whether the run is over here, so that leaks are looked for. */
    boolean isLast(Phase phase, World world) {
        return isEnd(phase, world) && (phase == Phase.FINAL || phase == Phase.MAIN && model.program.teardown() == null);
    }

    /** Where a run goes on from an end of a phase. */
    Map<Phase, List<World>> after(Phase phase, World world) {
        return switch (phase) {
            case INIT -> Map.of(Phase.MAIN, main(List.of(world)));
            case MAIN -> model.program.teardown() == null ? Map.of() : Map.of(Phase.FINAL, setup(List.of(world), model::teardown));
            case FINAL -> Map.of();
        };
    }

    private List<World> main(List<World> initial) {
        return prefixes(initial, w -> {
            w.begin(model.threads());
            return w.executions.subList(0, model.threads().size());
        });
    }

    private List<World> setup(List<World> worlds, Supplier<Execution> execution) {
        return prefixes(worlds, w -> {
            w.executions.add(execution.get());
            w.executions.get(w.executions.size() - 1).started = true;
            return w.executions.subList(w.executions.size() - 1, w.executions.size());
        });
    }

    /** Adds executions and runs each to its first visible step. */
    private List<World> prefixes(List<World> worlds, Function<World, List<Execution>> add) {
        List<World> result = new ArrayList<>();
        for (World world : worlds) {
            World copy = world.copy();
            List<World> begun = List.of(copy);
            for (Execution added : List.copyOf(add.apply(copy))) {
                int e = copy.executions.indexOf(added);
                begun = begun.stream().flatMap(w -> moves.begin(w, e).stream()).peek(m -> observedAtStart.addAll(m.observed())).map(Move::next).toList();
            }
            result.addAll(begun);
        }
        return result;
    }

    /** @return the ends */
    private List<World> explore(Phase phase, List<World> worlds) {
        starts.put(phase, worlds);
        Graph graph = Graph.of(model, moves, worlds, limit);
        Ends end = new Ends(model, moves, graph);
        graphs.put(phase, graph);
        ends.put(phase, end);
        fatal.addAll(graph.violations);
        fatal.addAll(end.verdicts.values());
        traps.addAll(graph.traps);
        if (phase == Phase.MAIN) {
            states = graph.worlds.size();
            transitions = graph.next.stream().mapToInt(Set::size).sum();
        }
        return end.ends.stream().map(graph.worlds::get).toList();
    }
}
