package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** Something allocated that nothing leads to at the end. */
final class Leak extends Observed {
    Leak() {
        super(new Card("leak", Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE, "An object or reference is left that nobody will release", """
                When every thread has ended and all deferred work has run, no global leads to the object any more, so nobody can free it. Mostly an error path forgot a put
                or a free, or an entry was taken off the list that its owner looks through. The counts in the witness say who owes the put.""", """
                scenario "early return without the put"

                struct config { refcount_t ref; };
                struct config *config;
                DEFINE_MUTEX(m);

                void config_put(struct config *c)
                {
                	if (refcount_dec_and_test(&c->ref))
                		kfree(c);
                }

                void timeout(struct config *c)
                {
                	refcount_inc(&c->ref);
                	if (!mutex_trylock(&m))
                		return;
                	mutex_unlock(&m);
                	config_put(c);
                }

                init {
                	config = kzalloc(sizeof(*config), GFP_KERNEL);
                              // ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ leak: config is still allocated
                	refcount_set(&config->ref, 1);
                }

                thread timer {
                	struct config *c = config;

                	timeout(c);
                	config = NULL;
                	config_put(c);
                }

                thread complete {
                	mutex_lock(&m);
                	mutex_unlock(&m);
                }
                """, "Put it on the way out: `config_put(c)` before `return`", """
                scenario "early return without the put"

                struct config { refcount_t ref; };
                struct config *config;
                DEFINE_MUTEX(m);

                void config_put(struct config *c)
                {
                	if (refcount_dec_and_test(&c->ref))
                		kfree(c);
                }

                void timeout(struct config *c)
                {
                	refcount_inc(&c->ref);
                -	if (!mutex_trylock(&m))
                +	if (!mutex_trylock(&m)) {
                +		config_put(c);
                		return;
                +	}
                	mutex_unlock(&m);
                	config_put(c);
                }

                init {
                	config = kzalloc(sizeof(*config), GFP_KERNEL);
                	refcount_set(&config->ref, 1);
                }

                thread timer {
                	struct config *c = config;

                	timeout(c);
                	config = NULL;
                	config_put(c);
                }

                thread complete {
                	mutex_lock(&m);
                	mutex_unlock(&m);
                }
                """), "release it on the path that forgets it", false);
    }

    /** On each way out of a function that the run passed: the release that the function, or somebody else, does on other ways. */
    @Override
    public List<Repair> repairs(Symptom symptom, Case c) {
        if (!isOwn(symptom) || symptom.finding().trace() == null) {
            return List.of();
        }
        Outline outline = c.outline();
        Proposals out = new Proposals(Cause.of(symptom));
        Set<String> passed = new LinkedHashSet<>();
        symptom.finding().trace().steps().reversed().forEach(e -> c.path(e.site()).reversed().forEach((Spot s) -> passed.add(s.statement().function())));
        for (String function : passed) {
            for (String release : releases(function, c)) {
                for (Statement s : outline.in(function)) {
                    boolean leaves = s.form() == Form.RETURN || s.form() == Form.JUMP && s.text().startsWith("goto");
                    boolean done = outline.before(s).stream().anyMatch(b -> b.text().contains(release));
                    if (leaves && !done) {
                        out.insert("Put it on the way out: `%s` before `%s`".formatted(release, Outline.brief(s)), s, false, release + ";");
                    }
                }
                Statement body = outline.function(function).map(f -> outline.statement(f.body())).orElse(null);
                List<Statement> top = body == null ? List.of() : outline.children(body);
                if (!top.isEmpty() && top.getLast().form() != Form.RETURN && top.stream().noneMatch(b -> b.text().contains(release))) {
                    out.insert("Put it at the end of `%s`: `%s`".formatted(function, release), top.getLast(), true, release + ";");
                }
            }
        }
        return out.list().stream().limit(16).toList();
    }

    /** Texts of calls that put or free, as they stand in the function, or with its own names for the same kind of argument. */
    private static List<String> releases(String function, Case c) {
        Set<String> out = new LinkedHashSet<>();
        List<Statement> own = c.outline().in(function);
        Set<String> taken = new LinkedHashSet<>();
        for (Statement s : own) {
            for (Call call : s.calls()) {
                if (!call.effects().gets().isEmpty()) {
                    taken.addAll(call.arguments());
                }
                if (!call.effects().puts().isEmpty() || !call.effects().frees().isEmpty()) {
                    out.add(call.function() + "(" + String.join(", ", call.arguments()) + ")");
                }
            }
        }
        if (!taken.isEmpty()) {
            for (Statement s : c.outline().statements()) {
                for (Call call : s.calls()) {
                    if (!call.effects().puts().isEmpty() && call.arguments().size() == 1) {
                        taken.stream().map(t -> t.replaceFirst("^&(.*?)(->|\\.)\\w+$", "$1"))
                                .forEach(t -> out.add(call.function() + "(" + (call.library() ? call.arguments().getFirst() : t) + ")"));
                    }
                }
            }
        }
        return new ArrayList<>(out).subList(0, Math.min(4, out.size()));
    }
}
