package org.holdfast.engine.rules;

import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Severity;

/** A sleeper that nobody will wake. */
final class LostWakeup extends Observed {
    LostWakeup() {
        super(new Card("lost-wakeup", Card.Group.PROTOCOL, Severity.ERROR, Card.Evidence.EXPLORE, "A thread sleeps and nobody will wake it", """
                The condition came true, or the wake-up was sent, before the sleeper was on the wait queue or had set its state; or whoever changed the condition wakes nobody. A sleeper
                wakes only by a wake-up: change the condition first, then wake, and let the sleeper test the condition after it has announced itself, as `wait_event()`
                does.""", """
                scenario "nobody wakes"

                wait_queue_head_t wq;
                int ready;

                init { init_waitqueue_head(&wq); }

                thread sleeper {
                	wait_event(wq, ready);
                     // ^^^^^^^^^^^^^^^^^^^^^ lost-wakeup: sleeper
                }

                thread worker {
                	ready = 1;
                }
                """, "", """
                scenario "nobody wakes"

                wait_queue_head_t wq;
                int ready;

                init { init_waitqueue_head(&wq); }

                thread sleeper {
                	wait_event(wq, ready);
                }

                thread worker {
                	ready = 1;
                	wake_up(&wq);
                }
                """), "wake after the condition is changed", false);
    }
}
