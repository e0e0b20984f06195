package org.holdfast.engine.rules;

import java.util.List;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.program.Step;
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
import org.holdfast.engine.rule.Witness;

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
                """, "Remove `rcu_read_unlock()`", """
                scenario "one unlock too many"

                int value;

                thread reader {
                	rcu_read_lock();
                	value = 1;
                	rcu_read_unlock();
                -	rcu_read_unlock();
                }
                """), "", true);
    }

    /** An unlock too many goes; one that is missing comes on each way out, or behind the last statement of the body. */
    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        Witness w = isOwn(symptom) ? Witness.of(symptom, c).orElse(null) : null;
        if (w == null) {
            return List.of();
        }
        Proposals out = new Proposals(Cause.of(symptom));
        Spot spot = c.spot(symptom.violation().site());
        if (Locks.failing(symptom.violation()) instanceof Step.ReadUnlock && spot != null) {
            return out.delete("Remove `" + spot.text() + "`", spot.statement()).list();
        }
        Event open = w.trace().steps().reversed().stream().filter(e -> e.thread() == w.column() && e.step() instanceof Step.ReadLock).findFirst().orElse(null);
        Spot lock = open == null ? null : c.spot(open.site());
        if (lock != null && lock.call() != null) {
            String unlock = Sections.release(lock.call());
            for (Statement s : c.outline().in(lock.statement().function())) {
                boolean leaves = s.form() == Form.RETURN || s.form() == Form.JUMP && s.text().startsWith("goto");
                if (leaves && s.range().offset() > lock.range().offset()) {
                    out.insert("Leave the section before `" + Outline.brief(s) + "`", s, false, unlock);
                }
            }
            List<Statement> rest = c.outline().after(lock.statement());
            if (!rest.isEmpty() && rest.getLast().form() != Form.RETURN) {
                out.insert("Leave the section at the end", rest.getLast(), true, unlock);
            }
        }
        return out.list();
    }
}
