package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Escape;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Sections;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** A call that may sleep where sleeping is forbidden. */
final class SleepInAtomic extends Observed {
    /** Sections in which one may sleep are none to leave. */
    private static final Pattern SLEEPING = Pattern.compile("^(?:(?:rt_|ww_)?mutex_|down|srcu_read_lock)");

    SleepInAtomic() {
        super(new Card("sleep-in-atomic", Card.Group.LOCKING, Severity.ERROR, Card.Evidence.FLOW, "A call that may sleep in atomic context", """
                With a spinning lock held, inside an RCU reader, with interrupts or softirqs off, and in interrupt context nothing may sleep: not a mutex, not a
                `GFP_KERNEL` allocation, not a wait. The call may be many functions deep. Move it out of the section, allocate before it, use `GFP_ATOMIC`, or
                put the work on a private list that is handled after the release.""", """
                scenario "allocation under a spinlock"

                DEFINE_SPINLOCK(socket_lock);
                int *map;

                thread accept {
                	spin_lock(&socket_lock);
                	map = kmalloc(sizeof(int), GFP_KERNEL);
                           // ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sleep-in-atomic: with socket_lock held
                	spin_unlock(&socket_lock);
                }
                """, "Move `map = kmalloc(sizeof(int), GFP_KERNEL)` before `spin_lock(&socket_lock)`", """
                scenario "allocation under a spinlock"

                DEFINE_SPINLOCK(socket_lock);
                int *map;

                thread accept {
                +	map = kmalloc(sizeof(int), GFP_KERNEL);
                	spin_lock(&socket_lock);
                -	map = kmalloc(sizeof(int), GFP_KERNEL);
                	spin_unlock(&socket_lock);
                }
                """), "move it out of the section", true);
    }

    @Override
    public List<Symptom> symptoms(Case c) {
        List<Symptom> out = new ArrayList<>(super.symptoms(c));
        out.addAll(WaitContexts.invalid(card().id(), c));
        return out;
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        if (!isOwn(symptom) || symptom.violation() == null) {
            return List.of();
        }
        List<Spot> path = c.path(symptom.violation().site());
        List<Repair> out = new ArrayList<>(new Escape(c, Cause.of(symptom)).repairs(path, s -> !SLEEPING.matcher(s.open().text()).find() && !walks(path, s, c)));
        Proposals p = new Proposals(Cause.of(symptom));
        out.addAll(behind(path, Cause.of(symptom), c));
        for (Spot spot : path.reversed()) {
            if (spot.call() != null && spot.call().arguments().contains("GFP_KERNEL")) {
                p.replace("Allocate with GFP_ATOMIC", spot.range(), spot.text().replace("GFP_KERNEL", "GFP_ATOMIC"));
            }
        }
        out.addAll(p.list());
        Locks.mentioned(symptom.violation(), c).forEach(lock -> out.addAll(Sleepable.repairs(lock, Cause.of(symptom), c)));
        return out;
    }

    /** Whether the section is there for a walk that the call stands in: the one is not to be parted from the other. */
    private static boolean walks(List<Spot> path, Sections.Section section, Case c) {
        return path.stream().map(s -> PrivateList.around(s.statement(), c.outline())).anyMatch(w -> w != null && w.parent() == section.open().parent());
    }

    /** Of a walk under a lock: the entries are put aside and handled behind the section. */
    private static List<Repair> behind(List<Spot> path, Cause cause, Case c) {
        List<Repair> out = new ArrayList<>();
        for (Spot spot : path.reversed()) {
            Statement walk = PrivateList.around(spot.statement(), c.outline());
            if (walk != null) {
                new Sections(c.outline()).around(walk).forEach(section -> PrivateList.of(c, cause, walk)
                        .ifPresent(p -> out.addAll(p.deferred(spot.statement(), section))));
            }
        }
        return out;
    }
}
