package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Sections;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rule.Witness;

/** Names the cause of a use after free: a pointer or list still led to the object when it was freed, and is cleared only after that. */
final class StalePointer implements Rule {
    private static final Card CARD = new Card("stale-pointer", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE,
            "An object is freed while a shared pointer still leads to it", """
            Who looks the object up finds it as long as the pointer or the list entry is there, so that has to go first, under the lock that lookups take; then the object
            can be freed. The other way round there is a moment in which a lookup returns freed memory.""", """
            scenario "freed, then forgotten"

            struct session { int state; };
            struct session *session;
            DEFINE_SPINLOCK(lock);

            init { session = kzalloc(sizeof(*session), GFP_KERNEL); }

            thread user {
            	spin_lock(&lock);
            	if (session)
            		session->state = 1;
            	spin_unlock(&lock);
            }

            thread closer {
            	kfree(session);
                 // ^^^^^^^^^^^^^^ stale-pointer: is freed while `session = NULL` is still to come
            	spin_lock(&lock);
            	session = NULL;
            	spin_unlock(&lock);
            }
            """, "", """
            scenario "forgotten, then freed"

            struct session { int state; };
            struct session *session;
            DEFINE_SPINLOCK(lock);

            init { session = kzalloc(sizeof(*session), GFP_KERNEL); }

            thread user {
            	spin_lock(&lock);
            	if (session)
            		session->state = 1;
            	spin_unlock(&lock);
            }

            thread closer {
            	struct session *old;

            	spin_lock(&lock);
            	old = session;
            	session = NULL;
            	spin_unlock(&lock);
            	kfree(old);
            }
            """);
    private static final Pattern UNLINKS = Pattern.compile("(h?list|llist|hlist_bl)_del\\w*|rb_erase\\w*|xa_erase\\w*|idr_remove");

    @Override
    public Card card() {
        return CARD;
    }

    /** What is freed, and the statement after it that takes away the last way there. */
    private record Way(Spot free, Statement cleared) {
    }

    private static List<Way> ways(Symptom s, Case c) {
        Witness w = Witness.lifetime(s, c).orElse(null);
        Set<Way> out = new LinkedHashSet<>();
        if (w == null || !s.finding().rule().equals("use-after-free") || w.freed().isEmpty() || w.freed().get().thread().equals(s.violation().thread())) {
            return List.of();
        }
        for (Event e : w.backwards()) {
            for (Spot spot : w.thread(e).equals(w.freed().get().thread()) ? w.path(e).reversed() : List.<Spot>of()) {
                Set<String> pointers = w.isFree(spot) && e.note().equals("freed") ? Witness.pointers(spot) : Set.of();
                for (Statement after : pointers.isEmpty() ? List.<Statement>of() : c.outline().after(spot.statement())) {
                    c.outline().tree(after).stream().filter(x -> clears(x, pointers)).findFirst().ifPresent(x -> out.add(new Way(spot, after)));
                }
            }
        }
        return List.copyOf(out);
    }

    private static boolean clears(Statement s, Set<String> pointers) {
        boolean unlinks = s.calls().stream().anyMatch(x -> UNLINKS.matcher(x.function()).matches()) && Witness.mentions(s.text(), pointers);
        return unlinks || pointers.stream().anyMatch(p -> s.text().matches("(?s)\\s*" + Pattern.quote(p) + "\\s*=\\s*NULL\\s*;?\\s*")
                || s.text().matches("(?s)\\s*(WRITE_ONCE|rcu_assign_pointer|RCU_INIT_POINTER)\\(" + Pattern.quote(p) + ",\\s*NULL\\);?\\s*"));
    }

    private static Cause cause(Way way) {
        return new Cause(CARD.id(), "what `%s` leads to is freed while `%s` is still to come, so that others find freed memory; unlink or clear first, under the lock of those who look"
                .formatted(way.free().text(), Outline.brief(way.cleared())), way.free().range());
    }

    /** Without a mend only where the free itself names the shared pointer that is cleared after it: moving the free would then free nothing. */
    @Override
    public java.util.Optional<Cause> explain(Symptom symptom, Case c) {
        return ways(symptom, c).stream().filter(w -> clears(w.cleared(), Witness.pointers(w.free())) && w.cleared().text().contains("NULL")).findFirst().map(StalePointer::cause);
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        List<Repair> out = new ArrayList<>();
        for (Way way : ways(symptom, c)) {
            Proposals p = new Proposals(cause(way));
            List<Sections.Section> around = new Sections(c.outline()).around(way.cleared());
            Statement end = around.isEmpty() || around.getLast().close() == null ? way.cleared() : around.getLast().close();
            p.move("Unlink first: move `%s` after `%s`".formatted(way.free().text(), Outline.brief(end)), way.free().statement(), end, true);
            out.addAll(p.list());
        }
        out.addAll(ClearFirst.of(CARD.id(), symptom, c));
        return out;
    }
}
