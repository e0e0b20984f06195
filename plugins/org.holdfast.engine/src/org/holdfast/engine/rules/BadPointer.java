package org.holdfast.engine.rules;

import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Severity;

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
                """, "", """
                scenario "first entry of an empty list"

                struct item { int value; struct list_head node; };
                LIST_HEAD(items);

                thread reader {
                	struct item *item = list_first_entry_or_null(&items, struct item, node);

                	if (item)
                		item->value = 1;
                }
                """), "check it before use", false);
    }
}
