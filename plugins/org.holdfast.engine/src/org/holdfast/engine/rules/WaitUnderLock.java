package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Escape;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** A deadlock in which one side waits, with a lock held, for what needs that lock. */
final class WaitUnderLock implements Rule {
    private static final Card CARD = new Card("wait-under-lock", Card.Group.LOCKING, Severity.ERROR, Card.Evidence.EXPLORE,
            "A wait with a lock held that what is waited for needs", """
            `cancel_work_sync()`, `flush_work()`, `timer_delete_sync()`, `wait_for_completion()`, `synchronize_rcu()` or the drain of a `percpu_ref` wait for other
            code to finish. If that code needs a lock the waiter holds, neither goes on. Wait after the release, or let the other side do without the
            lock.""", """
            scenario "cancel under the lock the work takes"

            struct work_struct work;
            DEFINE_MUTEX(state_lock);
            int rules;

            void handle_work(struct work_struct *w)
            {
            	mutex_lock(&state_lock);
            	rules++;
            	mutex_unlock(&state_lock);
            }

            init { INIT_WORK(&work, handle_work); }

            thread ethtool {
            	schedule_work(&work);
            	mutex_lock(&state_lock);
            	cancel_work_sync(&work);
                 // ^^^^^^^^^^^^^^^^^^^^^^^ wait-under-lock: `state_lock`
            	mutex_unlock(&state_lock);
            }
            """, "Move `cancel_work_sync(&work)` after `mutex_unlock(&state_lock)`", """
            scenario "cancel under the lock the work takes"

            struct work_struct work;
            DEFINE_MUTEX(state_lock);
            int rules;

            void handle_work(struct work_struct *w)
            {
            	mutex_lock(&state_lock);
            	rules++;
            	mutex_unlock(&state_lock);
            }

            init { INIT_WORK(&work, handle_work); }

            thread ethtool {
            	schedule_work(&work);
            	mutex_lock(&state_lock);
            -	cancel_work_sync(&work);
            	mutex_unlock(&state_lock);
            +	cancel_work_sync(&work);
            }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    /** The step that waits, for something else than a lock, with a lock held that another blocked step wants. */
    private static Optional<Event> waiter(Symptom s, Case c) {
        if (!s.finding().rule().equals("deadlock") || s.finding().trace() == null) {
            return Optional.empty();
        }
        List<Event> blocked = s.finding().trace().steps().stream().filter(Event::blocked).toList();
        return blocked.stream().filter(e -> waits(e, c) && wanted(e, blocked, c) != null).findFirst();
    }

    /** Not merely kept off its CPU. */
    private static boolean waits(Event e, Case c) {
        Spot spot = c.spot(e.site());
        return spot != null && (e.step() instanceof Step.Barrier || e.step() instanceof Step.Await || spot.call() != null && spot.call().effects().waits());
    }

    private static String wanted(Event waiter, List<Event> blocked, Case c) {
        return blocked.stream().filter(e -> e.step() instanceof Step.Acquire).map(e -> Locks.lockClass(e, c)).filter(waiter.held()::contains).findFirst()
                .orElse(null);
    }

    @Override
    public Optional<Cause> explain(Symptom symptom, Case c) {
        return waiter(symptom, c).map(e -> {
            List<Event> blocked = symptom.finding().trace().steps().stream().filter(Event::blocked).toList();
            String lock = wanted(e, blocked, c);
            Event other = blocked.stream().filter(b -> b.step() instanceof Step.Acquire && Locks.lockClass(b, c).equals(lock)).findFirst().orElseThrow();
            List<String> threads = symptom.finding().trace().threads();
            Spot spot = c.spot(e.site());
            return new Cause(CARD.id(), "%s waits in `%s` with `%s` held, which %s needs to go on; wait after the release".formatted(
                    threads.get(e.thread()), spot.text(), lock, threads.get(other.thread())), spot.range());
        });
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        List<Repair> out = new ArrayList<>();
        Optional<Cause> cause = explain(symptom, c);
        waiter(symptom, c).ifPresent(e -> out.addAll(new Escape(c, cause.orElseThrow()).repairs(c.path(e.site()), lock -> true)));
        return out;
    }
}
