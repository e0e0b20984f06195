package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.holdfast.engine.explore.LockUse.Edge;
import org.holdfast.engine.explore.Violation.Related;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Escape;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Sections;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** A lock its holder takes again. */
final class SelfDeadlock extends Observed {
    SelfDeadlock() {
        super(new Card("self-deadlock", Card.Group.LOCKING, Severity.ERROR, Card.Evidence.FLOW, "A lock is taken again by its holder", """
                Kernel locks are not recursive: who takes a lock that is already held by the same thread waits for itself. It mostly hides in helpers and release
                functions that are called with the lock held in one place and without it in another; split them into a locked and an unlocked form. A second
                `down_read()` by one thread is reported too, because a writer that waits in between holds it off.""", """
                scenario "the helper takes what its caller holds"

                DEFINE_MUTEX(m);
                int users;

                void user_add(void)
                {
                	mutex_lock(&m);
                     // ^^^^^^^^^^^^^^ self-deadlock: takes m
                	users++;
                	mutex_unlock(&m);
                }

                thread opener {
                	mutex_lock(&m);
                	user_add();
                	mutex_unlock(&m);
                }
                """, "Move `user_add()` after `mutex_unlock(&m)`", """
                scenario "the helper takes what its caller holds"

                DEFINE_MUTEX(m);
                int users;

                void user_add(void)
                {
                	mutex_lock(&m);
                	users++;
                	mutex_unlock(&m);
                }

                thread opener {
                	mutex_lock(&m);
                -	user_add();
                	mutex_unlock(&m);
                +	user_add();
                }
                """), "drop the inner acquisition, or call with the lock released", true);
    }

    @Override
    public List<Symptom> symptoms(Case c) {
        List<Symptom> out = new ArrayList<>(super.symptoms(c));
        var keys = out.stream().map(Symptom::key).collect(Collectors.toSet());
        for (Edge e : new LockGraph(c).repeated()) {
            Statement s = c.outline().statement(e.site().statement());
            Finding finding = new Finding(card().id(), List.of(), Severity.ERROR,
                    "`%s` is taken for reading again by %s, which holds it: a writer waiting in between holds off the second reader; drop the inner acquisition"
                            .formatted(e.taken(), e.thread()),
                    e.site().range(), List.of(new Related("acquired", e.thread(), e.heldSite())), e.trace(), List.of());
            Symptom symptom = new Symptom(finding, null, c.place(e.site()), s == null ? e.site().text() : s.text(), true);
            if (keys.add(symptom.key())) {
                out.add(symptom);
            }
        }
        return out;
    }

    /** The writer came in between. */
    @Override
    public boolean absorbs(Symptom own, Symptom other, Case c) {
        return other.finding().rule().equals("deadlock") && other.finding().trace() != null && other.finding().trace().steps().stream()
                .anyMatch(e -> e.blocked() && e.step() instanceof Step.Acquire && e.site().range().equals(own.finding().range()));
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        Site site = !isOwn(symptom) ? null : symptom.violation() != null ? symptom.violation().site()
                : new LockGraph(c).repeated().stream().map(Edge::site).filter(s -> s.range().equals(symptom.finding().range())).findFirst().orElse(null);
        if (site == null) {
            return List.of();
        }
        List<Spot> path = c.path(site);
        if (path.isEmpty()) {
            return List.of();
        }
        Statement inner = path.getLast().statement();
        List<String> locks = Sections.opens(inner);
        List<Repair> out = new ArrayList<>(new Escape(c, Cause.of(symptom)).repairs(path.subList(0, path.size() - 1), l -> true));
        for (String lock : locks) {
            new Sections(c.outline()).closer(inner, lock)
                    .ifPresent(close -> out.addAll(new Proposals(Cause.of(symptom))
                            .add(Repair.Cost.INSERT, "Drop the inner acquisition of `" + lock + "`",
                                    List.of(new Change.Delete(inner.number()), new Change.Delete(close.number())))
                            .list()));
        }
        return out;
    }
}
