package org.holdfast.engine.rules;

import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Severity;

/** NULL is followed. */
final class NullDereference extends Observed {
    NullDereference() {
        super(new Card("null-dereference", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE, "A NULL pointer is followed", """
                Either the pointer was never set on this path, or another thread cleared it after it was tested; read a shared pointer once, and under the lock that
                clears it.""", """
                scenario "used before it is set"

                struct item { int value; };
                struct item *item;

                thread setter {
                	item->value = 1;
                     // ^^^^^^^^^^^^^^^ null-dereference:
                }
                """, "", """
                scenario "used before it is set"

                struct item { int value; };
                struct item *item;

                thread setter {
                	if (item)
                		item->value = 1;
                }
                """), "check it, or set it before others can get here", false);
    }
}
