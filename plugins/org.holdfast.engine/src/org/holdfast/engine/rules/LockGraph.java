package org.holdfast.engine.rules;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.holdfast.engine.explore.LockUse;
import org.holdfast.engine.explore.LockUse.Edge;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Step.Mode;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Outline;

/**
 * The graph of lock classes and the orders in which they were seen to nest, after lockdep (Documentation/locking/lockdep-design.rst, "Recursive read
 * locks"). An edge A -> B is labelled by how A was held (S: by a reader, E) and how B was taken (R: by a reader that no waiting writer holds off, N).
 * A cycle deadlocks unless an edge with R is followed by one with S somewhere in it. Trylocks wait for nobody and close nothing.
 *
 * <p>A reader of an rwlock in process context queues behind waiting writers, which matters only where there is a writer; so it counts as R for a class that nobody
 * takes for writing in the whole scenario.
 */
public final class LockGraph {
    private static final Comparator<Range> TEXT_ORDER = Comparator.comparing(Range::file).thenComparingInt(Range::offset);

    private final Case c;
    private final List<Edge> edges = new ArrayList<>();
    private final Set<String> written = new HashSet<>();
    /** Every class that a declared order puts behind the key, with the chain of names that leads there. */
    private final Map<String, Map<String, List<String>>> declared = new LinkedHashMap<>();

    public LockGraph(Case c) {
        this.c = c;
        for (LockUse use : c.result().locks()) {
            switch (use) {
                case Edge e -> edges.add(e);
                case LockUse.Boundary b -> {
                }
                case LockUse.Race r -> {
                }
                case LockUse.InContext i -> {
                    if (i.mode() == Mode.EXCLUSIVE) {
                        written.add(i.taken());
                    }
                }
            }
        }
        edges.stream().filter(e -> e.takenMode() == Mode.EXCLUSIVE).forEach(e -> written.add(e.taken()));
        declare(c.program().orders());
    }

    /**
     * One thing wrong with the order.
     *
     * @param edge   the acquisition to blame
     * @param others the acquisitions that make it wrong; empty where a declaration does
     * @param path   classes from the one taken to the one held
     */
    public record Conflict(Edge edge, List<Edge> others, List<String> path, boolean declared, boolean sameClass) {
        /** Classes concerned, without subclasses. */
        Set<String> classes() {
            Set<String> out = new LinkedHashSet<>();
            path.forEach(p -> out.add(Case.withoutSubclass(p)));
            return out;
        }
    }

    private void declare(List<Program.Order> orders) {
        for (Program.Order order : orders) {
            for (int i = 0; i + 1 < order.classes().size(); i++) {
                declared.computeIfAbsent(order.classes().get(i), k -> new LinkedHashMap<>()).put(order.classes().get(i + 1),
                        List.of(order.classes().get(i), order.classes().get(i + 1)));
            }
        }
        boolean grew = true;
        while (grew) {
            grew = false;
            for (String from : List.copyOf(declared.keySet())) {
                for (var step : List.copyOf(declared.get(from).entrySet())) {
                    for (String far : declared.getOrDefault(step.getKey(), Map.of()).keySet()) {
                        List<String> chain = new ArrayList<>(step.getValue());
                        chain.add(far);
                        grew |= declared.get(from).putIfAbsent(far, chain) == null;
                    }
                }
            }
        }
    }

    private boolean recursiveRead(Edge e) {
        return e.takenMode() == Mode.RECURSIVE_SHARED
                || e.takenMode() == Mode.SHARED && c.kind(e.taken()) == LockKind.RWLOCK && !written.contains(e.taken());
    }

    private static boolean sharedHeld(Edge e) {
        return e.heldMode() != Mode.EXCLUSIVE;
    }

    /**
     * Whether some chain of acquisitions leads from holding {@code from} to wanting {@code to}: then an interrupt that comes while {@code to} is held and wants
     * {@code from} may wait for its holder, who waits for {@code to}.
     *
     * A local lock is waited for on its own CPU only, so that nothing leads through it to an interrupt elsewhere.
     *
     * @param mode   how the interrupt takes {@code from}: what only reads it is not held off by readers
     * @param toMode how {@code to} is held where the interrupt comes
     */
    boolean leads(String from, Mode mode, String to, Mode toMode) {
        ArrayDeque<Position> queue = new ArrayDeque<>(List.of(new Position(from, mode != Mode.EXCLUSIVE)));
        Set<Position> seen = new HashSet<>(queue);
        while (!queue.isEmpty()) {
            Position p = queue.remove();
            for (Edge e : edges) {
                if (!e.attempt() && e.held().equals(p.at()) && !(p.afterRecursiveRead() && sharedHeld(e)) && c.kind(e.taken()) != LockKind.LOCAL) {
                    if (e.taken().equals(to) && !(recursiveRead(e) && toMode != Mode.EXCLUSIVE)) {
                        return true;
                    }
                    Position next = new Position(e.taken(), recursiveRead(e));
                    if (seen.add(next)) {
                        queue.add(next);
                    }
                }
            }
        }
        return false;
    }

    /** Readers that take again what they hold, where a writer waiting in between would stop them for ever. */
    List<Edge> repeated() {
        return edges.stream().filter(e -> e.sameLock() && e.held().equals(e.taken()) && !e.attempt() && !recursiveRead(e) && sharedHeld(e)
                && e.takenMode() != Mode.EXCLUSIVE && c.kind(e.taken()) != null && c.kind(e.taken()).hasReaders()).toList();
    }

    /** In order of position of the blamed acquisition. Each set of classes once, but for declared orders: there each offending statement. */
    public List<Conflict> conflicts() {
        List<Conflict> out = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (Edge e : edges) {
            if (e.attempt() || e.nested() && e.held().equals(e.taken()) || e.sameLock() && e.held().equals(e.taken())) {
                continue; // a lock its holder takes again is self-deadlock
            }
            String held = Case.withoutSubclass(e.held());
            String taken = Case.withoutSubclass(e.taken());
            List<String> chain = declared.getOrDefault(taken, Map.of()).get(held);
            if (chain != null && !held.equals(taken)) {
                if (seen.add(List.of(taken, held, e.site().range()))) {
                    out.add(new Conflict(e, List.of(), chain, true, false));
                }
            } else if (e.held().equals(e.taken())) {
                if (!(recursiveRead(e) && sharedHeld(e)) && seen.add(List.of(e.taken(), e.site().range()))) {
                    out.add(new Conflict(e, List.of(), List.of(e.taken()), false, true));
                }
            }
        }
        cycles(out);
        out.sort(Comparator.comparing((Conflict x) -> place(x.edge()), TEXT_ORDER));
        return out;
    }

    /** One conflict for each set of classes that a strong cycle runs through, unless a declared order is broken in it anyway. */
    private void cycles(List<Conflict> out) {
        List<Edge> usable = edges.stream().filter(e -> !e.attempt() && !e.held().equals(e.taken()) && !backsOff(e)).toList();
        Set<Set<String>> seen = new HashSet<>();
        // The last in the text closes the cycle: what was there first is the order others rely on.
        List<Edge> latestFirst = usable.stream()
                .sorted(Comparator.comparing(this::place, TEXT_ORDER).reversed()).toList();
        for (Edge e : latestFirst) {
            Optional<List<Edge>> back = back(e, usable);
            if (back.isPresent() && !isSerialised(e, back.get())) {
                List<String> path = new ArrayList<>(List.of(e.taken()));
                back.get().forEach(b -> path.add(b.taken()));
                Conflict found = new Conflict(e, back.get(), path, false, false);
                boolean known = out.stream().anyMatch(x -> x.declared() && found.classes().containsAll(x.classes()));
                if (!known && seen.add(found.classes())) {
                    out.add(found);
                }
            }
        }
    }

    /** Both are mutexes of one acquire context, which gives up where two would wait for each other. */
    private boolean backsOff(Edge e) {
        return e.nested() && c.kind(e.held()) == LockKind.WW_MUTEX && c.kind(e.taken()) == LockKind.WW_MUTEX;
    }

    /** One acquisition of the cycle names a lock that serialises its class, and every other was made with one lock held too: they cannot meet. */
    private boolean isSerialised(Edge e, List<Edge> back) {
        List<Edge> cycle = new ArrayList<>(back);
        cycle.add(e);
        if (cycle.stream().noneMatch(Edge::nested)) {
            return false;
        }
        Set<String> common = new LinkedHashSet<>(heldAt(e));
        cycle.forEach(x -> common.retainAll(heldAt(x)));
        cycle.forEach(x -> common.remove(x.held()));
        return !common.isEmpty();
    }

    private Set<String> heldAt(Edge e) {
        Set<String> held = new LinkedHashSet<>();
        edges.stream().filter(x -> x.site().equals(e.site()) && x.thread().equals(e.thread())).forEach(x -> held.add(x.held()));
        return held;
    }

    /** Where the acquisition is blamed. */
    Range place(Edge e) {
        Outline.Spot spot = c.outline().telling(c.path(e.site()));
        return spot == null ? e.site().range() : spot.range();
    }

    private record Position(String at, boolean afterRecursiveRead) {
    }

    /** A shortest way back from what {@code e} takes to what it holds that makes a strong cycle with it. */
    private Optional<List<Edge>> back(Edge e, List<Edge> usable) {
        ArrayDeque<Position> queue = new ArrayDeque<>();
        Map<Position, List<Edge>> ways = new HashMap<>();
        Position start = new Position(e.taken(), recursiveRead(e));
        queue.add(start);
        ways.put(start, List.of());
        while (!queue.isEmpty()) {
            Position p = queue.remove();
            for (Edge next : usable) {
                if (!next.held().equals(p.at()) || p.afterRecursiveRead() && sharedHeld(next)) {
                    continue;
                }
                List<Edge> way = new ArrayList<>(ways.get(p));
                way.add(next);
                if (next.taken().equals(e.held()) && !(recursiveRead(next) && sharedHeld(e))) {
                    return Optional.of(way);
                }
                Position to = new Position(next.taken(), recursiveRead(next));
                if (!next.taken().equals(e.held()) && ways.putIfAbsent(to, way) == null) {
                    queue.add(to);
                }
            }
        }
        return Optional.empty();
    }
}
