package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Sections;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rule.Witness;

/** A lock still held when its thread ends, or held or not when a function returns against what its annotations say. */
final class LockLeak extends Observed {
    private static final Map<String, String> GUARDS = Map.of("mutex_lock", "mutex", "spin_lock", "spinlock", "spin_lock_bh", "spinlock_bh", "spin_lock_irq", "spinlock_irq",
            "spin_lock_irqsave", "spinlock_irqsave", "down_read", "rwsem_read", "down_write", "rwsem_write", "read_lock", "read_lock", "write_lock", "write_lock");

    LockLeak() {
        super(new Card("lock-leak", Card.Group.LOCKING, Severity.ERROR, Card.Evidence.BOTH, "A lock is still held at the end, or against a function's annotations", """
                Some path, mostly an error exit, leaves without the release; everybody who wants the lock after that waits for ever. Which paths exist is decided with
                values, so that `if (locked) unlock()` is understood. A function with a body is held to its `__acquires()`, `__releases()`, `__must_hold()` and their conditional kin at every
                return; for one that says nothing and whose returns differ there is an information. Unlock on that path, use a common exit label, or `guard()`.""", """
                scenario "error exit without the unlock"

                DEFINE_MUTEX(m);
                int failed;

                void accept(void)
                {
                	mutex_lock(&m);
                     // ^^^^^^^^^^^^^^ lock-leak: ends with m held
                	if (failed)
                		return;
                	mutex_unlock(&m);
                }

                init { failed = maybe(); }
                thread server { accept(); }
                """, "Release `&m` before `return`", """
                scenario "error exit without the unlock"

                DEFINE_MUTEX(m);
                int failed;

                void accept(void)
                {
                	mutex_lock(&m);
                -	if (failed)
                +	if (failed) {
                +		mutex_unlock(&m);
                		return;
                +	}
                	mutex_unlock(&m);
                }

                init { failed = maybe(); }
                thread server { accept(); }
                """), "release it on the path that leaves without", true);
    }

    /** Put where the lock was taken: the end of the thread says little. A return that breaks a promise says it all. */
    @Override
    public List<Symptom> symptoms(Case c) {
        List<Symptom> out = new ArrayList<>(errors(c));
        Set<String> blamed = out.stream().map(Symptom::function).collect(Collectors.toSet());
        Returns.differing(card().id(), c).stream().filter(s -> !blamed.contains(s.function())).forEach(out::add);
        return out;
    }

    private List<Symptom> errors(Case c) {
        return super.symptoms(c).stream().map(s -> {
            if (!s.violation().fatal()) {
                boolean held = s.finding().message().contains("returns with ");
                return s.saying(Case.said(s.violation()) + (held ? "; release it before" : "; every return has to hold it, or the annotation says too much"));
            }
            Spot taken = acquisition(s, c);
            return taken == null ? s : new Symptom(new org.holdfast.engine.rule.Finding(card().id(), List.of(), s.finding().severity(), s.finding().message(),
                    taken.range(), s.finding().related(), s.finding().trace(), List.of(), s.violation()), s.violation(), taken.statement().function(),
                    taken.statement().text(), true);
        }).toList();
    }

    /** The last acquisition of the thread whose lock it still holds. */
    private static Spot acquisition(Symptom s, Case c) {
        return Witness.of(s, c).map(w -> w.trace().steps().reversed().stream()
                .filter(e -> e.thread() == w.column() && e.step() instanceof Step.Acquire && still(w, e, c)).map(e -> c.spot(e.site())).findFirst().orElse(null))
                .orElse(null);
    }

    private static boolean still(Witness w, Event acquired, Case c) {
        Event last = w.trace().steps().reversed().stream().filter(e -> e.thread() == acquired.thread()).findFirst().orElse(acquired);
        return last.held().contains(Locks.lockClass(acquired, c));
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        List<Repair> out = new ArrayList<>();
        Spot taken = isOwn(symptom) ? acquisition(symptom, c) : null;
        if (taken == null || taken.call() == null) {
            return out;
        }
        Outline outline = c.outline();
        Proposals p = new Proposals(Cause.of(symptom));
        Call call = taken.call();
        String lock = call.effects().acquires().isEmpty() ? "" : call.effects().acquires().getFirst();
        String release = new Sections(outline).callThat(false, lock, taken.statement().function()).orElseGet(() -> Sections.release(call));
        List<Change> everywhere = new ArrayList<>();
        for (Statement s : outline.in(taken.statement().function())) {
            boolean leaves = s.form() == Form.RETURN || s.form() == Form.JUMP && s.text().startsWith("goto");
            if (leaves && s.range().offset() > taken.range().offset()) {
                p.insert("Release `" + lock + "` before `" + Outline.brief(s) + "`", s, false, release);
                if (outline.before(s).stream().noneMatch(b -> Sections.closes(b).contains(lock))) {
                    everywhere.add(new Change.Insert(s.number(), false, release));
                }
            }
        }
        if (everywhere.size() > 1) {
            p.add(Repair.Cost.INSERT, "Release `" + lock + "` on every way out", everywhere);
        }
        List<Statement> rest = outline.after(taken.statement());
        if (!rest.isEmpty() && rest.getLast().form() != Form.RETURN) {
            p.insert("Release `" + lock + "` at the end", rest.getLast(), true, release);
        }
        guard(taken, lock, p, outline);
        out.addAll(p.list());
        return out;
    }

    /** The section ends with the block, whichever way that is left. */
    private static void guard(Spot taken, String lock, Proposals p, Outline outline) {
        String name = GUARDS.get(taken.call().function());
        Statement s = taken.statement();
        if (name == null || s.form() != Form.EXPRESSION || !outline.inBlock(s) || s.calls().size() != 1) {
            return;
        }
        List<Change> changes = new ArrayList<>(List.of(new Change.Replace(s.range(), "guard(" + name + ")(" + lock + ");")));
        for (Statement x : outline.in(s.function())) {
            if (x.form() == Form.EXPRESSION && Sections.closes(x).contains(lock)) {
                if (!outline.inBlock(x)) {
                    return;
                }
                changes.add(new Change.Delete(x.number()));
            }
        }
        p.add(Repair.Cost.PAIR, "Hold `" + lock + "` by a guard: `guard(" + name + ")(" + lock + ")`", changes);
    }
}
