package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rule.Witness;

/** Access to freed memory. Its own repairs concern the free: later, or after the pointer is cleared. */
final class UseAfterFree extends Observed {
    UseAfterFree() {
        super(new Card("use-after-free", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE, "Freed memory is accessed", """
                The witness shows who freed the object and who still used it. Where the cause can be found (an order of puts, a late get, a check that went stale, a
                missing barrier), it is reported under that name, showing as `use-after-free`. Otherwise something has to hold the object across the
                window: a reference, a lock that the freeing side takes too, or a later free.""", """
                scenario "freed, then unlinked"

                struct item { struct list_head node; int value; };
                struct item *item;
                LIST_HEAD(items);

                init {
                	item = kzalloc(sizeof(*item), GFP_KERNEL);
                	list_add(&item->node, &items);
                }

                thread remover {
                	kfree(item);
                	list_del(&item->node);
                     // ^^^^^^^^^^^^^^^^^^^^^ use-after-free: struct item
                }
                """, "Free later: move `kfree(item)` after `list_del(&item->node)`", """
                scenario "freed, then unlinked"

                struct item { struct list_head node; int value; };
                struct item *item;
                LIST_HEAD(items);

                init {
                	item = kzalloc(sizeof(*item), GFP_KERNEL);
                	list_add(&item->node, &items);
                }

                thread remover {
                -	kfree(item);
                	list_del(&item->node);
                +	kfree(item);
                }
                """), "hold the object until the last use, or free it later", false);
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        List<Repair> out = new ArrayList<>();
        Witness.lifetime(symptom, c).ifPresent(w -> {
            for (Event e : w.backwards()) {
                for (Spot spot : w.path(e).reversed()) {
                    if (spot.call() != null && !spot.call().effects().frees().isEmpty()) {
                        out.addAll(later(spot, symptom, w, c));
                    }
                }
            }
        });
        return out.stream().distinct().limit(8).toList();
    }

    private static List<Repair> later(Spot free, Symptom symptom, Witness w, Case c) {
        Proposals out = new Proposals(Cause.of(symptom));
        Outline outline = c.outline();
        List<Statement> following = outline.after(free.statement());
        List<Statement> order = new ArrayList<>(following);
        // Behind the statement that failed first, if it is one of these.
        order.sort(java.util.Comparator.comparing(s -> w.path().stream().noneMatch(p -> outline.isInside(p.statement(), s))));
        for (Statement s : order) {
            if (s.form() == Form.EXPRESSION || s.form() == Form.IF || s.form() == Form.LOOP) {
                out.move("Free later: move `%s` after `%s`".formatted(free.text(), Outline.brief(s)), free.statement(), s, true);
            }
        }
        return out.list();
    }
}
