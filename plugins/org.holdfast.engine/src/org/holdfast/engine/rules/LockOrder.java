package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.holdfast.engine.explore.LockUse.Edge;
import org.holdfast.engine.explore.Violation.Related;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Sections;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** Acquisitions against the declared hierarchy, and cycles among the orders seen; see {@link LockGraph}. */
final class LockOrder implements Rule {
    private static final Card CARD = new Card("lock-order", Card.Group.LOCKING, Severity.ERROR, Card.Evidence.FLOW,
            "Locks are taken in an order that can deadlock", """
            Two threads that take the same locks in different orders can each end up holding what the other waits for. Whether this happened in a run
            does not matter: as with lockdep, the orders seen anywhere in the scenario are put together, and a cycle among them is reported, as is any
            acquisition against a hierarchy declared with `order`. Readers that do not queue behind writers and trylocks do not close a cycle; nesting
            within one class needs an annotation (`spin_lock_nested()`).""", """
            scenario "two locks, two orders"

            DEFINE_SPINLOCK(a);
            DEFINE_SPINLOCK(b);
            order a -> b;

            thread one {
            	spin_lock(&a);
            	spin_lock(&b);
            	spin_unlock(&b);
            	spin_unlock(&a);
            }

            thread two {
            	spin_lock(&b);
            	spin_lock(&a);
                 // ^^^^^^^^^^^^^ lock-order: `a` is taken while `b` is held
            	spin_unlock(&a);
            	spin_unlock(&b);
            }
            """, "Take `a` before `b`", """
            scenario "two locks, two orders"

            DEFINE_SPINLOCK(a);
            DEFINE_SPINLOCK(b);
            order a -> b;

            thread one {
            	spin_lock(&a);
            	spin_lock(&b);
            	spin_unlock(&b);
            	spin_unlock(&a);
            }

            thread two {
            +	spin_lock(&a);
            	spin_lock(&b);
            -	spin_lock(&a);
            	spin_unlock(&a);
            	spin_unlock(&b);
            }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Symptom> symptoms(Case c) {
        return new LockGraph(c).conflicts().stream().map(x -> symptom(x, c)).toList();
    }

    private static Symptom symptom(LockGraph.Conflict x, Case c) {
        Edge edge = x.edge();
        StringBuilder message = new StringBuilder("`%s` is taken while `%s` is held in %s".formatted(edge.taken(), edge.held(), edge.thread()));
        List<Related> related = new ArrayList<>();
        related.add(new Related("acquired", edge.thread(), edge.heldSite()));
        if (x.sameClass()) {
            message.append(", two locks of one class without a nesting annotation; give the inner one a subclass (`_nested`) if their order is fixed");
        } else if (x.declared()) {
            message.append(", against the declared order ").append(String.join(" -> ", x.path())).append("; release `").append(edge.held())
                    .append("` first, or take `").append(edge.taken()).append("` before it");
        } else {
            Set<String> threads = new LinkedHashSet<>();
            x.others().forEach(e -> threads.add(e.thread()));
            message.append(", but ").append(String.join(" -> ", x.path())).append(" is taken in ").append(String.join(", ", threads))
                    .append("; keep to one order");
        }
        for (Edge other : x.others()) {
            related.add(new Related("acquired", other.thread(), other.heldSite()));
            related.add(new Related("takes " + other.taken() + " while holding " + other.held(), other.thread(), other.site()));
        }
        Finding finding = new Finding("lock-order", List.of(), Severity.ERROR, message.toString(), new LockGraph(c).place(edge), related, edge.trace(), List.of());
        Outline.Spot spot = c.outline().telling(c.path(edge.site()));
        return new Symptom(finding, null, spot == null ? c.place(edge.site()) : spot.statement().function(),
                spot == null ? edge.site().text() : spot.statement().text(), true);
    }

    /** A deadlock each of whose cycle's locks somebody waits for is this cycle, reached. */
    @Override
    public boolean absorbs(Symptom own, Symptom other, Case c) {
        if (!other.finding().rule().equals("deadlock") || other.finding().trace() == null) {
            return false;
        }
        Set<String> waited = new LinkedHashSet<>();
        other.finding().trace().steps().stream().filter(e -> e.blocked() && e.step() instanceof Step.Acquire)
                .forEach(e -> waited.add(Case.withoutSubclass(Locks.lockClass(e, c))));
        return new LockGraph(c).conflicts().stream().filter(x -> symptom(x, c).key().equals(own.key())).anyMatch(x -> waited.containsAll(x.classes()));
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        if (!symptom.finding().rule().equals("lock-order")) {
            return List.of();
        }
        Map<List<?>, Repair> out = new LinkedHashMap<>();
        for (LockGraph.Conflict x : new LockGraph(c).conflicts()) {
            if (symptom(x, c).key().equals(symptom.key())) {
                List<Edge> edges = new ArrayList<>(List.of(x.edge()));
                edges.addAll(x.others());
                edges.forEach(e -> untangle(e, symptom, c).forEach(r -> out.putIfAbsent(r.changes(), r)));
                if (x.sameClass()) {
                    nested(x.edge(), symptom, c).forEach(r -> out.putIfAbsent(r.changes(), r));
                }
            }
        }
        return List.copyOf(out.values());
    }

    /** Takes the inner lock first, or releases the outer one before. */
    private static List<Repair> untangle(Edge edge, Symptom symptom, Case c) {
        Outline outline = c.outline();
        Proposals out = new Proposals(Cause.of(symptom));
        outline.parting(c.path(edge.heldSite()), c.path(edge.site())).ifPresent(p -> {
            Statement outer = p.first();
            Statement inner = p.second();
            out.move("Take `" + edge.taken() + "` before `" + edge.held() + "`", inner, outer, false);
            for (String lock : Sections.opens(outer)) {
                new Sections(outline).closer(inner, lock)
                        .ifPresent(release -> out.move("Release `" + edge.held() + "` before `" + edge.taken() + "` is taken", release, inner, false));
            }
        });
        return out.list();
    }

    /** Says that the two have a fixed order: the inner one gets a subclass. */
    private static List<Repair> nested(Edge edge, Symptom symptom, Case c) {
        Proposals out = new Proposals(Cause.of(symptom));
        Outline.Spot spot = c.path(edge.site()).isEmpty() ? null : c.path(edge.site()).getLast();
        if (spot != null && spot.call() != null && spot.call().function().matches("mutex_lock|(raw_)?spin_lock|down_read|down_write")) {
            String call = spot.call().function() + "_nested(" + spot.call().arguments().getFirst() + ", SINGLE_DEPTH_NESTING)";
            out.replace("Give the inner lock a subclass: `" + call + "`", spot.call().range(), call);
        }
        return out.list();
    }
}
