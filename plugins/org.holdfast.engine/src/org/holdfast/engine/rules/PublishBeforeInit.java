package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Sections;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rule.Witness;

/** An object that others can find before it is ready for them. Names the cause of whatever goes wrong in their hands. */
final class PublishBeforeInit implements Rule {
    private static final Card CARD = new Card("publish-before-init", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE,
            "An object is visible to others before it is ready", """
            As soon as a pointer to an object stands in a global, in another object or in a list, other threads can follow it. Whatever the object needs for them, its locks,
            pointers and counts, has to be set before. Publish last.""", """
            scenario "registered before its buffer is there"

            struct port { int *buffer; };
            struct port *port;

            thread probe {
            	struct port *p = kzalloc(sizeof(*p), GFP_KERNEL);

            	port = p;
                 // ^^^^^^^^^ publish-before-init: before `p->buffer = kzalloc(sizeof(int), GFP_KERNEL)`
            	p->buffer = kzalloc(sizeof(int), GFP_KERNEL);
            }

            thread interrupt in hardirq {
            	if (port)
            		*port->buffer = 1;
            }
            """, "Publish last: move `port = p` after `p->buffer = kzalloc(sizeof(int), GFP_KERNEL)`", """
            scenario "registered before its buffer is there"

            struct port { int *buffer; };
            struct port *port;

            thread probe {
            	struct port *p = kzalloc(sizeof(*p), GFP_KERNEL);

            -	port = p;
            	p->buffer = kzalloc(sizeof(int), GFP_KERNEL);
            +	port = p;
            }

            thread interrupt in hardirq {
            	if (port)
            		*port->buffer = 1;
            }
            """);
    private static final Pattern STORES = Pattern.compile("^\\s*([\\w>.\\-\\[\\]*()]+)\\s*=\\s*(\\w+)\\s*;?\\s*$");
    private static final Pattern PUBLISHES = Pattern.compile("(h?list|llist|hlist_nulls)_add\\w*|rcu_assign_pointer|smp_store_release|WRITE_ONCE|xa_store\\w*|xa_alloc|idr_alloc\\w*");

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        Witness w = Witness.of(symptom, c).orElse(null);
        List<Repair> out = new ArrayList<>();
        Set<Statement> seen = new LinkedHashSet<>();
        for (Event e : w == null ? List.<Event>of() : w.backwards()) {
            for (Spot spot : e.thread() == w.column() ? List.<Spot>of() : w.path(e)) {
                if (spot.statement().form() == Form.EXPRESSION && c.outline().inBlock(spot.statement()) && seen.add(spot.statement())) {
                    published(spot.statement(), c.outline()).forEach(object -> out.addAll(later(spot.statement(), object, symptom, c)));
                }
            }
        }
        return out;
    }

    /** The local variables whose objects the statement makes visible. */
    private static List<String> published(Statement s, Outline outline) {
        Set<String> out = new LinkedHashSet<>();
        Matcher store = STORES.matcher(s.text());
        if (store.matches() && !isLocal(store.group(1), s, outline)) {
            out.add(store.group(2));
        }
        s.calls().stream().filter(x -> PUBLISHES.matcher(x.function()).matches()).flatMap(x -> x.arguments().stream()).forEach(argument -> {
            Matcher m = Pattern.compile("&?(\\w+)(->[\\w.]+)?").matcher(argument);
            if (m.matches() && isLocal(m.group(1), s, outline)) {
                out.add(m.group(1));
            }
        });
        out.removeIf(name -> !isLocal(name, s, outline));
        return List.copyOf(out);
    }

    private static boolean isLocal(String name, Statement s, Outline outline) {
        return name.matches("\\w+") && (outline.function(s.function()).map(f -> f.parameters().contains(name)).orElse(false)
                || outline.in(s.function()).stream().anyMatch(d -> d.form() == Form.DECLARATION && d.writes().contains(name))
                || outline.in(s.function()).stream().anyMatch(d -> d.form() == Form.DECLARATION && d.text().matches("(?s).*\\b" + name + "\\s*[;,=].*")));
    }

    /** Behind the last statement that makes the object ready; where it is published under a lock, that is made ready before. */
    private static List<Repair> later(Statement publishes, String object, Symptom symptom, Case c) {
        Outline outline = c.outline();
        Pattern readies = Pattern.compile("(?s)^\\s*" + object + "->[\\w.>\\-\\[\\]]+\\s*=[^=].*|^\\s*\\w*(init|INIT|setup|set)\\w*\\s*\\(.*&?" + object + "->.*");
        List<Sections.Section> around = new Sections(outline).around(publishes);
        Statement from = around.isEmpty() ? publishes : around.getLast().close();
        List<Statement> late = new ArrayList<>();
        outline.after(publishes).stream().filter(s -> s.form() == Form.EXPRESSION && readies.matcher(s.text()).matches()).forEach(late::add);
        if (late.isEmpty() || from == null) {
            return List.of();
        }
        Statement last = late.getLast();
        String said = "`%s` lets others find `%s` before `%s` has made it ready; publish last".formatted(Outline.brief(publishes), object, Outline.brief(late.getFirst()));
        Cause cause = new Cause(CARD.id(), said, publishes.range());
        if (around.isEmpty()) {
            return List.of(new Repair(cause, Repair.Cost.MOVE, "Publish last: move `%s` after `%s`".formatted(Outline.brief(publishes), Outline.brief(last)),
                    List.of(new Change.Move(publishes.number(), last.number(), true))));
        }
        Statement open = around.getLast().open();
        List<Change> moves = new ArrayList<>();
        late.forEach(s -> moves.add(new Change.Move(s.number(), open.number(), false)));
        return List.of(new Repair(cause, Repair.Cost.MOVE, "Make it ready first: move `%s` before `%s`".formatted(Outline.brief(late.getFirst()), Outline.brief(open)), moves));
    }
}
