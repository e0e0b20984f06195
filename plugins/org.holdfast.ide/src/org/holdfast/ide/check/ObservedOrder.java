package org.holdfast.ide.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.holdfast.ide.Document;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.hold.LockClass;
import org.holdfast.lang.hold.OrderDeclaration;

/** Writes the {@code order} in which a run was seen to take locks, so that what takes them the other way round is what is reported. */
final class ObservedOrder {
    /** As the rule words it. */
    private static final Pattern OWN = Pattern.compile("`(?<inner>[^`]+)` is taken while `(?<outer>[^`]+)` is held");
    private static final Pattern OTHERS = Pattern.compile("takes (?<inner>\\S+) while holding (?<outer>\\S+)");

    private final Document document;

    /** {@code inner} was taken with {@code outer} held. */
    private record Pair(String outer, String inner) {
    }

    ObservedOrder(Document document) {
        this.document = document;
    }

    /** One order for what is blamed, one for what it is against; what is declared already is not offered again. */
    List<Action> declare(Diagnostic d) {
        if (!d.rule().equals("lock-order")) {
            return List.of();
        }
        Set<Pair> against = new LinkedHashSet<>();
        Set<Pair> blamed = new LinkedHashSet<>();
        for (Diagnostic.Found f : d.findings()) {
            f.finding().related().forEach(r -> add(OTHERS.matcher(r.role()), against));
            add(OWN.matcher(f.finding().message()), blamed);
        }
        Set<Pair> declared = declared();
        List<Action> out = new ArrayList<>();
        for (Set<Pair> order : List.of(against, blamed)) {
            boolean known = order.isEmpty() || order.stream().anyMatch(p -> leads(declared, p.outer(), p.inner(), new LinkedHashSet<>())
                    || leads(declared, p.inner(), p.outer(), new LinkedHashSet<>()));
            if (!known && against.stream().noneMatch(p -> p.outer().equals(p.inner()))) {
                Placement placement = new Placement(document);
                List<String> lines = order.stream().map(p -> "order " + p.outer() + " -> " + p.inner() + ";").toList();
                out.add(new Action.Change(Action.Kind.ORDER, "Declare `" + String.join(" ", lines) + "`", List.of(placement.behind(OrderDeclaration.class::isInstance,
                        lines.stream().map(l -> placement.marked(l, d.revisions())).toList()))));
            }
        }
        return out;
    }

    private static void add(Matcher found, Set<Pair> pairs) {
        if (found.find()) {
            pairs.add(new Pair(plain(found.group("outer")), plain(found.group("inner"))));
        }
    }

    /** A declaration names no subclass. */
    private static String plain(String lock) {
        int slash = lock.indexOf('/');
        return slash < 0 ? lock : lock.substring(0, slash);
    }

    private Set<Pair> declared() {
        Set<Pair> out = new LinkedHashSet<>();
        for (LoadedRevision revision : document.file().revisions()) {
            revision.model().getElements().stream().filter(OrderDeclaration.class::isInstance).map(OrderDeclaration.class::cast).forEach(o -> add(o, out));
            revision.includes().forEach(i -> i.model().getElements().stream().filter(OrderDeclaration.class::isInstance).map(OrderDeclaration.class::cast)
                    .forEach(o -> add(o, out)));
        }
        return out;
    }

    private static void add(OrderDeclaration order, Set<Pair> out) {
        for (int i = 0; i + 1 < order.getClasses().size(); i++) {
            out.add(new Pair(text(order.getClasses().get(i)), text(order.getClasses().get(i + 1))));
        }
    }

    private static String text(LockClass lock) {
        return NodeModelUtils.getTokenText(NodeModelUtils.findActualNodeFor(lock)).replaceAll("\\s", "");
    }

    private static boolean leads(Set<Pair> declared, String from, String to, Set<String> seen) {
        return seen.add(from) && declared.stream().filter(p -> p.outer().equals(from)).anyMatch(p -> p.inner().equals(to) || leads(declared, p.inner(), to, seen));
    }
}
