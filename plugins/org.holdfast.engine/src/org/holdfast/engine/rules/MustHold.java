package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Escape;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Protect;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** A call without the lock its callee wants held, or with one it must not have. */
final class MustHold extends Observed {
    MustHold() {
        super(new Card("must-hold", Card.Group.LOCKING, Severity.ERROR, Card.Evidence.FLOW, "A call without a lock its callee must hold", """
                `__must_hold()`, `__must_hold_shared()`, `__must_not_hold()` and the lockdep assertions in bodies say what a function relies on. Here it is called
                otherwise.""", """
                scenario "called without the lock"

                DEFINE_MUTEX(m);
                int users;

                void user_add(void) __must_hold(&m)
                {
                	users++;
                }

                thread a {
                	mutex_lock(&m);
                	user_add();
                	mutex_unlock(&m);
                }

                thread b {
                	user_add();
                     // ^^^^^^^^^^ must-hold: needs m held
                }
                """, "Take `&m` for `user_add()`", """
                scenario "called without the lock"

                DEFINE_MUTEX(m);
                int users;

                void user_add(void) __must_hold(&m)
                {
                	users++;
                }

                thread a {
                	mutex_lock(&m);
                	user_add();
                	mutex_unlock(&m);
                }

                thread b {
                +	mutex_lock(&m);
                	user_add();
                +	mutex_unlock(&m);
                }
                """), "", true);
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        if (!isOwn(symptom)) {
            return List.of();
        }
        List<Repair> out = new ArrayList<>();
        List<Spot> path = c.path(symptom.violation().site());
        boolean mustNot = Locks.failing(symptom.violation()) instanceof Step.Require r && r.hold() == Step.Require.Hold.NOT;
        if (mustNot) {
            return new Escape(c, Cause.of(symptom)).repairs(path, lock -> true);
        }
        Protect protect = new Protect(c, Cause.of(symptom));
        for (Spot spot : path.reversed()) {
            for (String lock : Locks.mentioned(symptom.violation(), c)) {
                out.addAll(protect.repairs(spot, lock));
            }
        }
        return out;
    }
}
