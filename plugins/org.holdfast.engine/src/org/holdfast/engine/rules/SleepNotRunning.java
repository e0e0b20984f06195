package org.holdfast.engine.rules;

import java.util.List;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
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
                """, "Move `prepare_to_wait(&wq, &wait, TASK_UNINTERRUPTIBLE)` after `mutex_unlock(&m)`", """
                scenario "a mutex after prepare_to_wait"

                wait_queue_head_t wq;
                DEFINE_MUTEX(m);
                int ready;

                init { init_waitqueue_head(&wq); }

                thread waiter {
                	DEFINE_WAIT(wait);

                -	prepare_to_wait(&wq, &wait, TASK_UNINTERRUPTIBLE);
                	mutex_lock(&m);
                	ready = 1;
                	mutex_unlock(&m);
                +	prepare_to_wait(&wq, &wait, TASK_UNINTERRUPTIBLE);
                	finish_wait(&wq, &wait);
                }
                """), "move it before, or use wait_event()", true);
    }

    /** The state is set behind the call, or behind the section that the call opens. */
    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        if (!isOwn(symptom)) {
            return List.of();
        }
        Outline outline = c.outline();
        Sections sections = new Sections(outline);
        Proposals out = new Proposals(Cause.of(symptom));
        for (Spot spot : c.path(symptom.violation().site()).reversed()) {
            for (Statement s : outline.ancestors(spot.statement())) {
                for (Statement sets : outline.before(s)) {
                    if (sets.form() != Form.EXPRESSION || sets.calls().stream().noneMatch(x -> x.function().matches("prepare_to_wait\\w*|_*set_current_state"))) {
                        continue;
                    }
                    Statement last = Sections.opens(s).stream().flatMap(lock -> sections.closer(s, lock).stream()).findFirst().orElse(s);
                    out.move("Move `" + Outline.brief(sets) + "` after `" + Outline.brief(last) + "`", sets, last, true);
                    out.move("Move `" + Outline.brief(s) + "` before `" + Outline.brief(sets) + "`", s, sets, false);
                }
            }
        }
        return out.list();
    }
}
