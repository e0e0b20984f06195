package org.holdfast.engine.rules;

import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Severity;

/** A list operation on a node that is not where it should be. */
final class ListCorruption extends Observed {
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
                """, "", """
                scenario "deleted by both"

                struct item { struct list_head node; };
                struct item *item;
                LIST_HEAD(items);

                init {
                	item = kzalloc(sizeof(*item), GFP_KERNEL);
                	list_add(&item->node, &items);
                }

                thread remover {
                	list_del_init(&item->node);
                	if (!list_empty(&item->node))
                		list_del(&item->node);
                }
                """), "keep list changes under one lock, and use list_del_init() where another path may have taken it off", false);
    }
}
