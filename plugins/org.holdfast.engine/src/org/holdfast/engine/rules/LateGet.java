package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Sections;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rule.Witness;

/** A reference taken at the consuming end of the window it should close. */
final class LateGet implements Rule {
    private static final Card CARD = new Card("late-get", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE,
            "A reference is taken too late: at the far end of the window it should close", """
            A reference can only be taken on an object that is certain to be alive at that moment, because another reference, a lock or a reader section holds
            it. Where a thread first gets hold of a pointer and then takes the reference, the object can go in between, and the get itself touches freed
            memory. Take it where the pointer is obtained, under the lock that keeps the object there, or where the pointer is stored.""", """
            scenario "looked up under the lock, held after it"

            struct session { refcount_t ref; int state; };
            struct session *current_session;
            DEFINE_SPINLOCK(lock);

            void session_put(struct session *s)
            {
            	if (refcount_dec_and_test(&s->ref))
            		kfree(s);
            }

            init {
            	current_session = kzalloc(sizeof(*current_session), GFP_KERNEL);
            	refcount_set(&current_session->ref, 1);
            }

            thread user {
            	struct session *s;

            	spin_lock(&lock);
            	s = current_session;
            	spin_unlock(&lock);
            	if (s) {
            		refcount_inc(&s->ref);
                         // ^^^^^^^^^^^^^^^^^^^^^ late-get: `refcount_inc(&s->ref)`
            		session_put(s);
            	}
            }

            thread closer {
            	struct session *s;

            	spin_lock(&lock);
            	s = current_session;
            	current_session = NULL;
            	spin_unlock(&lock);
            	session_put(s);
            }
            """, "Take the reference earlier: move `refcount_inc(&s->ref)` before `spin_unlock(&lock)`", """
            scenario "looked up under the lock, held after it"

            struct session { refcount_t ref; int state; };
            struct session *current_session;
            DEFINE_SPINLOCK(lock);

            void session_put(struct session *s)
            {
            	if (refcount_dec_and_test(&s->ref))
            		kfree(s);
            }

            init {
            	current_session = kzalloc(sizeof(*current_session), GFP_KERNEL);
            	refcount_set(&current_session->ref, 1);
            }

            thread user {
            	struct session *s;

            	spin_lock(&lock);
            	s = current_session;
            +	if (s)
            +		refcount_inc(&s->ref);
            	spin_unlock(&lock);
            	if (s) {
            -		refcount_inc(&s->ref);
            		session_put(s);
            	}
            }

            thread closer {
            	struct session *s;

            	spin_lock(&lock);
            	s = current_session;
            	current_session = NULL;
            	spin_unlock(&lock);
            	session_put(s);
            }
            """);

    private static final Pattern LAST_MEMBER = Pattern.compile("(.*?)(?:->|\\.)(\\w+)$");

    @Override
    public Card card() {
        return CARD;
    }

    /** The outermost level that takes the reference: {@code get_net(nf->nf_net)} rather than the {@code refcount_inc()} in it. */
    private static Optional<Spot> get(Symptom s, Case c) {
        return Witness.lifetime(s, c).flatMap(w -> w.path().reversed().stream().takeWhile(w::isGet).reduce((inner, outer) -> outer));
    }

    private static Cause cause(Spot get, Symptom s) {
        return new Cause(CARD.id(), "`%s` takes its reference when the object may be gone already (%s); take it where the pointer is obtained or stored"
                .formatted(get.text(), s.finding().rule()), get.range());
    }

    @Override
    public Optional<Cause> explain(Symptom symptom, Case c) {
        // A count of zero in memory that is still there is get-on-zero; gone memory at the same get says that the window was open before.
        return get(symptom, c).filter(g -> !symptom.finding().rule().equals("get-on-zero") || alsoGone(g, c)).map(g -> cause(g, symptom));
    }

    private static boolean alsoGone(Spot get, Case c) {
        return c.violations("use-after-free").stream().anyMatch(v -> c.path(v.site()).stream().anyMatch(s -> s.equals(get)));
    }

    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        List<Repair> out = new ArrayList<>();
        get(symptom, c).ifPresent(g -> {
            out.addAll(earlier(g, symptom, c));
            out.addAll(whereStored(g, symptom, c));
        });
        return out;
    }

    /** Before the release that ended what kept the object there. */
    private static List<Repair> earlier(Spot get, Symptom symptom, Case c) {
        Proposals out = new Proposals(cause(get, symptom));
        Outline outline = c.outline();
        Statement unit = get.statement();
        while (!outline.inBlock(unit) && outline.parent(unit) != null && outline.parent(unit).form() == Form.IF) {
            unit = outline.parent(unit); // the condition goes along
        }
        for (Statement s : outline.ancestors(unit)) {
            for (Statement before : outline.before(s)) {
                boolean ends = !Sections.closes(before).isEmpty() || before.calls().stream().anyMatch(x -> !x.effects().puts().isEmpty() || x.effects().wakes());
                if (!ends) {
                    continue;
                }
                String title = "Take the reference earlier: move `%s` before `%s`".formatted(get.text(), Outline.brief(before));
                out.move(title, unit, before, false);
                if (s != unit && s.form() == Form.IF && outline.children(s).size() == 1) {
                    String guarded = Outline.head(s).strip() + "\n\t" + Outline.code(get.statement());
                    out.add(Repair.Cost.MOVE, title, List.of(new Change.Delete(get.statement().number()), new Change.Insert(before.number(), false, guarded)));
                }
            }
        }
        return out.list();
    }

    /** After the statement that stores the pointer the reference is for, with the flag that is set along with it. */
    private static List<Repair> whereStored(Spot get, Symptom symptom, Case c) {
        Proposals out = new Proposals(cause(get, symptom));
        if (get.call().arguments().size() != 1 || get.statement().form() != Form.EXPRESSION) {
            return List.of();
        }
        String pointer = pointer(get);
        Matcher member = LAST_MEMBER.matcher(origin(pointer, get, c));
        if (!member.matches()) {
            return List.of();
        }
        Pattern store = Pattern.compile("^(.+?)(?:->|\\.)" + member.group(2) + "\\s*=\\s*([^=].*?);?$", Pattern.DOTALL);
        for (Statement s : c.outline().statements()) {
            Matcher m = store.matcher(s.text().strip());
            if (s.form() == Form.EXPRESSION && m.matches() && !m.group(2).strip().equals("NULL")) {
                String there = m.group(2).matches("\\w+") ? m.group(2) : m.group(1) + "->" + member.group(2);
                String taken = get.text().replace(pointer, there) + ";";
                String title = "Take the reference where the pointer is stored: `%s` after `%s`".formatted(taken.substring(0, taken.length() - 1),
                        Outline.brief(s));
                List<Statement> places = new ArrayList<>(List.of(s));
                c.outline().after(s).stream().filter(x -> x.form() == Form.IF).limit(2).flatMap(x -> c.outline().children(x).stream().limit(1))
                        .filter(x -> x.form() == Form.BLOCK && !c.outline().children(x).isEmpty()).forEach(x -> places.add(c.outline().children(x).getLast()));
                Statement flag = c.outline().after(get.statement()).stream().limit(1)
                        .filter(x -> x.form() == Form.EXPRESSION && Witness.mentions(x.text(), Set.of(member.group(1)))).findFirst().orElse(null);
                for (Statement place : places) {
                    String where = place == s ? title : title + ", where `" + Outline.brief(c.outline().parent(c.outline().parent(place))) + "`";
                    if (flag != null) {
                        String moved = Outline.code(flag).replaceAll("(?<![\\w.>])" + Pattern.quote(member.group(1)) + "(?!\\w)", Matcher.quoteReplacement(m.group(1)));
                        out.add(Repair.Cost.MOVE, where, List.of(new Change.Delete(get.statement().number()), new Change.Delete(flag.number()),
                                new Change.Insert(place.number(), true, taken + "\n" + moved)));
                    }
                    out.add(Repair.Cost.MOVE, where, List.of(new Change.Delete(get.statement().number()), new Change.Insert(place.number(), true, taken)));
                }
            }
        }
        return out.list();
    }

    /** The expression for the object itself: {@code s} in {@code get(s)} and in {@code refcount_inc(&s->ref)}. */
    private static String pointer(Spot get) {
        String argument = get.call().arguments().getFirst();
        Matcher member = LAST_MEMBER.matcher(argument);
        return argument.startsWith("&") && member.matches() ? member.group(1).substring(1) : argument;
    }

    /** The member the pointer was read from: itself, or what a local was last assigned from. */
    private static String origin(String pointer, Spot get, Case c) {
        if (!pointer.matches("\\w+")) {
            return pointer;
        }
        Pattern from = Pattern.compile("(?<!\\w)" + pointer + "\\s*=\\s*([A-Za-z_][\\w>.\\-]*)\\s*;");
        return c.outline().in(get.statement().function()).stream()
                .filter(s -> s.range().offset() < get.range().offset() && (s.form() == Form.EXPRESSION || s.form() == Form.DECLARATION))
                .map(s -> from.matcher(s.text())).filter(Matcher::find).map(m -> m.group(1)).reduce((a, b) -> b).orElse(pointer);
    }
}
