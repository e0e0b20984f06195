package org.holdfast.engine.rules;

import java.util.List;
import java.util.Set;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rule.Witness;

/** Something that is no pointer to an object of the type is followed. */
final class BadPointer extends Observed {
    BadPointer() {
        super(new Card("bad-pointer", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE, "A pointer is followed that does not lead to an object of its type", """
                An error pointer, an integer, a list head taken for an entry (`list_first_entry()` of an empty list), or an address past the end. Check before use: `IS_ERR()`,
                `list_empty()`, or the `_or_null` form.""", """
                scenario "first entry of an empty list"

                struct item { int value; struct list_head node; };
                LIST_HEAD(items);

                thread reader {
                	struct item *item = list_first_entry(&items, struct item, node);

                	item->value = 1;
                     // ^^^^^^^^^^^^^^^ bad-pointer:
                }
                """, "Take the `list_first_entry_or_null()` form and check it: `if (item)` before `item->value = 1`", """
                scenario "first entry of an empty list"

                struct item { int value; struct list_head node; };
                LIST_HEAD(items);

                thread reader {
                -	struct item *item = list_first_entry(&items, struct item, node);
                +	struct item *item = list_first_entry_or_null(&items, struct item, node);

                -	item->value = 1;
                +	if (item)
                +		item->value = 1;
                }
                """), "check it before use", false);
    }

    /** The use is made to depend on a check that fits where the pointer comes from. */
    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        Witness w = isOwn(symptom) ? Witness.of(symptom, c).orElse(null) : null;
        if (w == null) {
            return List.of();
        }
        Proposals out = new Proposals(Cause.of(symptom));
        for (Spot spot : w.path().reversed()) {
            Statement use = spot.statement();
            for (String pointer : use.form() == Form.EXPRESSION ? Witness.pointers(spot) : Set.<String>of()) {
                String then = Outline.code(use);
                for (Statement s : c.outline().in(use.function())) {
                    Call entry = s.writes().contains(pointer) ? s.calls().stream().filter(x -> x.function().matches("list_(first|last)_entry")).findFirst().orElse(null) : null;
                    if (entry != null) {
                        String form = entry.function().replace("entry", "entry_or_null");
                        out.add(Repair.Cost.EXTEND, "Take the `" + form + "()` form and check it: `if (" + pointer + ")` before `" + Outline.brief(use) + "`", List.of(
                                new Change.Replace(entry.range(), form + "(" + String.join(", ", entry.arguments()) + ")"),
                                new Change.Replace(use.range(), "if (" + pointer + ")\n\t" + then)));
                    }
                }
                out.replace("Check it: `if (!IS_ERR_OR_NULL(" + pointer + "))` before `" + Outline.brief(use) + "`", use.range(), "if (!IS_ERR_OR_NULL(" + pointer + "))\n\t" + then);
            }
        }
        return out.list();
    }
}
