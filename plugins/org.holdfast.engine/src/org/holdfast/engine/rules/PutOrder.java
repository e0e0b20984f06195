package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.explore.Violation.Related;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Sections;
import org.holdfast.engine.rule.Sections.Section;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rule.Witness;

/** A reference, completion or wake-up given away while a later step of the same thread still lives from it. */
final class PutOrder implements Rule {
    private static final Card CARD = new Card("put-order", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE,
            "A reference is dropped that keeps a later step of the same thread safe", """
            As long as a reference is held, whoever waits for its end does not go on. Who drops it (or completes, or wakes) lets the other side tear down whatever the
            reference kept alive, not only the object that was counted. Anything the thread still does with that has to come before. The put belongs after
            its last dependent step.""", """
            scenario "completes, then touches what the waiter frees"

            struct request { struct completion done; int status; };
            struct request *rq;

            init {
            	rq = kzalloc(sizeof(*rq), GFP_KERNEL);
            	init_completion(&rq->done);
            }

            thread interrupt in hardirq {
            	complete(&rq->done);
                 // ^^^^^^^^^^^^^^^^^^^ put-order: `rq->status = 1`
            	rq->status = 1;
            }

            thread submitter {
            	wait_for_completion(&rq->done);
            	kfree(rq);
            }
            """, "Move `complete(&rq->done)` after `rq->status = 1`", """
            scenario "completes, then touches what the waiter frees"

            struct request { struct completion done; int status; };
            struct request *rq;

            init {
            	rq = kzalloc(sizeof(*rq), GFP_KERNEL);
            	init_completion(&rq->done);
            }

            thread interrupt in hardirq {
            -	complete(&rq->done);
            	rq->status = 1;
            +	complete(&rq->done);
            }

            thread submitter {
            	wait_for_completion(&rq->done);
            	kfree(rq);
            }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    /** Statement {@code put} of {@code thread} comes before {@code dependent}, in one block. {@code spot}: the put itself, perhaps nested in the statement. */
    private record Early(Spot spot, Statement put, Statement dependent, int thread, List<Site.Frame> frames, int weight, List<Spot> path) {
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        List<Repair> out = new ArrayList<>();
        Witness.lifetime(symptom, c).ifPresent(w -> {
            for (Early early : candidates(w, c)) {
                out.addAll(reorder(early, w, c));
            }
            for (Early early : candidates(w, c)) {
                for (int level = early.path().size(); level > early.path().indexOf(early.spot()); level--) {
                    out.addAll(HoldLonger.repairs(early.path().subList(0, level), early.put(), early.dependent(), cause(early, w, c), c));
                }
            }
        });
        return out;
    }

    /** Every put in the run that others overtook, with each statement that still follows it: that of the failing step first, then those that give something away. */
    private static List<Early> candidates(Witness w, Case c) {
        Set<Early> out = new LinkedHashSet<>();
        for (Event e : w.backwards()) {
            if (e.blocked() || !concerns(e, w)) {
                continue;
            }
            boolean overtaken = w.overtaken(e);
            List<Spot> path = w.path(e);
            if (overtaken && e.thread() == w.column() && path.stream().anyMatch(w::isPut)) {
                // The put may be deep in a function, and what failed after the call of that.
                Spot put = path.reversed().stream().filter(w::isPut).findFirst().orElseThrow();
                c.outline().parting(path, w.path()).filter(p -> p.first().range().offset() < p.second().range().offset() && movable(p.second()))
                        .ifPresent(p -> out.add(new Early(put, p.first(), p.second(), e.thread(), c.outline().framesTo(e.site(), put), 0, path)));
            }
            for (Spot spot : path.reversed()) {
                if (gives(spot, e, w)) {
                    for (Statement put : c.outline().ancestors(spot.statement())) {
                        if (!overtaken && !freesIn(put, e.thread(), w, c)) {
                            continue;
                        }
                        for (Statement later : c.outline().after(put)) {
                            if (movable(later)) {
                                out.add(new Early(spot, put, later, e.thread(), c.outline().framesTo(e.site(), spot), weight(later, w, e, c), path));
                            }
                        }
                    }
                }
            }
        }
        return out.stream().sorted(Comparator.comparingInt(Early::weight)).limit(16).toList();
    }

    /**
     * Where memory is used that is gone, the step to come was the one that failed, or one that queued the callback that failed; where something is torn down
     * too early, it is still to come in another thread.
     */
    private static boolean concerns(Event e, Witness w) {
        return e.thread() == w.column() || w.isCallback() || !w.violation().rule().equals("use-after-free");
    }

    /** Whether the put was the last: the thread that failed freed the object itself, inside of {@code put}. */
    private static boolean freesIn(Statement put, int thread, Witness w, Case c) {
        return thread == w.column() && w.freed().filter(f -> f.thread().equals(w.violation().thread())).stream()
                .flatMap(f -> c.path(f.site()).stream()).anyMatch(s -> c.outline().isInside(s.statement(), put));
    }

    private static boolean gives(Spot spot, Event e, Witness w) {
        return w.isPut(spot) || e.step() instanceof Step.Defer && spot.call() != null;
    }

    private static boolean movable(Statement s) {
        return switch (s.form()) {
            case RETURN, JUMP, LABEL, DECLARATION, EMPTY, GUARD -> false;
            default -> true;
        };
    }

    private static int weight(Statement later, Witness w, Event put, Case c) {
        if (put.thread() == w.column() && w.path().stream().anyMatch(s -> c.outline().isInside(s.statement(), later))) {
            return 0;
        }
        return c.outline().calls(later, x -> !x.effects().puts().isEmpty() || !x.effects().frees().isEmpty()) ? 1 : 2;
    }

    /** The dependent step goes before the section the put stands in, or the put after the dependent step. */
    private static List<Repair> reorder(Early early, Witness w, Case c) {
        Proposals out = new Proposals(cause(early, w, c));
        String dependent = "`" + Outline.brief(early.dependent()) + "`";
        for (Section section : new Sections(c.outline()).around(early.put())) {
            if (section.close().range().offset() < early.dependent().range().offset() && section.open().parent() == early.dependent().parent()) {
                return out.move("Put " + dependent + " before `" + early.spot().text() + "`", early.dependent(), section.open(), false).list();
            }
        }
        String put = "`" + (early.put() == early.spot().statement() ? early.spot().text() : Outline.brief(early.put())) + "`";
        return out.move("Move " + put + " after " + dependent, early.put(), early.dependent(), true).list();
    }

    private static Cause cause(Early early, Witness w, Case c) {
        String thread = w.trace().threads().get(early.thread());
        Statement d = early.dependent();
        String other = w.column() >= 0 && w.column() != early.thread() ? w.violation().thread()
                : w.freed().map(Related::thread).filter(t -> !t.equals(thread)).orElse("another thread");
        String message = freesIn(early.put(), early.thread(), w, c)
                ? "`%s` may free what `%s` of %s still uses; put it after its last dependent step".formatted(early.spot().text(), Outline.brief(d), thread)
                : "`%s` gives away what keeps `%s` safe: once it is gone %s goes on, while %s still has that to do; put it after its last dependent step"
                        .formatted(early.spot().text(), Outline.brief(d), other, thread);
        return new Cause(CARD.id(), message, early.spot().range(),
                List.of(new Related("still to come", thread, new Site(d.range(), d.text(), d.number(), early.frames()))));
    }

    /**
     * Certain without a repair where the thread's own put of the very object that failed came before, or where what it gave away ended the wait of the
     * thread that then freed.
     */
    @Override
    public Optional<Cause> explain(Symptom symptom, Case c) {
        return Witness.lifetime(symptom, c).flatMap(w -> {
            List<Event> steps = w.trace().steps();
            Event failing = steps.isEmpty() ? null : steps.getLast();
            if (failing == null || failing.thread() != w.column() || w.path().stream().anyMatch(w::isPut)) {
                return Optional.empty(); // a put too many is no matter of order
            }
            if (symptom.finding().rule().equals("cache-in-use")) {
                return stillToCome(w, c);
            }
            for (Event e : w.backwards()) {
                if (e.thread() != w.column() || !w.overtaken(e)) {
                    continue;
                }
                if (w.path(e).isEmpty() || !w.isPut(w.path(e).getLast())) {
                    continue;
                }
                for (Spot spot : w.path(e).reversed()) {
                    boolean own = e.object() >= 0 && e.object() == failing.object() && !e.note().isEmpty();
                    if (w.isPut(spot) && (own || endsWait(e, w))) {
                        // In a loop, or two calls of one function, the step may stand before the put.
                        Optional<Outline.Pair> parting = c.outline().parting(w.path(e), w.path())
                                .filter(p -> p.first().range().offset() < p.second().range().offset());
                        if (parting.isPresent()) {
                            return Optional.of(cause(new Early(spot, parting.get().first(), parting.get().second(), e.thread(),
                                    c.outline().framesTo(e.site(), spot), 0, w.path(e)), w, c));
                        }
                    }
                }
            }
            return Optional.empty();
        });
    }

    /** The thread that failed came out of a wait by a put after which its thread still has to give something back. */
    private static Optional<Cause> stillToCome(Witness w, Case c) {
        for (Early early : candidates(w, c)) {
            boolean givesBack = c.outline().calls(early.dependent(), x -> !x.effects().puts().isEmpty() || !x.effects().frees().isEmpty());
            if (early.thread() != w.column() && givesBack && w.isPut(early.spot()) && w.backwards().stream()
                    .anyMatch(e -> e.thread() == early.thread() && w.path(e).contains(early.spot()) && waitEnds(e, w.column(), w))) {
                return Optional.of(cause(early, w, c));
            }
        }
        return Optional.empty();
    }

    private static boolean waitEnds(Event e, int column, Witness w) {
        List<Event> steps = w.trace().steps();
        return steps.subList(steps.indexOf(e) + 1, steps.size()).stream().filter(x -> x.thread() == column && !x.blocked())
                .anyMatch(x -> w.path(x).stream().anyMatch(s -> s.call() != null && s.call().effects().waits()));
    }

    /** Whether, after {@code e}, the thread that freed first came out of a wait. */
    private static boolean endsWait(Event e, Witness w) {
        String freer = w.freed().map(Related::thread).orElse("");
        return !freer.equals(w.violation().thread()) && waitEnds(e, Case.column(w.trace(), freer), w);
    }
}
