package org.holdfast.engine.naive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.engine.naive.Moves.Move;
import org.holdfast.engine.naive.NaiveExplorer.Phase;

/** The fewest context switches with which each symptom between init and teardown can be reached: what a witness can be measured by. */
public final class Switches {
    private static final int NOBODY = -1;

    private record Position(int state, int last) {
    }

    private record Edge(int actor, int target, Symptom violation, List<Symptom> observed) {
    }

    private final NaiveExplorer explorer;
    private final Graph graph;
    private final Map<Integer, List<Edge>> edges = new HashMap<>();
    private final Map<Symptom, Integer> fewest = new TreeMap<>();

    private Switches(NaiveExplorer explorer) {
        this.explorer = explorer;
        this.graph = explorer.graphs.get(Phase.MAIN);
    }

    public static Map<Symptom, Integer> fewest(NaiveExplorer explorer) {
        Switches switches = new Switches(explorer);
        switches.search();
        return switches.fewest;
    }

    /** Breadth first by switches: a move of who has moved last costs nothing. */
    private void search() {
        Map<Position, Integer> cost = new HashMap<>();
        Deque<Position> todo = new ArrayDeque<>();
        for (World start : explorer.starts.get(Phase.MAIN)) {
            Position position = new Position(graph.number(start), NOBODY);
            cost.put(position, 0);
            todo.add(position);
        }
        while (!todo.isEmpty()) {
            Position position = todo.pollFirst();
            int sofar = cost.get(position);
            Symptom verdict = explorer.ends.get(Phase.MAIN).verdicts.get(position.state);
            if (verdict != null) {
                fewest.merge(verdict, sofar, Math::min);
            }
            for (Edge edge : edges(position.state)) {
                int more = sofar + (position.last == NOBODY || position.last == edge.actor ? 0 : 1);
                if (edge.violation != null) {
                    fewest.merge(edge.violation, more, Math::min);
                }
                edge.observed.forEach(o -> fewest.merge(o, more, Math::min));
                Position next = new Position(edge.target, edge.actor);
                if (edge.target >= 0 && more < cost.getOrDefault(next, Integer.MAX_VALUE)) {
                    cost.put(next, more);
                    if (more == sofar) {
                        todo.addFirst(next);
                    } else {
                        todo.addLast(next);
                    }
                }
            }
        }
    }

    private List<Edge> edges(int state) {
        return edges.computeIfAbsent(state, s -> explorer.moves.all(graph.worlds.get(s)).stream().map(this::edge).toList());
    }

    private Edge edge(Move move) {
        // A callback that starts is the last execution there is.
        int actor = move.execution() >= 0 ? move.execution() : move.next() == null ? NOBODY : move.next().executions.size() - 1;
        return new Edge(actor, move.next() == null ? -1 : graph.number(move.next()), move.violation(), List.copyOf(move.observed()));
    }
}
