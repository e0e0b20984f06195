package org.holdfast.engine.rules;

import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Severity;

/** A reached state in which threads wait for each other, or for what nobody will do. Its repairs are those of the edge of the cycle that is wrong. */
final class Deadlock extends Observed {
    Deadlock() {
        super(new Card("deadlock", Card.Group.LOCKING, Severity.ERROR, Card.Evidence.EXPLORE, "Threads wait for each other for ever", """
                A state was reached in which nothing can run, though not every thread has ended: a cycle of locks, of waits for work under a lock the work needs, or
                a completion nobody is left to complete. The witness shows who holds what and what each waits for. Where one acquisition or wait is to blame
                the finding is `lock-order` or `wait-under-lock`, showing as `deadlock`.""", """
                scenario "nobody completes"

                struct completion done;
                int ready;

                init { init_completion(&done); }

                thread waiter {
                	wait_for_completion(&done);
                     // ^^^^^^^^^^^^^^^^^^^^^^^^^^ deadlock: waits
                }

                thread worker {
                	if (ready)
                		complete(&done);
                }
                """, "", """
                scenario "nobody completes"

                struct completion done;
                int ready;

                init { init_completion(&done); }

                thread waiter {
                	wait_for_completion(&done);
                }

                thread worker {
                	ready = 1;
                	complete(&done);
                }
                """), "", false);
    }
}
