package org.holdfast.engine.rules;

import java.util.List;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** A release of what the thread does not hold. */
final class UnlockNotHeld extends Observed {
    UnlockNotHeld() {
        super(new Card("unlock-not-held", Card.Group.LOCKING, Severity.ERROR, Card.Evidence.BOTH, "A release of a lock that is not held", """
                On some path the lock was released before, or never taken. If another thread holds it, that thread loses its protection without notice. Paths are
                judged with the values that lead to them, so a conditional release that matches its conditional acquisition is fine.""", """
                scenario "released twice"

                DEFINE_MUTEX(m);
                int value;

                thread setter {
                	mutex_lock(&m);
                	value = 1;
                	mutex_unlock(&m);
                	mutex_unlock(&m);
                     // ^^^^^^^^^^^^^^^^ unlock-not-held: releases m
                }
                """, "Remove `mutex_unlock(&m)`", """
                scenario "released twice"

                DEFINE_MUTEX(m);
                int value;

                thread setter {
                	mutex_lock(&m);
                	value = 1;
                	mutex_unlock(&m);
                -	mutex_unlock(&m);
                }
                """), "remove it, or take the lock on this path", false);
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        Spot spot = isOwn(symptom) ? c.spot(symptom.violation().site()) : null;
        return spot == null ? List.of() : new Proposals(Cause.of(symptom))
                .delete("Remove `" + spot.text() + "`", spot.statement()).list();
    }
}
