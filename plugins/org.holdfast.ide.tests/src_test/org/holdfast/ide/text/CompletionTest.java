package org.holdfast.ide.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.ide.Document;
import org.holdfast.ide.Texts;
import org.holdfast.ide.text.Completion.Kind;
import org.holdfast.ide.text.Completion.Proposal;
import org.junit.jupiter.api.Test;

class CompletionTest {
    /** A scenario with a hole for what is being typed in a function, {@code |} for the caret. */
    private static String in(String statement) {
        return """
                scenario "s"
                revisions base, v1, v2;
                struct item { struct kref ref; spinlock_t lock; struct item *next; int users; };
                DEFINE_MUTEX(items_lock);
                static struct item *items;
                static int item_count;
                enum state { IDLE, BUSY };
                static void item_release(struct kref *ref) { }
                static int scan(struct item *first, int limit)
                {
                	struct item *item = first;
                	unsigned long flags;
                %s
                	return 0;
                out_busy:
                	return 1;
                }
                thread reader { scan(items, 1); }
                """.formatted(statement);
    }

    private static List<Proposal> at(String marked) {
        Texts.At at = Texts.at(marked);
        List<Proposal> list = Completion.at(at.document(), at.offset()).list();
        Set<String> labels = new HashSet<>();
        list.forEach(p -> assertTrue(labels.add(p.kind() == Kind.TEMPLATE ? "template " + p.label() : p.label()), "twice: " + p.label()));
        return list;
    }

    private static List<String> labels(String marked, int most) {
        return at(marked).stream().map(Proposal::label).limit(most).toList();
    }

    private static Proposal proposal(String marked, String label) {
        List<Proposal> all = at(marked);
        return all.stream().filter(p -> p.label().equals(label)).findFirst()
                .orElseThrow(() -> new AssertionError(label + " is not in " + all.stream().map(Proposal::label).limit(30).toList()));
    }

    private static String applied(String marked, String label) {
        Texts.At at = Texts.at(marked);
        Completion.Proposals all = Completion.at(at.document(), at.offset());
        Proposal chosen = all.list().stream().filter(p -> p.label().equals(label)).findFirst().orElseThrow(() -> new AssertionError(label));
        int start = all.offset();
        String text = at.document().text();
        String line = (text.substring(0, start) + chosen.text() + text.substring(start + all.length()));
        int from = text.lastIndexOf('\n', start - 1) + 1;
        return line.substring(from, line.indexOf('\n', start + chosen.text().length()) < 0 ? line.length() : line.indexOf('\n', start + chosen.text().length()));
    }

    @Test
    void fieldsAfterArrowAndDot() {
        assertEquals(List.of("ref", "lock", "next", "users"), labels(in("\titem->|"), 9));
        assertEquals(List.of("lock"), labels(in("\tspin_lock(&item->l|"), 9));
        assertEquals(List.of("next"), labels(in("\titem->next->ne|\n\tscan(item, 1);"), 9));
        assertEquals(List.of("users"), labels(in("\tif (item->next->u|) {\n\t}"), 9));
        assertEquals(List.of("users", "ref", "lock", "next"), labels(in("\titem_count = item->|;"), 9));
        assertEquals(List.of("ref", "lock", "next", "users"), labels(in("\t(*item).|"), 9));
        assertEquals("struct item *", proposal(in("\titem->|"), "next").detail());
    }

    @Test
    void whatHasTheExpectedTypeComesFirst() {
        assertEquals(List.of("&items_lock"), labels(in("\tmutex_lock(|"), 1));
        assertEquals(List.of("&item->lock"), labels(in("\tspin_lock(|);"), 1).stream().filter(l -> l.equals("&item->lock")).toList());
        assertEquals("items_lock", labels(in("\tmutex_lock(&|"), 1).get(0));
        assertEquals("item->lock", labels(in("\tspin_lock(&|"), 1).get(0));
        assertEquals(List.of("item", "first"), labels(in("\tscan(|"), 3).stream().filter(l -> !l.equals("items")).toList().subList(0, 2));
        assertEquals("item_release", labels(in("\tkref_put(&item->ref, |"), 1).get(0));
        assertEquals("item_release", proposal(in("\tkref_put(&item->ref, |"), "item_release").text());
    }

    @Test
    void localsThenGlobalsThenFunctionsThenTheKernel() {
        List<String> labels = labels(in("\t|"), 2000);
        List<String> wanted = List.of("item", "flags", "items_lock", "scan", "kfree");
        for (int i = 1; i < wanted.size(); i++) {
            assertTrue(labels.indexOf(wanted.get(i - 1)) >= 0 && labels.indexOf(wanted.get(i - 1)) < labels.indexOf(wanted.get(i)), wanted.get(i) + " in " + labels.subList(0, 40));
        }
        assertTrue(labels.stream().noneMatch(l -> l.contains(Imagined.NAME)));
        assertTrue(labels.stream().noneMatch("__acquire"::equals));
    }

    @Test
    void calls() {
        assertEquals("\tmutex_lock(lock);", applied(in("\tmutex_lo|"), "mutex_lock"));
        assertEquals("\tmutex_lock(&items_lock);", applied(in("\tmutex_lo|(&items_lock);"), "mutex_lock"));
        assertEquals("\tif (mutex_trylock(lock))", applied(in("\tif (mutex_tr|)"), "mutex_trylock"));
        assertEquals("\tscan(first, limit);", applied(in("\tsc|"), "scan"));
        assertEquals("(struct item *first, int limit) : int", proposal(in("\tsc|"), "scan").detail());
        assertEquals("\tdel_timer(timer);", applied(in("\tdel_ti|"), "del_timer"));
        assertEquals("\tpercpu_ref_init(ref, release);", applied(in("\tpercpu_ref_in|"), "percpu_ref_init"));
        assertTrue(proposal(in("\tpercpu_ref_in|"), "percpu_ref_init").detail().contains("[unsigned int flags]"));
        Proposal put = proposal(in("\tkref_pu|"), "kref_put");
        assertEquals("kref_put(kref, release);", put.text());
        assertEquals(List.of("kref", "release"), put.holes().stream().map(h -> put.text().substring(h.offset(), h.offset() + h.length())).toList());
        assertEquals(put.text().length(), put.exit());
    }

    @Test
    void abbreviations() {
        assertEquals("mutex_lock", labels(in("\tml|"), 1).get(0));
        assertTrue(labels(in("\trrl|"), 9).contains("rcu_read_lock"));
        assertTrue(labels(in("\tMUTEX_L|"), 9).contains("mutex_lock"));
        assertFalse(labels(in("\tlock|"), 99).contains("mutex_unlock"));
    }

    @Test
    void labelsTypesGuards() {
        assertEquals(List.of("out_busy"), labels(in("\tgoto |"), 9));
        assertEquals("item", labels(in("\tstruct it|"), 9).get(0));
        assertTrue(labels(in("\tguard(mu|"), 9).contains("mutex"));
        assertTrue(labels(in("\tspinl|"), 9).contains("spinlock_t"));
        assertTrue(labels("struct x { |", 3000).containsAll(List.of("int", "spinlock_t", "struct kref")));
        assertTrue(labels("int x __gu|", 9).contains("__guarded_by"));
        assertEquals(List.of(), labels(in("\tint |"), 9));
        assertEquals(List.of(), labels(in("\tstruct item *|"), 9));
    }

    @Test
    void scenarioWords() {
        String head = "scenario \"s\"\nrevisions base, v1, v2;\nDEFINE_MUTEX(m);\nstruct s { spinlock_t l; int n; };\nvoid f(void) { x: ; }\nthread t { f(); }\n";
        assertEquals(List.of("base", "v1", "v2"), labels(head + "expect |", 9));
        assertEquals(List.of("v1", "v2"), labels(head + "+[v|", 9));
        assertEquals(List.of("v1", "v2"), labels(head + "+[v|] int y;", 9));
        assertEquals(List.of("base", "v1"), labels(head + "+[v2, |] int y;", 9));
        assertEquals(List.of("base", "v1"), labels(head + "+[v2, |", 9));
        assertEquals("clean", labels(head + "expect v1 |", 9).get(0));
        assertEquals(List.of("put-order"), labels(head + "expect v1 put-o|;", 9));
        assertEquals(List.of("use-after-free"), labels(head + "expect v1 leak, use-after-f|ree;", 9));
        assertTrue(labels(head + "expect v1 |", 99).contains("clean"));
        assertFalse(labels(head + "expect v1 leak, |", 99).contains("clean"));
        assertEquals(List.of("m", "s.l"), labels(head + "order |", 9).stream().sorted().toList());
        assertEquals(List.of("l"), labels(head + "order m -> s.|", 9));
        assertEquals(List.of("never", "always", "unreachable"), labels(head + "claim c: |", 9));
        assertEquals(List.of("x", "t", "f"), labels(head + "claim c: never (1) in |", 9));
        assertEquals(List.of("process", "softirq", "hardirq", "nmi"), labels(head + "thread u in |", 9));
        assertEquals(List.of("held"), labels(head + "claim c: never (hel|", 9));
        assertEquals("m", labels(head + "claim c: never (held(&|", 9).get(0));
        assertEquals(List.of("data-race"), labels(head + "int z; /* holdfast: allow data-|", 9));
        assertEquals(List.of(), labels(head + "/* put-|", 9));
        assertEquals(List.of("shared.hold"), labels("#include \"sh|", 9));
        assertEquals(List.of("shared.hold"), labels("#include \"sh|\"", 9));
    }

    @Test
    void templates() {
        String text = "scenario \"s\"\n+th|";
        assertEquals("+thread name {\n+\t\n+}", "+" + proposal(text, "thread").text());
        Proposal kref = proposal("scenario \"s\"\nst|", "struct with kref");
        assertTrue(kref.holes().stream().filter(h -> h.group() == 0).count() > 8);
        kref.holes().forEach(h -> assertEquals("object", kref.text().substring(h.offset(), h.offset() + h.length())));
        assertEquals("\tif (condition) {\n\t\t\n\t}", "\t" + proposal(in("\ti|"), "if").text());
        assertTrue(labels("|", 99).contains("scenario"));
        for (String name : List.of("thread", "revisions", "claim never", "struct with kref", "deferred work", "RCU reader and updater", "expect clean", "init", "finally")) {
            proposal("scenario \"s\"\n|", name);
        }
        for (String name : List.of("RCU reader", "RCU updater", "mutex section", "scoped_guard")) {
            proposal(in("\t|"), name);
        }
    }

    /** What the declarations among the templates make is a scenario without errors. */
    @Test
    void templatesAreRight() {
        String text = "";
        for (String name : List.of("struct with kref", "deferred work", "RCU reader and updater", "thread", "init", "finally")) {
            Proposal proposal = proposal("scenario \"s\"\n|", name);
            text = proposal.text().replaceAll("\\bobject\\b", "thing" + (name.startsWith("RCU") ? "2" : ""));
            Document document = Texts.of("scenario \"s\"\n" + text + "\n" + (name.equals("thread") ? "" : "thread t { }\n"));
            assertFalse(document.file().hasErrors(), name + document.file().problems() + text);
        }
        Document whole = Texts.of(proposal("|", "scenario").text());
        assertFalse(whole.file().hasErrors(), whole.file().problems().toString());
    }

    @Test
    void documentation() {
        Texts.At at = Texts.at(in("\tmutex_lo|"));
        Proposal lock = Completion.at(at.document(), at.offset()).list().get(0);
        String doc = Completion.doc(at.document(), at.offset(), lock).plain();
        assertTrue(doc.contains("void mutex_lock(struct mutex *lock)") && doc.contains("Takes lock") && doc.contains("May sleep"), doc);
        Texts.At field = Texts.at(in("\titem->us|"));
        assertTrue(Completion.doc(field.document(), field.offset(), Completion.at(field.document(), field.offset()).list().get(0)).plain().startsWith("int users"));
    }

    /** A line is understood in the newest revision that has it. */
    @Test
    void inTheNewestRevision() {
        String text = "scenario \"s\"\nrevisions base, v1, v2;\n-int only_base;\n+[v1] int only_v1;\n+[v2] int only_v2;\nvoid f(void)\n{\n%s\n}\n";
        assertEquals(List.of("only_base"), labels(text.formatted("-\tonl|"), 9));
        assertEquals(List.of("only_v1"), labels(text.formatted("+[v1]\tonl|"), 9));
        assertEquals(List.of("only_v2"), labels(text.formatted("\tonl|"), 9));
    }

    @Test
    void parameterHints() {
        Texts.At at = Texts.at(in("\tscan(item, |"));
        Parameters.Hint hint = Parameters.at(at.document(), at.offset()).orElseThrow();
        assertEquals("int scan(struct item *first, int limit)", hint.label());
        assertEquals(1, hint.active());
        assertEquals("int limit", hint.label().substring(hint.parameters().get(1).offset(), hint.parameters().get(1).offset() + hint.parameters().get(1).length()));
        assertEquals('(', at.document().text().charAt(hint.call()));
        Texts.At nested = Texts.at(in("\tscan(kzalloc(sizeof(*item), |GFP_KERNEL), 3);"));
        assertTrue(Parameters.at(nested.document(), nested.offset()).orElseThrow().label().contains("kzalloc"));
        assertTrue(Parameters.at(nested.document(), nested.document().text().indexOf("3);")).orElseThrow().label().contains("scan"));
        Texts.At outside = Texts.at(in("\tscan(item, 1);|"));
        assertTrue(Parameters.at(outside.document(), outside.offset()).isEmpty());
        Texts.At condition = Texts.at(in("\tif (|"));
        assertTrue(Parameters.at(condition.document(), condition.offset()).isEmpty());
    }
}
