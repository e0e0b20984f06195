package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Sections;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rule.Witness;

/** The lock that guards a list is released inside a walk of it, and the walk goes on. */
final class LockDropped extends Observed {
    private static final Set<String> HARM = Set.of("use-after-free", "list-corruption", "bad-pointer", "null-dereference", "livelock", "double-free",
            "refcount-underflow", "get-on-zero", "held-lock-freed");

    LockDropped() {
        super(new Card("lock-dropped-in-iteration", Card.Group.LOCKING, Severity.ERROR, Card.Evidence.BOTH,
                "The lock of a list is released inside a walk of it, and the walk goes on", """
                While the lock is released anybody may unlink and free the entry the walk stands on, or (with the `_safe` walk) the one it has noted as the next. Taking the
                lock again does not bring it back. Move the entries to a private list and handle them after the loop, restart the walk after each drop, or
                hold a reference on the current entry that keeps it on the list.""", """
                scenario "cleans up between two entries"

                struct target { struct list_head list; int enabled; };
                struct target *first;
                LIST_HEAD(targets);
                DEFINE_SPINLOCK(lock);

                init {
                	first = kzalloc(sizeof(*first), GFP_KERNEL);
                	list_add(&first->list, &targets);
                }

                thread event {
                	struct target *nt;

                	spin_lock(&lock);
                	list_for_each_entry(nt, &targets, list) {
                     // ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ lock-dropped-in-iteration: `lock`
                		spin_unlock(&lock);
                		nt->enabled = 0;
                		spin_lock(&lock);
                	}
                	spin_unlock(&lock);
                }

                thread drop {
                	spin_lock(&lock);
                	list_del(&first->list);
                	spin_unlock(&lock);
                	kfree(first);
                }
                """, "Keep `&lock` over the whole walk", """
                scenario "cleans up between two entries"

                struct target { struct list_head list; int enabled; };
                struct target *first;
                LIST_HEAD(targets);
                DEFINE_SPINLOCK(lock);

                init {
                	first = kzalloc(sizeof(*first), GFP_KERNEL);
                	list_add(&first->list, &targets);
                }

                thread event {
                	struct target *nt;

                	spin_lock(&lock);
                	list_for_each_entry(nt, &targets, list) {
                -		spin_unlock(&lock);
                		nt->enabled = 0;
                -		spin_lock(&lock);
                	}
                	spin_unlock(&lock);
                }

                thread drop {
                	spin_lock(&lock);
                	list_del(&first->list);
                	spin_unlock(&lock);
                	kfree(first);
                }
                """), "", true);
    }

    /** One for each walk, on its head, however many places in it drop the lock. */
    @Override
    public List<Symptom> symptoms(Case c) {
        List<Symptom> out = new ArrayList<>();
        for (Symptom s : super.symptoms(c)) {
            Statement walk = walk(c.path(s.violation().site()), c);
            String lock = walk == null ? null : Witness.of(s, c).map(w -> dropped(walk, w, c)).orElse(null);
            if (lock != null && !guards(s, lock, c) || walk != null && isPinned(walk, c)) {
                continue;
            }
            Finding f = s.finding();
            Symptom placed = walk == null ? s : new Symptom(new Finding(f.rule(), List.of(), f.severity(), cause(walk, lock, s.violation().thread()).message(),
                    Outline.headRange(walk), f.related(), f.trace(), List.of(), f.witness()), s.violation(), walk.function(), Outline.head(walk), true);
            if (out.stream().noneMatch(o -> o.key().equals(placed.key()))) {
                out.add(placed);
            }
        }
        return out;
    }

    /**
     * Whether a reference is taken in the walk before the lock is dropped, in a way the exploration does not know for one ({@code atomic_inc()}), and the
     * whole exploration shows no harm to the walker.
     */
    private static boolean isPinned(Statement walk, Case c) {
        boolean harmless = c.result().complete() && c.result().violations().stream().noneMatch(v -> HARM.contains(v.rule()) && isAround(walk, v, c));
        if (!harmless) {
            return false;
        }
        boolean pinned = false;
        for (Statement s : c.outline().tree(walk)) {
            boolean gets = s.calls().stream().anyMatch(x -> !x.effects().gets().isEmpty() || x.function().matches("atomic(_long|64)?_(inc|add|fetch_inc)\\w*"));
            if (pinned && !Sections.closes(s).isEmpty()) {
                return true;
            }
            pinned |= gets;
        }
        return false;
    }

    private static boolean isAround(Statement walk, Violation v, Case c) {
        return c.path(v.site()).stream().anyMatch(s -> c.outline().isInside(s.statement(), walk))
                || v.related().stream().anyMatch(r -> r.role().equals("acquired") && c.path(r.site()).stream().anyMatch(s -> c.outline().isInside(s.statement(), walk)));
    }

    private Cause cause(Statement walk, String lock, String thread) {
        return new Cause(card().id(), ("%s is released inside the walk `%s` of %s, which then goes on; move the entries to a private list and handle them after the "
                + "loop, or restart the walk").formatted(lock == null ? "the lock" : "`" + lock + "`", Outline.brief(Outline.head(walk)), thread),
                Outline.headRange(walk));
    }

    /** Whether the lock may guard the list: it does, or nothing is declared to. The violation's subject is the list's head. */
    private static boolean guards(Symptom s, String lock, Case c) {
        List<String> declared = Locks.guards(s.violation().subject(), c);
        return declared.isEmpty() || declared.contains(Case.withoutSubclass(lock));
    }

    /** The class of the lock, taken before the walk, that the thread last released inside it; null if there is none. */
    private static String dropped(Statement walk, Witness w, Case c) {
        return w.trace().steps().reversed().stream()
                .filter(e -> e.thread() == w.column() && e.step() instanceof Step.Release && isIn(walk, e, w, c) && takenBefore(e, walk, w, c)).findFirst()
                .map(e -> acquired(e, w)).map(e -> Locks.lockClass(e, c)).orElse(null);
    }

    /** The innermost walk that leads to the site. */
    private static Statement walk(List<Spot> path, Case c) {
        for (Spot spot : path.reversed()) {
            for (Statement s : c.outline().ancestors(spot.statement())) {
                if (Witness.isWalk(s)) {
                    return s;
                }
            }
        }
        return null;
    }

    /** Harm done to the walker while it was in that walk, or on what it had picked from it. */
    @Override
    public boolean absorbs(Symptom own, Symptom other, Case c) {
        if (!HARM.contains(other.finding().rule()) || other.violation() == null) {
            return false;
        }
        Statement walk = walk(c.path(own.violation().site()), c);
        return walk != null && isAround(walk, other.violation(), c);
    }

    /** A cursor that was pinned, but not on the list: the walk itself fails after a lock was dropped in it. */
    @Override
    public Optional<Cause> explain(Symptom symptom, Case c) {
        if (!HARM.contains(symptom.finding().rule())) {
            return Optional.empty();
        }
        return Witness.of(symptom, c).flatMap(w -> {
            List<Spot> path = w.path();
            if (path.isEmpty() || !Witness.isWalk(path.getLast().statement())) {
                return Optional.empty();
            }
            Statement walk = path.getLast().statement();
            String lock = dropped(walk, w, c);
            return lock == null ? Optional.empty() : Optional.of(cause(walk, lock, w.violation().thread()));
        });
    }

    private static boolean isIn(Statement walk, Event e, Witness w, Case c) {
        return w.path(e).stream().anyMatch(s -> s.statement() != walk && c.outline().isInside(s.statement(), walk));
    }

    /** Whether the lock that {@code release} gives up was taken before the walk began: one taken and released for an entry does not guard the list. */
    private static boolean takenBefore(Event release, Statement walk, Witness w, Case c) {
        Event first = w.trace().steps().stream().filter(e -> acquires(e, release)).findFirst().orElse(null);
        return first != null && !isIn(walk, first, w, c);
    }

    private static boolean acquires(Event e, Event release) {
        return e.thread() == release.thread() && e.step() instanceof Step.Acquire && e.object() == release.object() && e.subject().equals(release.subject());
    }

    /** The first acquisition of what {@code release} gives up. */
    private static Event acquired(Event release, Witness w) {
        return w.trace().steps().stream().filter(e -> acquires(e, release)).findFirst().orElseThrow();
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        Statement walk = isOwn(symptom) ? walk(c.path(symptom.violation().site()), c) : null;
        if (walk == null) {
            return List.of();
        }
        List<Repair> out = new ArrayList<>();
        out.addAll(keep(walk, symptom, c));
        PrivateList.of(c, Cause.of(symptom), walk).ifPresent(p -> out.addAll(p.dropped()));
        out.addAll(restart(walk, symptom, c)); // mends the walk, seldom what is done to the entry meanwhile
        return out;
    }

    /** The body runs with the lock held: right where nothing in it sleeps or takes the lock. */
    private static List<Repair> keep(Statement walk, Symptom symptom, Case c) {
        Proposals out = new Proposals(Cause.of(symptom));
        for (Statement release : c.outline().tree(walk)) {
            for (String lock : Sections.closes(release)) {
                c.outline().after(release).stream().takeWhile(s -> s.calls().stream().noneMatch(x -> x.effects().sleeps() && isSpinning(release)))
                        .filter(s -> Sections.opens(s).contains(lock)).findFirst()
                        .ifPresent(again -> out.add(Repair.Cost.INSERT, "Keep `" + lock + "` over the whole walk",
                                List.of(new Change.Delete(release.number()), new Change.Delete(again.number()))));
            }
        }
        return out.list();
    }

    private static boolean isSpinning(Statement release) {
        return release.calls().stream().anyMatch(x -> x.function().matches("(raw_)?(spin|read|write)_unlock.*"));
    }

    /**
     * Begins the walk anew after each drop of the lock: right where what is done to an entry keeps the walk from choosing it again.
     */
    private static List<Repair> restart(Statement walk, Symptom symptom, Case c) {
        Proposals out = new Proposals(Cause.of(symptom));
        Outline outline = c.outline();
        for (Statement release : outline.tree(walk)) {
            for (String lock : Sections.closes(release)) {
                Statement again = outline.after(release).stream().filter(s -> Sections.opens(s).contains(lock)).findFirst().orElse(null);
                if (again != null && outline.inBlock(walk) && outline.in(walk.function()).stream().noneMatch(s -> s.text().startsWith("restart:"))) {
                    out.add(Repair.Cost.PAIR, "Restart the walk after `" + Outline.brief(again) + "`",
                            List.of(new Change.Insert(walk.number(), false, "restart:"), new Change.Insert(again.number(), true, "goto restart;")));
                }
            }
        }
        return out.list();
    }
}
