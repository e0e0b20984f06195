package org.holdfast.engine.rules;

import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** Memory freed with something armed in it. */
final class ActiveObjectFreed extends Observed {
    ActiveObjectFreed() {
        super(new Card("active-object-freed", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE, "An object is freed with its work, timer or RCU head still armed", """
                What is armed runs later and finds freed memory where its work item or timer was. Cancel it and wait (`cancel_work_sync()`, `timer_shutdown_sync()`) before the free, outside of any lock
                that it takes.""", """
                scenario "freed with its work queued"

                struct device_state { struct work_struct work; int events; };
                struct device_state *state;

                void handle(struct work_struct *work)
                {
                	struct device_state *s = container_of(work, struct device_state, work);

                	s->events++;
                }

                init {
                	state = kzalloc(sizeof(*state), GFP_KERNEL);
                	INIT_WORK(&state->work, handle);
                }

                thread remove {
                	schedule_work(&state->work);
                	kfree(state);
                     // ^^^^^^^^^^^^ active-object-freed: `cancel_work_sync(&state->work)`
                }
                """, "Wait for the callbacks: `cancel_work_sync(&state->work)` before `kfree(state)`", """
                scenario "freed with its work queued"

                struct device_state { struct work_struct work; int events; };
                struct device_state *state;

                void handle(struct work_struct *work)
                {
                	struct device_state *s = container_of(work, struct device_state, work);

                	s->events++;
                }

                init {
                	state = kzalloc(sizeof(*state), GFP_KERNEL);
                	INIT_WORK(&state->work, handle);
                }

                thread remove {
                	schedule_work(&state->work);
                +	cancel_work_sync(&state->work);
                	kfree(state);
                }
                """), "cancel it and wait before the free", false);
    }

    /** What finds the object gone that this free should have waited for. */
    @Override
    public boolean absorbs(Symptom own, Symptom other, Case c) {
        Violation a = own.violation();
        Violation b = other.violation();
        return a != null && b != null && switch (b.rule()) {
            case "use-after-free" -> b.related().stream().anyMatch(r -> r.role().equals("freed") && c.place(r.site()).equals(c.place(a.site())));
            case "held-lock-freed" -> c.place(b.site()).equals(c.place(a.site()));
            default -> false;
        };
    }
}
