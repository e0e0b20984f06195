package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.explore.Violation.Related;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rule.Witness;

/** Freed at once, though an RCU reader may still hold the pointer. */
final class MissingGracePeriod implements Rule {
    private static final Card CARD = new Card("missing-grace-period", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE,
            "Freed while an RCU reader may still hold it", """
            Taking an object off a list or clearing a pointer keeps new readers away; those that already hold the pointer go on until their sections end. Free after a grace
            period: `kfree_rcu()` or `call_rcu()` where nobody may wait, `synchronize_rcu()` before the free where one may.""", """
            scenario "freed under the readers"

            struct item { int value; };
            struct item __rcu *slot;

            init { slot = kzalloc(sizeof(*slot), GFP_KERNEL); }

            thread reader {
            	struct item *i;

            	rcu_read_lock();
            	i = rcu_dereference(slot);
            	if (i)
            		i->value = 1;
            	rcu_read_unlock();
            }

            thread updater {
            	struct item *i = slot;

            	rcu_assign_pointer(slot, NULL);
            	kfree(i);
                 // ^^^^^^^^ missing-grace-period: `kfree(i)`
            }
            """, "Wait for the readers: `synchronize_rcu()` before `kfree(i)`", """
            scenario "freed under the readers"

            struct item { int value; };
            struct item __rcu *slot;

            init { slot = kzalloc(sizeof(*slot), GFP_KERNEL); }

            thread reader {
            	struct item *i;

            	rcu_read_lock();
            	i = rcu_dereference(slot);
            	if (i)
            		i->value = 1;
            	rcu_read_unlock();
            }

            thread updater {
            	struct item *i = slot;

            	rcu_assign_pointer(slot, NULL);
            +	synchronize_rcu();
            	kfree(i);
            }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    /** The free, where it happened to a reader inside an explicit section and was done by another thread's own call. */
    private static Optional<Spot> free(Symptom s, Case c) {
        if (!s.finding().rule().equals("use-after-free")) {
            return Optional.empty();
        }
        return Witness.lifetime(s, c).filter(MissingGracePeriod::isReader).flatMap(Witness::freed).filter(f -> !f.thread().equals(s.violation().thread()))
                .flatMap(f -> c.path(f.site()).reversed().stream().filter(x -> x.call() != null && !x.call().effects().frees().isEmpty()).findFirst())
                .filter(x -> !x.call().function().contains("rcu"));
    }

    private static boolean isReader(Witness w) {
        int depth = 0;
        for (Event e : w.trace().steps()) {
            if (e.thread() == w.column()) {
                depth += e.step() instanceof Step.ReadLock ? 1 : e.step() instanceof Step.ReadUnlock ? -1 : 0;
            }
        }
        return depth > 0;
    }

    private static Cause cause(Spot free, Symptom s) {
        String by = s.violation().related().stream().filter(r -> r.role().equals("freed")).map(Related::thread).findFirst().orElse("another thread");
        return new Cause(CARD.id(), "`%s` by %s does not wait for RCU readers such as %s, which still holds the pointer; free after a grace period".formatted(free.text(), by,
                s.violation().thread()), free.range());
    }

    @Override
    public Optional<Cause> explain(Symptom symptom, Case c) {
        return free(symptom, c).filter(f -> !isDeferred(symptom, c)).map(f -> cause(f, symptom));
    }

    /** A free in an RCU callback came after a grace period: then the reader came by the pointer too late. */
    private static boolean isDeferred(Symptom s, Case c) {
        String by = s.violation().related().stream().filter(r -> r.role().equals("freed")).map(Related::thread).findFirst().orElse("");
        return s.violation().trace().steps().stream().anyMatch(e -> e.step() instanceof Step.Defer) && c.program().threads().stream()
                .noneMatch(t -> t.name().equals(by.replaceFirst("#\\d+$", "")));
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        List<Repair> out = new ArrayList<>();
        free(symptom, c).ifPresent(free -> {
            Proposals p = new Proposals(cause(free, symptom));
            p.insert("Wait for the readers: `synchronize_rcu()` before `" + free.text() + "`", free.statement(), false, "synchronize_rcu();");
            heads(symptom, c).forEach(head -> {
                String freed = free.call().arguments().getLast();
                p.replace("Free after a grace period: `kfree_rcu(" + freed + ", " + head + ")`", free.range(), "kfree_rcu(" + freed + ", " + head + ")");
            });
            if (free.call().function().matches("kv?free") && heads(symptom, c).isEmpty()) {
                String freed = free.call().arguments().getFirst();
                p.add(Repair.Cost.PAIR, "Free after a grace period: `kfree_rcu(" + freed + ", rcu)`", List.of(new Change.Member(symptom.violation().subject(),
                        "struct rcu_head rcu;"), new Change.Replace(free.range(), "kfree_rcu(" + freed + ", rcu)")));
            }
            out.addAll(p.list());
        });
        return out;
    }

    /** Members of the freed object that the scenario hands to call_rcu() or kfree_rcu(). */
    private static List<String> heads(Symptom s, Case c) {
        return c.program().layouts().stream().filter(l -> l.name().equals(s.violation().subject())).flatMap(l -> l.cells().stream())
                .map(cell -> cell.path()).filter(p -> p.matches("\\w*rcu\\w*\\..*")).map(p -> p.replaceFirst("\\..*", "")).distinct().toList();
    }
}
