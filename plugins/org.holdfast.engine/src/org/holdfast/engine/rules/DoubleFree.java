package org.holdfast.engine.rules;

import java.util.List;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** A second free of one object. */
final class DoubleFree extends Observed {
    DoubleFree() {
        super(new Card("double-free", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE, "An object is freed twice", """
                Two paths think that they are the last owner. Decide which one is: clear the shared pointer under a lock and free what was found in it, or count
                references.""", """
                scenario "freed by both"

                struct item { int value; };
                struct item *item;

                init { item = kzalloc(sizeof(*item), GFP_KERNEL); }

                thread closer {
                	kfree(item);
                	kfree(item);
                     // ^^^^^^^^^^^ double-free: frees item a second time
                }
                """, "Remove `kfree(item)`", """
                scenario "freed by both"

                struct item { int value; };
                struct item *item;

                init { item = kzalloc(sizeof(*item), GFP_KERNEL); }

                thread closer {
                	kfree(item);
                -	kfree(item);
                }
                """), "let one side own it: clear the pointer under a lock, or count references", false);
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        return isOwn(symptom) ? Surplus.repairs(symptom, Cause.of(symptom), c) : List.of();
    }
}
