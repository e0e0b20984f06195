package org.holdfast.ide.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.stream.Collectors;
import org.holdfast.engine.rule.Severity;
import org.holdfast.ide.Document;
import org.holdfast.ide.Texts;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Settings;
import org.junit.jupiter.api.Test;

/** What is offered for a diagnostic, and what becomes of the text. */
class ActionsTest {
    private static final Actions ACTIONS = new Actions(Texts.DOCUMENTS);

    private record Checked(Document document, Diagnostics diagnostics) {
        static Checked of(String text) {
            Document document = Texts.of(text);
            Report report = Texts.DOCUMENTS.checker(document.path()).check(document.file(), Settings.DEFAULT);
            return new Checked(document, Diagnostics.of(document.version(), Diagnostics.Phase.EXPLORED, report, Severities.AS_REPORTED));
        }

        Diagnostic only(String rule) {
            List<Diagnostic> all = diagnostics.all().stream().filter(d -> d.rule().equals(rule)).toList();
            assertEquals(1, all.size(), () -> rule + " in " + diagnostics.all().stream().map(d -> d.rule() + ": " + d.message()).toList());
            return all.getFirst();
        }

        List<Action> actions(String rule) {
            return ACTIONS.of(document, diagnostics, only(rule));
        }

        Action.Change change(String rule, String title) {
            List<Action> all = actions(rule);
            return (Action.Change) all.stream().filter(a -> a.title().startsWith(title)).findFirst()
                    .orElseGet(() -> fail(all.stream().map(Action::title).collect(Collectors.joining("\n"))));
        }

        String after(String rule, String title) {
            return Actions.applied(document.text(), change(rule, title).edits());
        }
    }

    private static List<String> rules(String text) {
        return Checked.of(text).diagnostics().all().stream().map(d -> d.severity() + " " + d.rule() + " " + d.revisions()).toList();
    }

    private static final String ORDER = """
            scenario "put order"
            struct obj { struct kref ref; };
            struct kmem_cache *slab;
            struct obj *o;
            struct completion done;
            void obj_free(struct kref *ref) { kmem_cache_free(slab, container_of(ref, struct obj, ref)); }
            void finish(struct obj *x)
            {
            -	kref_put(&x->ref, obj_free);
            	complete(&done);
            +	kref_put(&x->ref, obj_free);
            }
            init {
            	slab = kmem_cache_create("obj");
            	init_completion(&done);
            	o = kmem_cache_alloc(slab, GFP_KERNEL);
            	kref_init(&o->ref);
            }
            thread io { finish(o); }
            thread stop { wait_for_completion(&done); kmem_cache_destroy(slab); }
            """;

    @Test
    void mendsAreTheEnginesAndVerifiedFirst() {
        Checked c = Checked.of(ORDER);
        Diagnostic d = c.only("put-order");
        assertEquals(List.of("patch"), d.revisions());
        assertTrue(d.message().endsWith(" (in patch)"), d.message());
        assertEquals(List.of("cache-in-use"), d.manifests());
        Action.Change mend = (Action.Change) c.actions("put-order").getFirst();
        assertTrue(mend.verified());
        assertEquals(List.of(), rules(Actions.applied(c.document().text(), mend.edits())), "applied, it is gone, and the base is as it was");
        Preview preview = ACTIONS.preview(c.document(), mend, Settings.DEFAULT);
        assertTrue(preview.diff().startsWith("--- a/text.hold\n+++ b/text.hold\n@@ -"), preview.diff());
        assertEquals("""
                         base   patch
                verdict  clean  clean
                """, preview.matrix());
    }

    private static final String CALL = """
            scenario "calls"
            struct dev { int up; };
            struct dev *d;
            thread a {
            	int err;
            -	open_it(d);
            +	err = open_it(d, 3, true);
            }
            """;

    @Test
    void declareAnUnmodelledCall() {
        String text = CALL.replace("-\topen_it(d);\n", "");
        String after = Checked.of(text).after("unmodelled-call", "Declare");
        assertEquals(text.replace("struct dev *d;\n", "struct dev *d;\n+ int open_it(struct dev *, int, bool);\n"), after);
        assertEquals(List.of(), rules(after));
    }

    @Test
    void prototypesStandTogether() {
        String text = "scenario \"s\"\nvoid one(void);\nint x;\nthread a { one(); two(&x); }\n";
        assertEquals(text.replace("void one(void);\n", "void one(void);\nvoid two(int *);\n"), Checked.of(text).after("unmodelled-call", "Declare"));
    }

    @Test
    void ignoreAnUnmodelledCall() {
        String text = CALL.replace("+\terr = open_it(d, 3, true);\n", "");
        String after = Checked.of(text).after("unmodelled-call", "Ignore");
        assertEquals(text.replace("open_it(d);", "open_it(d); /* holdfast: allow unmodelled-call - it does not matter here */"), after);
        assertEquals(List.of("INFORMATION unmodelled-call [base]"), rules(after));
    }

    private static final String RACE = """
            scenario "lost update"
            int users;
            thread a { WRITE_ONCE(users, READ_ONCE(users) + 1); }
            -thread b { }
            +thread b { WRITE_ONCE(users, READ_ONCE(users) + 1); }
            +[v2] thread c { WRITE_ONCE(users, 5); }
            finally {
            	WARN_ON(users != 2 && users != 1); /* what
            		is left */
            }
            """;

    @Test
    void expectWhatWasFound() {
        String text = "revisions base, v1, v2;\n";
        String scenario = RACE.replace("int users;", text + "int users;");
        String after = Checked.of(scenario).after("assertion", "Add");
        assertEquals(scenario + "expect base clean;\nexpect v1 clean;\nexpect v2 assertion;\n", after);
        assertEquals(List.of("INFORMATION assertion [v2]"), rules(after));
    }

    @Test
    void addMissingExpectations() {
        String scenario = RACE.replace("int users;", "revisions base, v1, v2;\nint users;") + "expect base clean;  /* surely */\nstruct more { int x; };\n";
        String after = Checked.of(scenario).after("missing-expectation", "Add");
        assertEquals(scenario.replace("surely */\n", "surely */\nexpect v1 clean;\nexpect v2 assertion;\n"), after);
        assertEquals(List.of("INFORMATION assertion [v2]"), rules(after));
    }

    @Test
    void updateAnExpectation() {
        String scenario = RACE.replace("int users;", "revisions base, v1, v2;\nint users;") + "expect base  leak;\nexpect v1 deadlock | leak, lost-wakeup?;\nexpect v2 clean;\n";
        Checked c = Checked.of(scenario);
        String text = c.document().text();
        for (Diagnostic d : c.diagnostics().all().stream().filter(x -> x.rule().equals("expectation-not-met")).toList().reversed()) {
            Action.Change update = (Action.Change) ACTIONS.of(c.document(), c.diagnostics(), d).getFirst();
            text = Actions.applied(text, update.edits());
        }
        assertEquals(scenario.replace("base  leak;", "base  clean;").replace("deadlock | leak, lost-wakeup?;", "lost-wakeup?;").replace("v2 clean;", "v2 assertion;"), text);
        assertEquals(List.of("INFORMATION assertion [v2]"), rules(text));
    }

    @Test
    void suppressWithAReason() {
        String scenario = RACE.replace("users != 2 && users != 1", "users != 2").replace("-thread b { }\n+thread", "thread").replace("+[v2] thread c { WRITE_ONCE(users, 5); }\n", "");
        Checked c = Checked.of(scenario);
        Action.Change change = c.change("assertion", "Allow assertion on this line, with a reason");
        String after = Actions.applied(c.document().text(), change.edits());
        assertEquals(scenario.replace("users != 2); ", "users != 2); /* holdfast: allow assertion -  */ "), after);
        String reasoned = after.substring(0, change.caret()) + "seen" + after.substring(change.caret());
        assertEquals(List.of("INFORMATION assertion [base, patch]"), rules(reasoned));
        assertTrue(rules(after).contains("WARNING unused-suppression [base, patch]"), "a reason is still to be given");
    }

    private static final String LOCKS = """
            scenario "two orders"
            struct net { struct mutex m; };
            DEFINE_MUTEX(first);
            struct net n;
            init { mutex_init(&n.m); }
            thread a {
            	mutex_lock(&first);
            	mutex_lock(&n.m);
            	mutex_unlock(&n.m);
            	mutex_unlock(&first);
            }
            thread b {
            	mutex_lock(&n.m);
            +	mutex_lock(&first);
            +	mutex_unlock(&first);
            	mutex_unlock(&n.m);
            }
            """;

    @Test
    void declareTheOrderSeen() {
        Checked c = Checked.of(LOCKS);
        List<String> offered = c.actions("lock-order").stream().map(Action::title).filter(t -> t.startsWith("Declare")).toList();
        assertEquals(List.of("Declare `order first -> net.m;`", "Declare `order net.m -> first;`"), offered.stream().sorted().toList());
        String after = c.after("lock-order", "Declare `order first -> net.m;`");
        assertEquals(LOCKS.replace("struct net n;\n", "struct net n;\n+ order first -> net.m;\n"), after);
        assertEquals(List.of("ERROR lock-order [patch]"), rules(after), "now the other one is to blame");
        assertFalse(Checked.of(after).actions("lock-order").stream().anyMatch(a -> a.title().startsWith("Declare `order")), "it is declared");
    }

    @Test
    void changeASeverity() {
        List<Action> actions = Checked.of(LOCKS).actions("lock-order");
        assertEquals(List.of(new Action.SetSeverity("Report lock-order as a warning in this project", "lock-order", Severity.WARNING),
                new Action.SetSeverity("Report lock-order as information in this project", "lock-order", Severity.INFORMATION)),
                actions.stream().filter(Action.SetSeverity.class::isInstance).toList());
    }
}
