package org.holdfast.engine.naive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.holdfast.engine.naive.Moves.Move;

/** All states that can be reached, breadth first, with who can move in each. */
final class Graph {
    /** There are more states than the caller wants to see. */
    static final class TooBig extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooBig() {
            super(null, null, false, false);
        }
    }

    final List<World> worlds = new ArrayList<>();
    final List<Set<Integer>> next = new ArrayList<>();
    /** Executions with a move. */
    final List<Set<Integer>> movers = new ArrayList<>();
    /** A violation or a trap leads out of the state. */
    final List<Boolean> leaves = new ArrayList<>();
    final TreeSet<Symptom> violations = new TreeSet<>();
    final TreeSet<String> traps = new TreeSet<>();
    private final Map<List<Long>, Integer> numbers = new HashMap<>();
    private final Model model;

    private Graph(Model model) {
        this.model = model;
    }

    Integer number(World world) {
        return numbers.get(Canonical.of(model, world).key());
    }

    static Graph of(Model model, Moves moves, List<World> starts, int limit) {
        Graph graph = new Graph(model);
        starts.forEach(graph::add);
        for (int i = 0; i < graph.worlds.size(); i++) {
            if (i > limit) {
                throw new TooBig();
            }
            graph.expand(i, moves.all(graph.worlds.get(i)));
        }
        return graph;
    }

    private int add(World world) {
        Canonical.Form form = Canonical.of(model, world);
        Integer known = numbers.putIfAbsent(form.key(), worlds.size());
        if (known != null) {
            return known;
        }
        worlds.add(form.world());
        return worlds.size() - 1;
    }

    private void expand(int state, List<Move> moves) {
        Set<Integer> successors = new TreeSet<>();
        Set<Integer> who = new TreeSet<>();
        boolean out = false;
        for (Move move : moves) {
            who.add(move.execution());
            if (move.next() != null) {
                successors.add(add(move.next()));
                continue;
            }
            out = true;
            if (move.violation() != null) {
                violations.add(move.violation());
            } else {
                traps.add(move.trap());
            }
        }
        next.add(successors);
        movers.add(who);
        leaves.add(out);
    }

    /** Strongly connected components with no way out, each with its states in order of discovery (Tarjan 1972). */
    List<List<Integer>> bottoms() {
        int n = worlds.size();
        int[] index = new int[n];
        int[] low = new int[n];
        int[] component = new int[n];
        List<List<Integer>> components = new ArrayList<>();
        Deque<Integer> stack = new ArrayDeque<>();
        int[] counter = {1};
        for (int root = 0; root < n; root++) {
            if (index[root] == 0) {
                tarjan(root, index, low, component, components, stack, counter);
            }
        }
        return components.stream().filter(c -> c.stream().noneMatch(s -> leaves.get(s)
                || next.get(s).stream().anyMatch(t -> component[t] != component[s]))).map(c -> c.stream().sorted().toList()).toList();
    }

    private void tarjan(int root, int[] index, int[] low, int[] component, List<List<Integer>> components, Deque<Integer> stack, int[] counter) {
        record Visit(int state, Iterator<Integer> rest) {
        }
        Deque<Visit> path = new ArrayDeque<>();
        path.push(new Visit(root, next.get(root).iterator()));
        index[root] = low[root] = counter[0]++;
        stack.push(root);
        while (!path.isEmpty()) {
            Visit visit = path.peek();
            int s = visit.state;
            if (visit.rest.hasNext()) {
                int t = visit.rest.next();
                if (index[t] == 0) {
                    index[t] = low[t] = counter[0]++;
                    stack.push(t);
                    path.push(new Visit(t, next.get(t).iterator()));
                } else if (component[t] == 0) {
                    low[s] = Math.min(low[s], index[t]);
                }
                continue;
            }
            path.pop();
            if (!path.isEmpty()) {
                low[path.peek().state] = Math.min(low[path.peek().state], low[s]);
            }
            if (low[s] == index[s]) {
                List<Integer> members = new ArrayList<>();
                do {
                    members.add(stack.peek());
                    component[stack.pop()] = components.size() + 1;
                } while (members.get(members.size() - 1) != s);
                components.add(members);
            }
        }
    }
}
