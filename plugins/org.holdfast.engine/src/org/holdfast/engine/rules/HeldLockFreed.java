package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Sections;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** A lock freed or initialised again while somebody holds it. */
final class HeldLockFreed extends Observed {
    HeldLockFreed() {
        super(new Card("held-lock-freed", Card.Group.LOCKING, Severity.ERROR, Card.Evidence.EXPLORE, "A lock is freed or initialised while it is held", """
                The holder will release memory that is no longer its own. Release before the free; where another thread is the holder, the object's lifetime is
                wrong, and the cause is reported as such where it can be found.""", """
                scenario "freed with its lock held"

                struct item { spinlock_t lock; int state; };
                struct item *item;

                init {
                	item = kzalloc(sizeof(*item), GFP_KERNEL);
                	spin_lock_init(&item->lock);
                }

                thread owner {
                	spin_lock(&item->lock);
                	item->state = 1;
                	kfree(item);
                     // ^^^^^^^^^^^ held-lock-freed: item.lock
                	spin_unlock(&item->lock);
                }
                """, "Move `spin_unlock(&item->lock)` before `kfree(item)`", """
                scenario "freed with its lock held"

                struct item { spinlock_t lock; int state; };
                struct item *item;

                init {
                	item = kzalloc(sizeof(*item), GFP_KERNEL);
                	spin_lock_init(&item->lock);
                }

                thread owner {
                	spin_lock(&item->lock);
                	item->state = 1;
                +	spin_unlock(&item->lock);
                	kfree(item);
                -	spin_unlock(&item->lock);
                }
                """), "release it first", false);
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        List<Repair> out = new ArrayList<>();
        if (isOwn(symptom)) {
            for (Spot spot : c.path(symptom.violation().site()).reversed()) {
                for (var section : new Sections(c.outline()).around(spot.statement())) {
                    c.outline().beside(spot.statement(), section.close()).ifPresent(p -> out.addAll(
                            new Proposals(Cause.of(symptom))
                                    .move("Move `" + Outline.brief(section.close()) + "` before `" + Outline.brief(p.first()) + "`", section.close(), p.first(),
                                            false)
                                    .list()));
                }
            }
        }
        return out;
    }
}
