package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** A reference taken where the count may be zero already. */
final class GetOnZero extends Observed {
    private static final Map<String, String> CAREFUL = Map.of("refcount_inc", "refcount_inc_not_zero", "kref_get", "kref_get_unless_zero", "atomic_inc",
            "atomic_inc_not_zero", "get_file", "get_file_rcu", "percpu_ref_get", "percpu_ref_tryget_live");

    GetOnZero() {
        super(new Card("get-on-zero", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE, "A reference is taken when the count may be zero", """
                A count that has reached zero stays there: its owner is on the way to free the object, and a plain `refcount_inc()` cannot bring it back. Who finds an
                object in a place that holds no reference of its own (a list under RCU, a table whose entries are removed by the release function) has to
                use `refcount_inc_not_zero()` or `kref_get_unless_zero()` and take failure for "not found".""", """
                scenario "found under RCU, held without asking"

                struct item { refcount_t ref; struct rcu_head rcu; };
                struct item __rcu *slot;

                void item_put(struct item *i)
                {
                	if (refcount_dec_and_test(&i->ref))
                		kfree_rcu(i, rcu);
                }

                init {
                	slot = kzalloc(sizeof(*slot), GFP_KERNEL);
                	refcount_set(&slot->ref, 1);
                }

                thread reader {
                	struct item *i;

                	rcu_read_lock();
                	i = rcu_dereference(slot);
                	if (i)
                		refcount_inc(&i->ref);
                             // ^^^^^^^^^^^^^^^^^^^^^ get-on-zero: `refcount_inc(&i->ref)` of reader
                	rcu_read_unlock();
                	if (i)
                		item_put(i);
                }

                thread remover {
                	struct item *i = slot;

                	rcu_assign_pointer(slot, NULL);
                	item_put(i);
                }
                """, "Take it only if the count is not zero: `refcount_inc_not_zero(&i->ref)`, else forget `i`", """
                scenario "found under RCU, held without asking"

                struct item { refcount_t ref; struct rcu_head rcu; };
                struct item __rcu *slot;

                void item_put(struct item *i)
                {
                	if (refcount_dec_and_test(&i->ref))
                		kfree_rcu(i, rcu);
                }

                init {
                	slot = kzalloc(sizeof(*slot), GFP_KERNEL);
                	refcount_set(&slot->ref, 1);
                }

                thread reader {
                	struct item *i;

                	rcu_read_lock();
                	i = rcu_dereference(slot);
                -	if (i)
                -		refcount_inc(&i->ref);
                +	if (i && !refcount_inc_not_zero(&i->ref))
                +		i = NULL;
                	rcu_read_unlock();
                	if (i)
                		item_put(i);
                }

                thread remover {
                	struct item *i = slot;

                	rcu_assign_pointer(slot, NULL);
                	item_put(i);
                }
                """), "use the _not_zero form and handle failure, or take it under the lock that keeps the object counted", false);
    }

    @Override
    public List<Symptom> symptoms(Case c) {
        return super.symptoms(c).stream().map(s -> {
            Spot spot = c.spot(s.violation().site());
            return spot == null ? s : s.saying("`%s` of %s takes a reference when the count is 0 and its owner is on the way to free; use the _not_zero form and handle failure, or take it under the lock that keeps the object counted"
                    .formatted(spot.text(), s.violation().thread()));
        }).toList();
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        List<Repair> out = new ArrayList<>();
        if (!isOwn(symptom)) {
            return out;
        }
        Proposals p = new Proposals(Cause.of(symptom));
        for (Spot spot : c.path(symptom.violation().site()).reversed()) {
            String careful = spot.call() == null ? null : CAREFUL.get(spot.call().function());
            Statement s = spot.statement();
            if (careful == null || s.form() != Form.EXPRESSION) {
                continue;
            }
            String call = careful + "(" + String.join(", ", spot.call().arguments()) + ")";
            String pointer = spot.call().arguments().getFirst().replaceFirst("^&", "").replaceFirst("(->|\\.)\\w+$", "");
            String title = "Take it only if the count is not zero: `" + call + "`, else ";
            if (pointer.matches("\\w+")) {
                replace(p, s, title + "forget `" + pointer + "`", call, pointer + " = NULL;", c);
            }
            boolean loop = c.outline().ancestors(s).stream().anyMatch(x -> x.form() == Form.LOOP);
            if (loop) {
                replace(p, s, title + "go on to the next", call, "continue;", c);
            }
            replace(p, s, title + "return", call, "return;", c);
            replace(p, s, title + "return", call, "return NULL;", c);
        }
        return p.list();
    }

    /** The get becomes a condition; a condition round it that has nothing else in it takes it in. */
    private static void replace(Proposals p, Statement s, String title, String call, String otherwise, Case c) {
        Statement parent = c.outline().parent(s);
        boolean alone = parent != null && parent.form() == Form.IF && c.outline().children(parent).size() == 1 && c.outline().inBlock(parent);
        if (alone) {
            String head = org.holdfast.engine.rule.Outline.head(parent).strip();
            String condition = head.substring(head.indexOf('(') + 1, head.length() - 1);
            p.add(Repair.Cost.EXTEND, title, List.of(new Change.Replace(parent.range(), "if (" + condition + " && !" + call + ")\n\t" + otherwise)));
        } else {
            p.add(Repair.Cost.EXTEND, title, List.of(new Change.Replace(s.range(), "if (!" + call + ")\n\t" + otherwise)));
        }
    }
}
