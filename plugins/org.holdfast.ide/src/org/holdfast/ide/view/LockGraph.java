package org.holdfast.ide.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.holdfast.engine.explore.LockUse;
import org.holdfast.engine.explore.Result;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rules.LockGraph.Conflict;
import org.holdfast.lang.report.Statement;

/**
 * The lock classes of one revision and the orders between them, those that were declared and those that were seen, laid out.
 *
 * @param remark what the graph leaves out, or empty
 */
public record LockGraph(List<Node> nodes, List<Edge> edges, int width, int height, String remark) {
    private static final int PADDING = 10;
    private static final int TIP = 8;

    public LockGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * A lock class.
     *
     * @param lines what stands in the box: its name, what it is, where it is taken
     * @param bad   it is part of a cycle, or an interrupt may want it that comes while it is held
     */
    public record Node(String name, List<String> lines, boolean bad, List<Place> places, int x, int y, int width, int height) {
        public Node {
            lines = List.copyOf(lines);
            places = List.copyOf(places);
        }
    }

    /** How one class came before another. */
    public enum Order {
        DECLARED, OBSERVED, BOTH
    }

    /**
     * {@code to} is taken while {@code from} is held.
     *
     * @param bad    it is part of a cycle, or against a declared order
     * @param places where it is taken so; for an order that is only declared, the declaration
     * @param route  from the one box to the other
     */
    public record Edge(String from, String to, Order order, boolean bad, List<Place> places, List<Point> route) {
        public Edge {
            places = List.copyOf(places);
            route = List.copyOf(route);
        }

        /** What it says, in a sentence. */
        public String sentence() {
            String what = from.equals(to) ? "One " + from + " is taken while another is held" : to + " is taken while " + from + " is held";
            return (order == Order.DECLARED ? "Declared: " + from + " before " + to : what + (order == Order.BOTH ? ", as declared" : ""))
                    + (bad ? "; part of a cycle or against a declared order" : "");
        }
    }

    /** A statement, the thread that runs it, and what it does there. */
    public record Place(Range range, String thread, String text) {
    }

    private record Pair(String from, String to) {
    }

    /** {@code result}: of exploring the program, or of its threads one by one. */
    public static LockGraph of(Program program, Result result) {
        Case c = new Case(program, result);
        List<LockUse.InContext> contexts = new ArrayList<>();
        Map<Pair, Set<Place>> seen = new LinkedHashMap<>();
        for (LockUse use : result.locks()) {
            if (use instanceof LockUse.InContext i) {
                contexts.add(i);
            } else if (use instanceof LockUse.Edge e && !(e.sameLock() && e.held().equals(e.taken()))) {
                seen.computeIfAbsent(new Pair(e.held(), e.taken()), k -> new LinkedHashSet<>()).add(place(e.site(), e.thread()));
            }
        }
        Map<Pair, Range> declared = new LinkedHashMap<>();
        for (Program.Order order : program.orders()) {
            for (int i = 0; i + 1 < order.classes().size(); i++) {
                declared.putIfAbsent(new Pair(order.classes().get(i), order.classes().get(i + 1)), order.range());
            }
        }
        Set<Pair> bad = bad(c);
        Set<String> names = new LinkedHashSet<>();
        contexts.forEach(i -> names.add(i.taken()));
        seen.keySet().forEach(p -> names.addAll(List.of(p.from(), p.to())));
        declared.keySet().forEach(p -> names.addAll(List.of(p.from(), p.to())));
        Set<Pair> pairs = new LinkedHashSet<>(seen.keySet());
        pairs.addAll(declared.keySet());
        List<Pair> ordered = pairs.stream().sorted((a, b) -> a.from().equals(b.from()) ? a.to().compareTo(b.to()) : a.from().compareTo(b.from())).toList();
        List<Node> nodes = names.stream().sorted().map(name -> node(name, c, contexts, bad)).toList();
        List<Edge> edges = ordered.stream().map(p -> edge(p, seen.get(p), declared.get(p), bad.contains(p))).toList();
        return laidOut(nodes, edges, result.complete() ? "" : "Not every interleaving was explored: " + result.cut() + ".");
    }

    private static Place place(Site site, String thread) {
        return new Place(site.range(), thread, Statement.line(site.text()));
    }

    /** The orders that a strong cycle runs through, or that are against what is declared, and what is declared there. */
    private static Set<Pair> bad(Case c) {
        Set<Pair> bad = new LinkedHashSet<>();
        for (Conflict conflict : new org.holdfast.engine.rules.LockGraph(c).conflicts()) {
            bad.add(new Pair(conflict.edge().held(), conflict.edge().taken()));
            conflict.others().forEach(e -> bad.add(new Pair(e.held(), e.taken())));
            for (int i = 0; conflict.declared() && i + 1 < conflict.path().size(); i++) {
                bad.add(new Pair(conflict.path().get(i), conflict.path().get(i + 1)));
            }
        }
        return bad;
    }

    private static Edge edge(Pair p, Collection<Place> seen, Range declared, boolean bad) {
        Order order = seen == null ? Order.DECLARED : declared == null ? Order.OBSERVED : Order.BOTH;
        List<Place> places = seen == null ? List.of(new Place(declared, "", "order " + p.from() + " -> " + p.to())) : List.copyOf(seen);
        return new Edge(p.from(), p.to(), order, bad, places, List.of());
    }

    // ---- nodes ----

    private static Node node(String name, Case c, List<LockUse.InContext> contexts, Set<Pair> bad) {
        List<LockUse.InContext> own = contexts.stream().filter(i -> i.taken().equals(name)).toList();
        LockKind kind = c.kind(name);
        List<String> lines = new ArrayList<>(List.of(name));
        if (kind != null) {
            lines.add(kind.name().toLowerCase(Locale.ROOT).replace("local", "local lock").replace("spin", "spinlock").replace("raw_", "raw ").replace('_', ' '));
        }
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        own.forEach(i -> kinds.add(i.kind()));
        if (!kinds.isEmpty()) {
            lines.add("in " + kinds.stream().map(LockGraph::word).collect(Collectors.joining(", ")));
        }
        boolean hard = kinds.contains(Kind.HARDIRQ);
        boolean soft = kinds.contains(Kind.SOFTIRQ);
        boolean hardOn = own.stream().anyMatch(i -> !i.attempt() && i.interruptsOn() && i.kind().compareTo(Kind.HARDIRQ) < 0);
        boolean softOn = own.stream().anyMatch(i -> !i.attempt() && i.softirqsOn() && i.interruptsOn() && i.kind() == Kind.PROCESS);
        boolean spins = kind != null && !kind.sleeps();
        boolean unsafe = spins && (hard && hardOn || soft && softOn);
        if (spins && (hard || soft || !hardOn || !softOn)) {
            lines.add(hardOn ? softOn ? "interrupts on" : "softirqs off" : "interrupts off");
        }
        boolean cycle = bad.stream().anyMatch(p -> p.from().equals(name) || p.to().equals(name));
        Map<String, Place> places = new TreeMap<>();
        own.forEach(i -> places.putIfAbsent("%09d %s".formatted(i.site().range().offset(), i.thread()), place(i.site(), i.thread())));
        int width = lines.stream().mapToInt(l -> Svg.width(l.length())).max().orElse(0) + 2 * PADDING;
        return new Node(name, lines, unsafe || cycle, List.copyOf(places.values()), 0, 0, width, lines.size() * Svg.LINE + PADDING);
    }

    private static String word(Kind kind) {
        return kind == Kind.NMI ? "NMI" : kind.name().toLowerCase(Locale.ROOT);
    }

    // ---- layout ----

    private static LockGraph laidOut(List<Node> nodes, List<Edge> edges, String remark) {
        List<String> names = nodes.stream().map(Node::name).toList();
        Layout layout = Layout.of(nodes.stream().map(n -> new Layout.Size(n.width(), n.height())).toList(),
                edges.stream().map(e -> new Layout.Link(names.indexOf(e.from()), names.indexOf(e.to()))).toList());
        List<Node> placed = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node n = nodes.get(i);
            placed.add(new Node(n.name(), n.lines(), n.bad(), n.places(), layout.boxes().get(i).x(), layout.boxes().get(i).y(), n.width(), n.height()));
        }
        List<Edge> routed = new ArrayList<>();
        for (int i = 0; i < edges.size(); i++) {
            Edge e = edges.get(i);
            routed.add(new Edge(e.from(), e.to(), e.order(), e.bad(), e.places(), layout.routes().get(i)));
        }
        return new LockGraph(placed, routed, layout.width(), layout.height(), remark);
    }

    /** The arrow head at the end of a route: its tip, then the two other corners. */
    public static List<Point> tip(List<Point> route) {
        Point end = route.getLast();
        Point before = route.get(route.size() - 2);
        int dx = Integer.signum(end.x() - before.x());
        int dy = Integer.signum(end.y() - before.y());
        return List.of(end, new Point(end.x() - TIP * dx - TIP / 2 * dy, end.y() - TIP * dy - TIP / 2 * dx),
                new Point(end.x() - TIP * dx + TIP / 2 * dy, end.y() - TIP * dy + TIP / 2 * dx));
    }

    /** In words, one line a class and one an order. */
    public String text() {
        StringBuilder out = new StringBuilder();
        nodes.forEach(n -> out.append(n.bad() ? "! " : "  ").append(String.join("; ", n.lines())).append('\n'));
        edges.forEach(e -> {
            out.append(e.bad() ? "! " : "  ").append(e.from()).append(" -> ").append(e.to()).append(", ").append(e.order().name().toLowerCase(Locale.ROOT)).append('\n');
            e.places().forEach(p -> out.append("      line ").append(p.range().line()).append(p.thread().isEmpty() ? "" : ", " + p.thread()).append(": ").append(p.text())
                    .append('\n'));
        });
        return out.toString();
    }

    /** As a picture in the SVG format. */
    public String svg() {
        Svg svg = new Svg(width, height);
        for (Edge e : edges) {
            String style = e.bad() ? "bad" : e.order() == Order.DECLARED ? "declared" : "edge";
            svg.line(style, e.route()).shape(e.bad() ? "badtip" : e.order() == Order.DECLARED ? "declaredtip" : "tip", tip(e.route()));
        }
        for (Node n : nodes) {
            svg.rectangle(n.bad() ? "badbox" : "box", n.x(), n.y(), n.width(), n.height(), 4);
            for (int i = 0; i < n.lines().size(); i++) {
                svg.text(i == 0 ? "strong" : "faint", n.x() + PADDING, n.y() + Svg.LINE * (i + 1), n.lines().get(i));
            }
        }
        return svg.end();
    }
}
