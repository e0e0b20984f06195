package org.holdfast.engine.rules;

import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Severity;

/** Reader sections that do not match, and __rcu pointers read outside of one. */
final class RcuUsage extends Observed {
    RcuUsage() {
        super(new Card("rcu-usage", Card.Group.LOCKING, Severity.ERROR, Card.Evidence.FLOW, "RCU is used against its rules", """
                An `__rcu` pointer may be followed only inside a reader section, or by who holds the lock that guards updates; and every `rcu_read_unlock()` wants
                an `rcu_read_lock()`. Outside of a section the object may be freed between two instructions.""", """
                scenario "one unlock too many"

                int value;

                thread reader {
                	rcu_read_lock();
                	value = 1;
                	rcu_read_unlock();
                	rcu_read_unlock();
                     // ^^^^^^^^^^^^^^^^^ rcu-usage:
                }
                """, "", """
                scenario "one unlock too many"

                int value;

                thread reader {
                	rcu_read_lock();
                	value = 1;
                	rcu_read_unlock();
                }
                """), "", true);
    }
}
