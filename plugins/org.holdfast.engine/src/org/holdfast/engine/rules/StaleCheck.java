package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.explore.Violation.Related;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Protect;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Sections;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rule.Witness;

/** A check whose answer no longer holds when it is acted on. */
final class StaleCheck implements Rule {
    private static final Card CARD = new Card("stale-check", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE,
            "A check is acted on after what it checked may have changed", """
            A pointer or flag was tested, under a lock that was then released or under none, and the branch that relies on the answer runs later. In between another
            thread can free the object or change the state. The lock has to cover the check and the use; where that would be too long, the check has
            to end with something that lasts, such as a reference.""", """
            scenario "the lock covers the check, not the use"

            struct group { int users; };
            struct group *group;
            DEFINE_SPINLOCK(lock);

            init { group = kzalloc(sizeof(*group), GFP_KERNEL); }

            thread user {
            	struct group *g;

            	spin_lock(&lock);
            	g = group;
            	spin_unlock(&lock);
            	if (g)
                 // ^^^^^^ stale-check: `if (g)`
            		g->users = 1;
            }

            thread closer {
            	struct group *g;

            	spin_lock(&lock);
            	g = group;
            	group = NULL;
            	spin_unlock(&lock);
            	kfree(g);
            }
            """, "Hold the lock until the last use: move `spin_unlock(&lock)` after `if (g)`", """
            scenario "the lock covers the check, not the use"

            struct group { int users; };
            struct group *group;
            DEFINE_SPINLOCK(lock);

            init { group = kzalloc(sizeof(*group), GFP_KERNEL); }

            thread user {
            	struct group *g;

            	spin_lock(&lock);
            	g = group;
            -	spin_unlock(&lock);
            	if (g)
            		g->users = 1;
            +	spin_unlock(&lock);
            }

            thread closer {
            	struct group *g;

            	spin_lock(&lock);
            	g = group;
            	group = NULL;
            	spin_unlock(&lock);
            	kfree(g);
            }
            """);

    private static final Set<String> STALE = Set.of("use-after-free", "null-dereference", "bad-pointer", "double-free");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public Optional<Cause> explain(Symptom symptom, Case c) {
        if (symptom.finding().rule().equals("held-lock-freed")) {
            return holder(symptom, c);
        }
        // Only where somebody else changed the state: what a thread frees itself is no matter of checking.
        return Witness.lifetime(symptom, c).filter(w -> STALE.contains(symptom.finding().rule())).filter(w -> w.column() >= 0 && w.trace().steps().stream().anyMatch(e -> e.thread() != w.column()))
                .filter(w -> w.freed().map(Related::thread).filter(t -> t.equals(w.violation().thread())).isEmpty())
                .flatMap(w -> w.check().filter(check -> !covered(check, w, c)).map(check -> cause(check, w)));
    }

    /** What a lock is freed under was reached by a check that was out of date when its holder took it: the same cause, met from the other side. */
    private static Optional<Cause> holder(Symptom symptom, Case c) {
        return Witness.lifetime(symptom, c).flatMap(w -> w.violation().related().stream()
                .filter(r -> r.role().equals("acquired") && !r.thread().equals(w.violation().thread())).findFirst()
                .flatMap(r -> w.check(c.path(r.site())).map(check -> new Cause(CARD.id(),
                        "`%s` is checked, but by the time %s holds its lock %s may be freeing it; take a reference where the pointer is checked"
                                .formatted(Outline.brief(Outline.head(check)), r.thread(), w.violation().thread()), Outline.headRange(check)))));
    }

    /** Whether the thread kept a lock from the check to the failing step: then the state is wrong, not the check out of date. */
    private static boolean covered(Statement check, Witness w, Case c) {
        // A check of locals is no step of its own: where they come from stands for it.
        Statement source = c.outline().in(check.function()).stream()
                .filter(s -> s.number() < check.number() && s.writes().stream().anyMatch(check.reads()::contains)).reduce((a, b) -> b).orElse(null);
        for (Event e : w.backwards()) {
            if (e.thread() != w.column()) {
                continue;
            }
            if (e.step() instanceof Step.Release || e.step() instanceof Step.ReadUnlock) {
                return false;
            }
            if (w.path(e).stream().anyMatch(s -> s.statement() == check || s.statement() == source)) {
                return !e.held().isEmpty();
            }
        }
        return false;
    }

    private static Cause cause(Statement check, Witness w) {
        String other = w.freed().map(Related::thread).orElse("another thread");
        Spot use = w.path().getLast();
        return new Cause(CARD.id(), "`%s` is checked, but before %s gets to `%s` %s can change it; keep the lock from the check to the last use, or take a reference there"
                .formatted(Outline.brief(Outline.head(check)), w.violation().thread(), use.text(), other), Outline.headRange(check));
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        List<Repair> out = new ArrayList<>();
        Witness.lifetime(symptom, c).filter(w -> STALE.contains(symptom.finding().rule()) && w.column() >= 0 && !w.path().isEmpty()).ifPresent(w -> {
            // With no check in sight the same edits mend a plain use after free, and are called so.
            Cause cause = explain(symptom, c).orElse(Cause.of(symptom));
            out.addAll(widen(w, cause, c));
            out.addAll(cover(w, cause, c));
        });
        return out;
    }

    /** A release of this thread moves behind the last use of the pointer, with releases on the ways out between. */
    private static List<Repair> widen(Witness w, Cause cause, Case c) {
        Proposals out = new Proposals(cause);
        Outline outline = c.outline();
        List<Spot> use = w.path();
        for (Event e : w.backwards()) {
            boolean release = e.step() instanceof Step.Release || e.step() instanceof Step.ReadUnlock;
            if (e.thread() != w.column() || !release) {
                continue;
            }
            outline.parting(w.path(e), use).filter(p -> p.first().range().offset() < p.second().range().offset() && !Sections.closes(p.first()).isEmpty() && p.first().calls().stream().allMatch(Call::library))
                    .ifPresent(p -> {
                Statement last = lastUse(p.second(), use, outline);
                String title = "Hold the lock until the last use: move `%s` after `%s`".formatted(Outline.brief(p.first()), Outline.brief(Outline.head(last)));
                out.move(title, p.first(), last, true);
                List<Change> changes = new ArrayList<>(List.of(new Change.Move(p.first().number(), last.number(), true)));
                for (Statement between : outline.after(p.first())) {
                    if (between.range().offset() >= last.range().end()) {
                        break;
                    }
                    outline.tree(between).stream().filter(s -> s.form() == Form.RETURN || s.form() == Form.JUMP && s.text().startsWith("goto"))
                            .forEach(s -> changes.add(new Change.Insert(s.number(), false, Outline.code(p.first()))));
                }
                if (changes.size() > 1) {
                    out.add(Repair.Cost.EXTEND, title, changes);
                }
            });
        }
        return out.list();
    }

    /** The last statement from {@code from} on, in its block, that still mentions what the failing step went through. */
    private static Statement lastUse(Statement from, List<Spot> use, Outline outline) {
        Set<String> pointers = new LinkedHashSet<>();
        use.stream().filter(s -> outline.isInside(s.statement(), from)).forEach(s -> pointers.addAll(Witness.pointers(s)));
        Statement last = from;
        for (Statement s : outline.after(from)) {
            if (s.form() != Form.RETURN && outline.tree(s).stream().anyMatch(x -> Witness.mentions(x.text(), pointers))) {
                last = s;
            }
        }
        return last;
    }

    /** Check and use come under a lock that the other side holds, or into a reader section. */
    private static List<Repair> cover(Witness w, Cause cause, Case c) {
        List<Repair> out = new ArrayList<>();
        Set<String> locks = new LinkedHashSet<>();
        w.backwards().stream().filter(e -> e.thread() != w.column()).forEach(e -> locks.addAll(e.held()));
        Map<Statement, Statement> regions = regions(w, c);
        Protect protect = new Protect(c, cause, w);
        boolean waitsForReaders = w.freed().filter(f -> w.isCallback(f.thread()) || c.outline().in(c.place(f.site())).stream().flatMap(s -> s.calls().stream())
                .anyMatch(x -> x.function().startsWith("synchronize_"))).isPresent();
        regions.forEach((first, last) -> {
            for (String lock : locks) {
                if (!lock.startsWith(w.violation().subject() + ".")) { // a lock in what is gone helps nobody
                    out.addAll(protect.repairs(first, last, lock, Witness.pointers(w.path().getLast())));
                }
            }
            if (waitsForReaders) {
                out.addAll(protect.section("Read inside an RCU reader section", first, last, "rcu_read_lock();", "rcu_read_unlock();"));
            }
        });
        return out;
    }

    /** From the statement that reads the pointer (or the check) to its last use, in a block of each level. */
    private static Map<Statement, Statement> regions(Witness w, Case c) {
        Map<Statement, Statement> out = new LinkedHashMap<>();
        Outline outline = c.outline();
        for (Spot spot : w.path().reversed()) {
            Set<String> pointers = Witness.pointers(spot);
            Statement first = outline.ancestors(spot.statement()).stream().filter(outline::inBlock).findFirst().orElse(null);
            if (first == null) {
                continue;
            }
            Statement use = first;
            for (Statement before : outline.before(first)) {
                if (before.form() == Form.EXPRESSION && before.writes().stream().anyMatch(pointers::contains)
                        || before.form() == Form.IF && Witness.mentions(Outline.head(before), pointers)) {
                    first = before;
                }
            }
            out.put(first, lastUse(use, List.of(spot), outline));
            // Only a check around it: the branch as a whole.
            outline.ancestors(spot.statement()).stream().filter(s -> s.form() == Form.IF && outline.inBlock(s)).findFirst().ifPresent(s -> out.put(s, s));
        }
        return out;
    }
}
