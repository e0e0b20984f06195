package org.holdfast.engine.rules;

import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Severity;

/** A sleeping call between setting the task state and schedule(). */
final class SleepNotRunning extends Observed {
    SleepNotRunning() {
        super(new Card("sleep-not-running", Card.Group.LOCKING, Severity.ERROR, Card.Evidence.FLOW, "A sleeping call while the task state says not running", """
                Between `set_current_state()` or `prepare_to_wait()` and `schedule()` the task is on its way to sleep. A call that sleeps by itself sets the state
                back to running, so the wake-up that the first state was meant for can be lost. Move the call before, or use `wait_event()`.""", """
                scenario "a mutex after prepare_to_wait"

                wait_queue_head_t wq;
                DEFINE_MUTEX(m);
                int ready;

                init { init_waitqueue_head(&wq); }

                thread waiter {
                	DEFINE_WAIT(wait);

                	prepare_to_wait(&wq, &wait, TASK_UNINTERRUPTIBLE);
                	mutex_lock(&m);
                     // ^^^^^^^^^^^^^^ sleep-not-running: prepare_to_wait()
                	ready = 1;
                	mutex_unlock(&m);
                	finish_wait(&wq, &wait);
                }
                """, "", """
                scenario "a mutex after prepare_to_wait"

                wait_queue_head_t wq;
                DEFINE_MUTEX(m);
                int ready;

                init { init_waitqueue_head(&wq); }

                thread waiter {
                	DEFINE_WAIT(wait);

                	mutex_lock(&m);
                	ready = 1;
                	mutex_unlock(&m);
                	prepare_to_wait(&wq, &wait, TASK_UNINTERRUPTIBLE);
                	finish_wait(&wq, &wait);
                }
                """), "move it before, or use wait_event()", true);
    }
}
