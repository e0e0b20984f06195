package org.holdfast.engine.rules;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rule.Witness;

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
                """, "Wake after the condition is changed: `wake_up(&wq)` after `ready = 1`", """
                scenario "nobody wakes"

                wait_queue_head_t wq;
                int ready;

                init { init_waitqueue_head(&wq); }

                thread sleeper {
                	wait_event(wq, ready);
                }

                thread worker {
                	ready = 1;
                +	wake_up(&wq);
                }
                """), "wake after the condition is changed", false);
    }

    /** Whoever changes what the sleeper waits for wakes it, afterwards. */
    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        if (!isOwn(symptom)) {
            return List.of();
        }
        Outline outline = c.outline();
        Proposals out = new Proposals(Cause.of(symptom));
        for (Spot spot : c.path(symptom.violation().site()).reversed()) {
            if (spot.call() == null || !spot.call().function().startsWith("wait_event")) {
                continue;
            }
            List<String> arguments = spot.call().arguments();
            String wake = "wake_up(" + (arguments.getFirst().startsWith("*") ? arguments.getFirst().substring(1) : "&" + arguments.getFirst()) + ")";
            String condition = String.join(" ", arguments.subList(1, arguments.size()));
            for (Statement s : outline.statements()) {
                boolean changes = s.form() == Form.EXPRESSION && !s.function().equals("init") && !s.function().equals(spot.statement().function())
                        && (s.writes().stream().anyMatch(x -> Witness.mentions(condition, Set.of(x))) || mentionsMember(s, condition));
                if (!changes || !c.isReached(s)) {
                    continue;
                }
                for (Statement before : outline.before(s)) {
                    if (before.calls().stream().anyMatch(x -> x.effects().wakes()) && before.form() == Form.EXPRESSION) {
                        out.move("Change the condition before waking: move `" + Outline.brief(s) + "` before `" + Outline.brief(before) + "`", s, before, false);
                    }
                }
                out.insert("Wake after the condition is changed: `" + wake + "` after `" + Outline.brief(s) + "`", s, true, wake + ";");
            }
        }
        return out.list();
    }

    private static boolean mentionsMember(Statement s, String condition) {
        Matcher m = Pattern.compile("(?:->|\\.)(\\w+)\\s*(?:[+\\-|&]?=[^=]|\\+\\+|--)").matcher(s.text());
        return m.find() && condition.matches(".*(->|\\.)" + m.group(1) + "\\b.*");
    }
}
