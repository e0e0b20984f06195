package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.explore.Violation.Related;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Protect;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Sections;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rule.Witness;

/** Access to freed memory. Its own repairs concern the free: later, or after the pointer is cleared. */
final class UseAfterFree extends Observed {
    private static final Pattern UNLINKS = Pattern.compile("(h?list|llist|hlist_bl)_(del|move|splice|replace|cut)\\w*|rb_erase\\w*|xa_erase\\w*|idr_remove");

    UseAfterFree() {
        super(new Card("use-after-free", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE, "Freed memory is accessed", """
                The witness shows who freed the object and who still used it. Where the cause can be found (an order of puts, a late get, a check that went stale, a
                missing barrier), it is reported under that name, showing as `use-after-free`. Otherwise something has to hold the object across the
                window: a reference, a lock that the freeing side takes too, or a later free.""", """
                scenario "freed, then unlinked"

                struct item { struct list_head node; int value; };
                struct item *item;
                LIST_HEAD(items);

                init {
                	item = kzalloc(sizeof(*item), GFP_KERNEL);
                	list_add(&item->node, &items);
                }

                thread remover {
                	kfree(item);
                	list_del(&item->node);
                     // ^^^^^^^^^^^^^^^^^^^^^ use-after-free: of item after it was freed
                }
                """, "Free later: move `kfree(item)` after `list_del(&item->node)`", """
                scenario "freed, then unlinked"

                struct item { struct list_head node; int value; };
                struct item *item;
                LIST_HEAD(items);

                init {
                	item = kzalloc(sizeof(*item), GFP_KERNEL);
                	list_add(&item->node, &items);
                }

                thread remover {
                -	kfree(item);
                	list_del(&item->node);
                +	kfree(item);
                }
                """), "hold the object until the last use, or free it later", false);
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        List<Repair> out = new ArrayList<>();
        Witness.lifetime(symptom, c).ifPresent(w -> {
            for (Event e : w.backwards()) {
                for (Spot spot : w.path(e).reversed()) {
                    if (w.isFree(spot)) {
                        out.addAll(later(spot, symptom, w, c));
                    }
                }
            }
        });
        List<Repair> frees = new ArrayList<>(out.stream().distinct().limit(8).toList());
        Witness.lifetime(symptom, c).ifPresent(w -> {
            frees.addAll(excluded(symptom, w, c));
            frees.addAll(LifeCycle.repairs(w, Cause.of(symptom), c));
        });
        return frees;
    }

    /** Other uses by the same thread of what the same function of the same other thread freed. */
    @Override
    public boolean absorbs(Symptom own, Symptom other, Case c) {
        Violation a = own.violation();
        Violation b = other.violation();
        if (a == null || b == null) {
            return false;
        }
        Related free = freed(a);
        if (free == null) {
            return false;
        }
        if (b.rule().equals("held-lock-freed")) {
            return b.thread().equals(free.thread()) && c.place(b.site()).equals(c.place(free.site()))
                    && b.related().stream().anyMatch(r -> r.role().equals("acquired") && r.thread().equals(a.thread()));
        }
        Related second = freed(b);
        return b.rule().equals("use-after-free") && second != null && b.thread().equals(a.thread()) && second.thread().equals(free.thread())
                && c.place(second.site()).equals(c.place(free.site()));
    }

    private static Related freed(Violation v) {
        return v.related().stream().filter(r -> r.role().equals("freed")).findFirst().orElse(null);
    }

    /** The other side takes away under a lock that the victim holds: around its whole section, or the one statement. */
    private static List<Repair> excluded(Symptom symptom, Witness w, Case c) {
        List<Repair> out = new ArrayList<>();
        Event last = Case.last(w.trace(), w.violation().thread());
        if (last == null) {
            return out;
        }
        Set<Statement> seen = new HashSet<>();
        for (boolean unlinking : new boolean[] {true, false}) {
            for (Event e : w.backwards()) {
                for (Spot spot : e.thread() == w.column() ? List.<Spot>of() : w.path(e).reversed()) {
                    boolean takesAway = unlinking ? unlinks(spot) : spot.call() != null && !spot.call().effects().frees().isEmpty();
                    if (takesAway && c.outline().inBlock(spot.statement()) && seen.add(spot.statement())) {
                        last.held().reversed().stream().filter(lock -> !e.held().contains(lock))
                                .forEach(lock -> out.addAll(under(lock, spot, Cause.of(symptom), c)));
                    }
                }
            }
        }
        return out;
    }

    private static boolean unlinks(Spot spot) {
        return spot.call() != null && UNLINKS.matcher(spot.call().function()).matches() || spot.statement().text().matches("(?s).*=\\s*NULL\\s*;\\s*");
    }

    /** The outermost section the statement stands in as a whole, or the statement alone, under the lock. */
    private static List<Repair> under(String lock, Spot spot, Cause cause, Case c) {
        List<Sections.Section> around = new Sections(c.outline()).around(spot.statement());
        Protect protect = new Protect(c, cause);
        Set<String> pointers = Witness.pointers(spot);
        return around.isEmpty() ? protect.repairs(spot.statement(), spot.statement(), lock, pointers)
                : protect.repairs(around.getLast().open(), around.getLast().close(), lock, pointers);
    }

    private static List<Repair> later(Spot free, Symptom symptom, Witness w, Case c) {
        Proposals out = new Proposals(Cause.of(symptom));
        Outline outline = c.outline();
        List<Statement> following = outline.after(free.statement());
        List<Statement> order = new ArrayList<>(following);
        // Behind the statement that failed first, if it is one of these.
        order.sort(java.util.Comparator.comparing(s -> w.path().stream().noneMatch(p -> outline.isInside(p.statement(), s))));
        for (Statement s : order) {
            if (s.form() == Form.EXPRESSION || s.form() == Form.IF || s.form() == Form.LOOP) {
                out.move("Free later: move `%s` after `%s`".formatted(free.text(), Outline.brief(s)), free.statement(), s, true);
            }
        }
        return out.list();
    }
}
