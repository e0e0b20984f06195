package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.program.Range;
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
import org.holdfast.engine.rule.Witness;

/** A list operation on a node that is not where it should be. */
final class ListCorruption extends Observed {
    private static final Pattern DELETES = Pattern.compile("h?list_del(_init|_rcu|_init_rcu)?");
    private static final Pattern WALK = Pattern.compile("^\\s*(h?list_for_each_entry)\\s*\\(([^,]*),(.*)\\)", Pattern.DOTALL);

    ListCorruption() {
        super(new Card("list-corruption", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE, "A list is corrupted: a node deleted twice, added twice, or poison followed", """
                A deleted node holds poison, a node that is added again tears the list it was on. Either two threads change the list without a common lock, or one does not
                know that the other took the node off already. `list_del_init()` with `list_empty()` as the check, under the lock, says so.""", """
                scenario "deleted by both"

                struct item { struct list_head node; };
                struct item *item;
                LIST_HEAD(items);

                init {
                	item = kzalloc(sizeof(*item), GFP_KERNEL);
                	list_add(&item->node, &items);
                }

                thread remover {
                	list_del(&item->node);
                	list_del(&item->node);
                     // ^^^^^^^^^^^^^^^^^^^^^ list-corruption:
                }
                """, "Delete it only if it is on the list: `list_del_init(&item->node)`, and `list_empty(&item->node)` before", """
                scenario "deleted by both"

                struct item { struct list_head node; };
                struct item *item;
                LIST_HEAD(items);

                init {
                	item = kzalloc(sizeof(*item), GFP_KERNEL);
                	list_add(&item->node, &items);
                }

                thread remover {
                -	list_del(&item->node);
                -	list_del(&item->node);
                +	if (!list_empty(&item->node))
                +		list_del_init(&item->node);
                +	if (!list_empty(&item->node))
                +		list_del_init(&item->node);
                }
                """), "keep list changes under one lock, and use list_del_init() where another path may have taken it off", false);
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        Witness w = isOwn(symptom) ? Witness.of(symptom, c).orElse(null) : null;
        if (w == null) {
            return List.of();
        }
        Proposals out = new Proposals(Cause.of(symptom));
        for (Spot spot : w.path().reversed()) {
            Statement s = spot.statement();
            if (Witness.isWalk(s)) {
                safe(s, out, c);
            } else if (spot.call() != null && DELETES.matcher(spot.call().function()).matches()) {
                checked(spot, w, out, c);
            }
        }
        return out.list();
    }

    /** Every deletion of the node in the run asks before whether it is on a list, and leaves a node that can be asked. */
    private static void checked(Spot spot, Witness w, Proposals out, Case c) {
        String node = spot.call().arguments().getFirst();
        String member = node.replaceFirst(".*(->|\\.)", "");
        Set<Spot> all = new LinkedHashSet<>(List.of(spot));
        all.addAll(w.spots(e -> true, x -> x.call() != null && DELETES.matcher(x.call().function()).matches() && x.call().arguments().getFirst().endsWith(member)));
        List<Change> changes = new ArrayList<>();
        for (Spot x : all) {
            if (x.statement().form() == Form.EXPRESSION) {
                String at = x.call().arguments().getFirst();
                String init = x.call().function().startsWith("hlist") ? "hlist_del_init(" : "list_del_init(";
                String empty = x.call().function().startsWith("hlist") ? "!hlist_unhashed(" : "!list_empty(";
                changes.add(new Change.Replace(x.statement().range(), "if (" + empty + at + "))\n\t" + init + at + ");"));
            }
        }
        out.add(Repair.Cost.EXTEND, "Delete it only if it is on the list: `list_del_init(" + node + ")`, and `list_empty(" + node + ")` before", changes);
    }

    /** A walk whose body takes the entry off notes the next one first. */
    private static void safe(Statement walk, Proposals out, Case c) {
        Matcher m = WALK.matcher(walk.text());
        Range head = c.writtenHead(walk).orElse(null);
        if (!m.find() || head == null || !c.outline().inBlock(walk)) {
            return;
        }
        String entry = m.group(2).strip();
        boolean hashed = m.group(1).startsWith("hlist");
        String next = hashed ? "struct hlist_node *next;" : PrivateList.declaration("next", entry, walk.function(), c.outline());
        Statement top = c.outline().in(walk.function()).stream().filter(s -> s.form() == Form.DECLARATION && c.outline().inBlock(s)).reduce((a, b) -> b).orElse(null);
        out.add(Repair.Cost.EXTEND, "Note the next entry first: `" + m.group(1) + "_safe`", List.of(
                new Change.Insert((top == null ? walk : top).number(), top != null, next),
                new Change.Replace(head, m.group(1) + "_safe(" + entry + ", next," + m.group(3) + ")")));
    }
}
