package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.program.Source.Form;
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
    private static final Pattern ARGUMENTS = Pattern.compile("^\\s*\\w*for_each\\w*\\s*\\(([^;{]*?)\\)\\s*(?:\\{|$)", Pattern.DOTALL | Pattern.MULTILINE);

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
        out.addAll(collect(walk, symptom, c));
        return out;
    }

    /** The body runs with the lock held: right where nothing in it sleeps or takes the lock. */
    private static List<Repair> keep(Statement walk, Symptom symptom, Case c) {
        Proposals out = new Proposals(Cause.of(symptom));
        for (Statement release : c.outline().tree(walk)) {
            for (String lock : Sections.closes(release)) {
                c.outline().after(release).stream().filter(s -> Sections.opens(s).contains(lock)).findFirst()
                        .ifPresent(again -> out.add(Repair.Cost.INSERT, "Keep `" + lock + "` over the whole walk",
                                List.of(new Change.Delete(release.number()), new Change.Delete(again.number()))));
            }
        }
        return out.list();
    }

    /** What is done with the lock released moves to a second walk, over a private list, after the section. */
    private static List<Repair> collect(Statement walk, Symptom symptom, Case c) {
        Outline outline = c.outline();
        Matcher m = ARGUMENTS.matcher(walk.text());
        String[] args = m.find() ? m.group(1).split(",") : new String[0];
        String name = walk.text().strip().replaceFirst("\\s*\\(.*", "").lines().findFirst().orElse("");
        boolean safe = name.equals("list_for_each_entry_safe");
        if (!safe && !name.equals("list_for_each_entry") || args.length != (safe ? 4 : 3) || !outline.inBlock(walk)) {
            return List.of();
        }
        String entry = args[0].strip();
        String member = args[args.length - 1].strip();
        Proposals out = new Proposals(Cause.of(symptom));
        for (Statement release : outline.tree(walk)) {
            for (String lock : Sections.closes(release)) {
                List<Statement> after = outline.after(release);
                Statement again = after.stream().filter(s -> Sections.opens(s).contains(lock)).findFirst().orElse(null);
                Statement close = new Sections(outline).closer(walk, lock).orElse(null);
                Statement body = outline.function(walk.function()).map(f -> outline.statement(f.body())).orElse(null);
                if (again == null || close == null || body == null || outline.children(body).isEmpty()) {
                    continue;
                }
                List<Statement> between = after.subList(0, after.indexOf(again));
                if (!between.stream().allMatch(x -> x.form() == Form.EXPRESSION)) {
                    continue;
                }
                String next = safe ? args[1].strip() : "next";
                String node = "&" + entry + "->" + member;
                boolean unlinked = outline.before(release).stream().flatMap(x -> x.calls().stream())
                        .anyMatch(x -> x.function().startsWith("list_del") && x.arguments().contains(node));
                boolean freed = between.stream().anyMatch(x -> x.calls().stream().anyMatch(y -> !y.effects().frees().isEmpty() || !y.effects().puts().isEmpty()));
                List<Change> changes = new ArrayList<>();
                Statement top = outline.children(body).stream().takeWhile(x -> x.form() == Form.DECLARATION).reduce((x, y) -> y).orElse(null);
                if (top == null) {
                    continue;
                }
                changes.add(new Change.Insert(top.number(), true, "LIST_HEAD(dropped);" + (safe ? "" : "\ntypeof(" + entry + ") next;")));
                if (!safe) {
                    changes.add(new Change.Replace(Outline.headRange(walk), "list_for_each_entry_safe(" + entry + ", next, " + args[1].strip() + ", " + member + ")"));
                }
                changes.add(new Change.Delete(release.number()));
                changes.add(new Change.Insert(again.number(), false, (unlinked ? "list_add_tail(" : "list_move_tail(") + node + ", &dropped);"));
                changes.add(new Change.Delete(again.number()));
                StringBuilder second = new StringBuilder("list_for_each_entry_safe(" + entry + ", " + next + ", &dropped, " + member + ") {");
                between.forEach(x -> changes.add(new Change.Delete(x.number())));
                between.forEach(x -> second.append("\n\t").append(Outline.code(x)));
                if (!unlinked && !freed) { // it was on the list before, and is to be there afterwards
                    second.append("\n\t").append(Outline.code(again)).append("\n\tlist_move_tail(").append(node).append(", ").append(args[args.length - 2].strip())
                            .append(");\n\t").append(Outline.code(release));
                }
                changes.add(new Change.Insert(close.number(), true, second + "\n}"));
                out.add(Repair.Cost.PAIR, "Collect the entries on a private list and handle them after the loop", changes);
            }
        }
        return out.list();
    }
}
