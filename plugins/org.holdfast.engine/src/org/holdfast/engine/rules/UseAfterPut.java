package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.explore.Violation.Related;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Sections;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/**
 * A thread drops the reference it took and goes on using the object. Whether somebody else's reference keeps it there is not asked: this thread has no right to rely on it.
 * Read off the text, one function at a time, and only where nothing else can be what protects the use.
 */
final class UseAfterPut implements Rule {
    private static final Card CARD = new Card("use-after-put", Card.Group.LIFETIME, Severity.WARNING, Card.Evidence.FLOW,
            "An object is used after the thread dropped its reference", """
            The reference that a function takes is what entitles it to use the object; with the put the right is gone, and the object may be too, if this was the last. In the
            scenario another reference may happen to keep it alive, in the kernel it need not. Put after the last use, or read what is needed before.""", """
            scenario "one look after the put"

            struct session { refcount_t ref; int state; };
            struct session *session;
            int last;

            void session_put(struct session *s)
            {
            	if (refcount_dec_and_test(&s->ref))
            		kfree(s);
            }

            init {
            	session = kzalloc(sizeof(*session), GFP_KERNEL);
            	refcount_set(&session->ref, 1);
            }

            thread user {
            	struct session *s = session;

            	refcount_inc(&s->ref);
            	session_put(s);
            	last = s->state;
                 // ^^^^^^^^^^^^^^^^ use-after-put: uses `s`
            }
            """, "", """
            scenario "one look before the put"

            struct session { refcount_t ref; int state; };
            struct session *session;
            int last;

            void session_put(struct session *s)
            {
            	if (refcount_dec_and_test(&s->ref))
            		kfree(s);
            }

            init {
            	session = kzalloc(sizeof(*session), GFP_KERNEL);
            	refcount_set(&session->ref, 1);
            }

            thread user {
            	struct session *s = session;

            	refcount_inc(&s->ref);
            	last = s->state;
            	session_put(s);
            }
            """);
    private static final Pattern COUNT = Pattern.compile("&?(\\w+)(?:->[\\w.]+)?");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Symptom> symptoms(Case c) {
        List<Symptom> out = new ArrayList<>();
        for (Statement put : c.outline().statements()) {
            for (Call call : put.calls()) {
                if (!call.effects().puts().isEmpty() && !call.effects().frees().isEmpty() && call.effects().gets().isEmpty() && c.outline().inBlock(put)) {
                    call.effects().puts().stream().map(COUNT::matcher).filter(Matcher::matches).map(m -> m.group(1)).distinct()
                            .filter(object -> put.reads().contains(object)).findFirst().ifPresent(object -> use(put, call, object, c, out));
                }
            }
        }
        return out;
    }

    private static void use(Statement put, Call call, String object, Case c, List<Symptom> out) {
        Outline outline = c.outline();
        Statement get = taken(put, object, outline);
        if (get == null) {
            return;
        }
        for (Statement s : outline.after(put)) {
            if (s.writes().contains(object) || s.form() == Form.LABEL || s.form() == Form.LOOP || takes(s, object, outline)) {
                return; // another object, or another way here
            }
            boolean uses = s.text().matches("(?s).*(?<![\\w.>])" + object + "->.*") && s.form() != Form.BLOCK;
            if (uses) {
                if (!isProtected(s, outline) && c.result().violations().stream().noneMatch(v -> v.site().statement() == s.number())) {
                    String message = "`%s` uses `%s` after `%s` dropped the reference that `%s` took; put after the last use".formatted(Outline.brief(s), object,
                            Outline.brief(call.function() + "(" + String.join(", ", call.arguments()) + ")"), Outline.brief(get));
                    out.add(new Symptom(new Finding(CARD.id(), List.of(), Severity.WARNING, message, s.range(),
                            List.of(new Related("dropped", "", new Site(call.range(), Outline.brief(put), put.number(), List.of()))), null, List.of()), null, s.function(), s.text(),
                            true));
                }
                return;
            }
        }
    }

    /** The one statement before that takes a reference to the object for good, with no other reference taken or dropped beside it; null if it is not that plain. */
    private static Statement taken(Statement put, String object, Outline outline) {
        List<Statement> before = new ArrayList<>(outline.before(put));
        List<Statement> gets = before.stream().filter(s -> takes(s, object, outline)).toList();
        boolean plain = gets.size() == 1 && before.stream().filter(s -> s.range().offset() > gets.getFirst().range().offset()).noneMatch(s -> s.writes().contains(object)
                || s.calls().stream().anyMatch(x -> x.effects().puts().stream().anyMatch(p -> p.matches("&?" + object + "\\b.*"))));
        return plain ? gets.getFirst() : null;
    }

    private static boolean takes(Statement s, String object, Outline outline) {
        return outline.tree(s).stream().flatMap(t -> t.calls().stream()).anyMatch(x -> x.effects().gets().stream().anyMatch(g -> g.matches("&?" + object + "(->[\\w.]+)?")));
    }

    /** In a section of any lock, or where a reader section may be open. */
    private static boolean isProtected(Statement s, Outline outline) {
        Set<String> readers = Set.of("rcu_read_lock", "srcu_read_lock", "rcu_read_lock_bh", "rcu_read_lock_sched", "guard", "local_bh_disable", "preempt_disable", "local_irq_disable");
        return !new Sections(outline).around(s).isEmpty() || outline.in(s.function()).stream().filter(x -> x.range().offset() < s.range().offset())
                .anyMatch(x -> x.form() == Form.GUARD || x.calls().stream().anyMatch(k -> readers.contains(k.function())))
                || outline.function(s.function()).isEmpty();
    }
}
