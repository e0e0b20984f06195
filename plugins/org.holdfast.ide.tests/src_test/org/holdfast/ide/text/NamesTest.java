package org.holdfast.ide.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.holdfast.engine.program.Range;
import org.holdfast.ide.Document;
import org.holdfast.ide.Documents;
import org.holdfast.ide.Edits;
import org.holdfast.ide.Projects;
import org.holdfast.ide.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where names are declared and used, and how they get others. */
class NamesTest {
    @TempDir
    Path folder;

    private static final Document SAMPLE = Texts.sample();

    /** The offset in {@code piece}, wherever that is in the sample. */
    private static int in(String piece, int into) {
        int at = SAMPLE.text().indexOf(piece);
        assertTrue(at >= 0, piece);
        return at + into;
    }

    private static String definition(String piece, int into) {
        return Definition.at(SAMPLE, in(piece, into)).stream().map(NamesTest::show).collect(Collectors.joining(" "));
    }

    private static String show(Range range) {
        return Path.of(range.file()).getFileName() + ":" + range.line() + ":" + range.column() + "+" + range.length();
    }

    private static String occurrences(String piece, int into) {
        return Occurrences.at(SAMPLE, in(piece, into)).stream()
                .map(o -> (SAMPLE.line(o.offset()) + 1) + o.kind().name().substring(0, 1)).collect(Collectors.joining(" "));
    }

    @Test
    void definitions() {
        assertEquals("sample.hold:39:6+8 sample.hold:37:6+8", definition("\titem_put(first)", 3));
        assertEquals("sample.hold:37:6+8", definition("item_put(struct item *item)\n{", 3));
        assertEquals("sample.hold:39:6+8", definition("item_put(struct item *item) __puts", 3));
        assertEquals("sample.hold:16:14+3", definition("ref, item_release", 1));
        assertEquals("sample.hold:16:14+3", definition("ref);\n\n\tkfree", 1));
        assertEquals("sample.hold:15:8+4", definition("item __rcu", 1));
        assertEquals("sample.hold:27:14+7 sample.hold:26:13+7", definition("removed = found +", 1).replaceAll(" shared.*?(?= |$)", ""));
        assertEquals("sample.hold:64:1+3", definition("goto out", 6));
        assertEquals("sample.hold:8:17+2", definition("v1] int", 1));
        assertEquals("shared.hold:7:6+10", definition("shared_get", 1));
        assertEquals("shared.hold:1:1+0", definition("shared.hold", 1));
        assertEquals("sample.hold:89:12+4", definition("sane", 1));
        assertEquals("sample.hold:71:6+4", definition("seed", 1));
        assertEquals("", definition("- not a mark", 3));
    }

    @Test
    void definitionsInTheKernelLibrary() {
        Range lock = Definition.at(SAMPLE, in("mutex_lock(", 2)).get(0);
        Document library = Texts.DOCUMENTS.named(lock.file()).orElseThrow();
        assertEquals("kernel/mutexes.hold", library.name());
        assertEquals("mutex_lock", library.text().substring(lock.offset(), lock.end()));
        Range inside = Definition.at(library, library.text().indexOf("__mutex_take(lock, 0, NULL)") + 2).get(0);
        assertEquals("kernel/mutexes.hold", inside.file());
        assertTrue(library.text().startsWith("__mutex_take(struct mutex *lock", inside.offset()));
        assertTrue(Definition.at(library, library.text().indexOf("__acquire(") + 2).get(0).file().startsWith("kernel/"));
    }

    @Test
    void occurrencesInEveryRevision() {
        assertEquals("26D 27D 60W 61W 89R 90R", occurrences("removed = found +", 1));
        assertEquals("44D 45D 46D 83R 89R", occurrences("scan();", 1));
        assertEquals("8D 45R 54R 89R 94R", occurrences("v2] long", 1));
        assertEquals("49D 55W 56R 60R 61R 63R", occurrences("found = 0", 1));
        assertEquals("18D 54W 55R", occurrences("users++", 1));
        assertEquals("17D 18R 53R 58R 65R 75R 87R", occurrences("lock;\t", 1));
        assertEquals("", occurrences("- not a mark", 3));
    }

    private Documents documents(String... filesAndTexts) throws IOException {
        for (int i = 0; i < filesAndTexts.length; i += 2) {
            Files.writeString(folder.resolve(filesAndTexts[i]), filesAndTexts[i + 1]);
        }
        return Documents.standalone(Projects.folder(folder));
    }

    private static final String LIBRARY = """
            struct thing { refcount_t users; };
            void thing_put(struct thing *t);
            """;
    private static final String ONE = """
            #include "lib.hold"
            scenario "one"
            struct thing *global;
            -void thing_put(struct thing *t) { refcount_dec(&t->users); }
            +void thing_put(struct thing *t) { if (refcount_dec_and_test(&t->users)) kfree(t); }
            thread a { thing_put(global); }
            thread b { int a = 1; maybe(a); }
            """;
    private static final String OTHER = """
            scenario "other"
            void thing_put(int users) { }
            thread a { thing_put(1); }
            """;

    @Test
    void referencesInAllFilesThatMeanTheSame() throws IOException {
        Documents documents = documents("lib.hold", LIBRARY, "one.hold", ONE, "other.hold", OTHER,
                "two.hold", "#include \"lib.hold\"\nscenario \"two\"\nthread x { thing_put(NULL); }\n");
        Document one = documents.read(folder.resolve("one.hold")).orElseThrow();
        List<References.Reference> found = References.at(documents, one, ONE.indexOf("thing_put(global)"));
        assertEquals("one.hold:4:7+9 one.hold:5:7+9 one.hold:6:12+9 lib.hold:2:6+9 two.hold:3:12+9",
                found.stream().map(r -> show(r.range())).collect(Collectors.joining(" ")));
        assertEquals("thread a { thing_put(global); }", found.get(2).line());
        assertEquals(Occurrences.Kind.DECLARATION, found.get(3).kind());
    }

    @Test
    void renamesInAllRevisionsAndFiles() throws IOException {
        Documents documents = documents("lib.hold", LIBRARY, "one.hold", ONE, "other.hold", OTHER);
        Document one = documents.read(folder.resolve("one.hold")).orElseThrow();
        Rename.Result result = Rename.rename(documents, one, ONE.indexOf("thing_put(global)"), "thing_drop");
        assertEquals("", result.refusal());
        assertEquals(ONE.replace("thing_put", "thing_drop"), Edits.apply(one, result.edits()));
        Document library = documents.read(folder.resolve("lib.hold")).orElseThrow();
        assertEquals(LIBRARY.replace("thing_put", "thing_drop"), Edits.apply(library, result.edits()));
        Document other = documents.read(folder.resolve("other.hold")).orElseThrow();
        assertEquals(OTHER, Edits.apply(other, result.edits()));
        Rename.Result field = Rename.rename(documents, library, LIBRARY.indexOf("users"), "count");
        assertEquals("", field.refusal());
        assertEquals(ONE.replace("users", "count"), Edits.apply(one, field.edits()));
    }

    private static String renamed(String text, String piece, String name) {
        Document document = Texts.of(text);
        Rename.Result result = Rename.rename(Texts.DOCUMENTS, document, text.indexOf(piece), name);
        return result.isRefused() ? result.refusal() : Edits.apply(document, result.edits());
    }

    @Test
    void renamesRevisionsLabelsClaimsAndWhatMacrosName() {
        String text = """
                scenario "s"
                revisions base, v1, v2;
                #define each(pos) list_for_each_entry(pos, &items, link)
                struct item { struct list_head link; };
                LIST_HEAD(items);
                +[v1, v2] int x;
                -[v2] int y;
                thread t on one { struct item *i; each(i) { goto out; } out: ; }
                claim [v2] c: never (1) at out;
                expect v2 clean;
                """;
        assertEquals(text.replace("v2", "second"), renamed(text, "v2 clean", "second"));
        assertEquals(text.replace("out", "done"), renamed(text, "out: ;", "done"));
        assertEquals(text.replace("link", "node"), renamed(text, "link;", "node"));
        assertEquals(text.replace("] c:", "] safe:"), renamed(text, "c: never", "safe"));
        assertEquals(text.replace(" one", " cpu1"), renamed(text, "one {", "cpu1"));
    }

    @Test
    void refusals() {
        String text = "scenario \"s\"\nint a;\nint b;\nvoid f(int p) { int q = a; mutex_lock(NULL); }\nthread t in softirq { f(b); }\nexpect base clean;\n";
        assertEquals("b already means something else in line 3 of " + Texts.of(text).name(), renamed(text, "a;", "b"));
        assertEquals("p already means something else in line 4 of " + Texts.of(text).name(), renamed(text, "q =", "p"));
        assertEquals(text.replace("q =", "t ="), renamed(text, "q =", "t"));
        assertEquals("\"1x\" is not a name", renamed(text, "a;", "1x"));
        assertEquals("\"while\" is not a name", renamed(text, "a;", "while"));
        assertEquals("kfree is already declared, by the kernel library or an included file", renamed(text, "a;", "kfree"));
        assertEquals("mutex_lock belongs to the kernel library", renamed(text, "mutex_lock", "x"));
        assertEquals("softirq is a word of the language", renamed(text, "softirq", "x"));
        assertEquals("the revisions have their usual names; a revisions header gives them others", renamed(text, "base clean", "x"));
        assertEquals("nothing is named here", renamed(text, "\"s\"", "x"));
        assertTrue(renamed("int a;\nvoid f( {\n", "a;", "b").contains("cannot be read at line 2"));
    }

    /** Another name for anything, and back: the text is what it was, and every problem is the same in between. */
    @Test
    void renamingThereAndBackChangesNothing() {
        int declarations = 0;
        int renamed = 0;
        for (Document document : Texts.all().subList(0, 4)) {
            if (document.file().hasErrors()) {
                continue;
            }
            for (Mention mention : Mentions.of(document).all()) {
                if (!mention.isDeclaration() || ++declarations % 5 != 0) {
                    continue; // each takes two readings
                }
                Rename.Result result = Rename.rename(Texts.DOCUMENTS, document, mention.offset(), "another_name");
                if (!result.isRefused() && result.edits().stream().allMatch(e -> e.file().equals(document.name()))) {
                    Document other = Texts.DOCUMENTS.read(document.path(), Edits.apply(document, result.edits()));
                    assertEquals(document.file().problems().size(), other.file().problems().size(), document + ": " + mention.name() + other.file().problems());
                    long before = result.edits().stream().filter(e -> e.offset() < mention.offset()).count();
                    int offset = (int) (mention.offset() + before * ("another_name".length() - mention.length()));
                    Rename.Result back = Rename.rename(Texts.DOCUMENTS, other, offset, mention.name());
                    assertEquals(document.text(), Edits.apply(other, back.edits()), document + ": " + mention.name() + back.refusal());
                    renamed++;
                }
            }
        }
        assertTrue(renamed > 10, "only " + renamed);
    }
}
