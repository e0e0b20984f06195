package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Protect;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** A field touched without the lock that guards it. */
final class UnguardedAccess extends Observed {
    UnguardedAccess() {
        super(new Card("unguarded-access", Card.Group.LOCKING, Severity.ERROR, Card.Evidence.FLOW, "A `__guarded_by` field is touched without its lock", """
                The annotation says which lock makes accesses to the field safe; here a thread reads or writes it without. A shared holder may read. Objects that
                nobody else can reach yet, `init`, `finally` and claims are exempt, and a field or list that is `__rcu` too may be read in an RCU reader.""", """
                scenario "a counter beside its lock"

                DEFINE_SPINLOCK(lock);
                int users __guarded_by(&lock);

                thread open {
                	spin_lock(&lock);
                	users++;
                	spin_unlock(&lock);
                }

                thread close {
                	users = 0;
                     // ^^^^^^^^^ unguarded-access: without lock
                }
                """, "Take `&lock` for `users = 0`", """
                scenario "a counter beside its lock"

                DEFINE_SPINLOCK(lock);
                int users __guarded_by(&lock);

                thread open {
                	spin_lock(&lock);
                	users++;
                	spin_unlock(&lock);
                }

                thread close {
                +	spin_lock(&lock);
                	users = 0;
                +	spin_unlock(&lock);
                }
                """), "take it, extend the section beside it, or say that the caller holds it (`__must_hold`)", true);
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        if (!isOwn(symptom)) {
            return List.of();
        }
        List<Repair> out = new ArrayList<>();
        Protect protect = new Protect(c, Cause.of(symptom));
        for (Spot spot : c.path(symptom.violation().site()).reversed()) {
            for (String lock : Locks.mentioned(symptom.violation(), c)) {
                out.addAll(protect.repairs(spot, lock));
            }
        }
        return out;
    }
}
