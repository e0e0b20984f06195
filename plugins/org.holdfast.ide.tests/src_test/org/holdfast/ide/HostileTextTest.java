package org.holdfast.ide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.edit.Brackets;
import org.holdfast.ide.edit.Formatter;
import org.holdfast.ide.edit.Marks;
import org.holdfast.ide.edit.Typing;
import org.holdfast.ide.text.Completion;
import org.holdfast.ide.text.Definition;
import org.holdfast.ide.text.Folding;
import org.holdfast.ide.text.Hover;
import org.holdfast.ide.text.Minings;
import org.holdfast.ide.text.Occurrences;
import org.holdfast.ide.text.Outline;
import org.holdfast.ide.text.Parameters;
import org.holdfast.ide.text.References;
import org.holdfast.ide.text.Rename;
import org.holdfast.ide.text.Tokens;
import org.junit.jupiter.api.Test;

/** No service throws, hangs or answers with edits that do not fit, whatever the text is: half typed, torn, shuffled, or nonsense. */
class HostileTextTest {
    private static final int ROUNDS = Integer.getInteger("holdfast.mutations", 50);
    private static final String PIECES = "(){}[]<>;:,.*&+-/#\"'\\|?!=~%^@$\t\n\r \u00e4\ud83d\ude00\0";
    private static final List<String> WORDS = List.of("struct", "if (", "else", "/*", "*/", "//", "#define", "#include \"", "thread", "claim [", "expect base", "->", "order ",
            "+[v1]", "-[", "\n+", "\n- ", "goto ", "case ", "typedef ", "sizeof(", "list_for_each_entry(", "guard(mutex)(", "{{{{", "))))", "revisions a, b;", "\n@@ ",
            "DEFINE_MUTEX(", "\\\n", "__must_hold(", "do {", "} while (", "0x", "init {", "finally {");

    /** Every service once; what it answers has to fit the text. */
    private static void everything(Document document, int offset, int length) {
        int size = document.text().length();
        Tokens.of(document).forEach(t -> assertTrue(t.offset() >= 0 && t.end() <= size));
        Folding.of(document).forEach(f -> assertTrue(f.offset() >= 0 && f.offset() + f.length() <= size));
        Outline.at(Outline.of(document), offset);
        Definition.at(document, offset);
        Definition.link(document, offset);
        Occurrences.at(document, offset).forEach(o -> assertTrue(o.offset() >= 0 && o.offset() + o.length() <= size));
        References.at(Texts.DOCUMENTS, document, offset);
        Rename.prepare(document, offset);
        fits(document, Rename.rename(Texts.DOCUMENTS, document, offset, "x_y").edits());
        Hover.at(document, offset);
        Completion.Proposals proposals = Completion.at(document, offset);
        assertTrue(proposals.offset() >= 0 && proposals.offset() + proposals.length() <= size);
        for (Completion.Proposal p : proposals.list()) {
            assertTrue(p.exit() >= 0 && p.exit() <= p.text().length() && p.holes().stream().allMatch(h -> h.offset() + h.length() <= p.text().length()), p.toString());
        }
        proposals.list().stream().limit(3).forEach(p -> Completion.doc(document, offset, p));
        Parameters.at(document, offset);
        Minings.of(document);
        Brackets.partner(document, offset);
        fits(document, Formatter.format(document));
        fits(document, Marks.give(document, offset, length, List.of("v1", "base")));
        fits(document, Marks.move(document, offset, length, true));
        fits(document, Marks.move(document, offset, length, false));
        fits(document, Marks.duplicate(document, offset, length, true));
        fits(document, Typing.enter(document, offset, length).edits());
        for (char c : "([{\"}]):;a".toCharArray()) {
            Typing.typed(document, offset, length, c).ifPresent(change -> fits(document, change.edits()));
            Typing.typed(document, offset, 0, c).ifPresent(change -> fits(document, change.edits()));
        }
        Typing.backspace(document, offset).ifPresent(change -> fits(document, change.edits()));
        fits(document, Typing.toggleComment(document, offset, length));
        fits(document, Typing.indent(document, offset, length));
    }

    private static void fits(Document document, List<Edit> edits) {
        Edits.apply(document, edits);
    }

    @Test
    void mutatedTexts() {
        Random random = new Random(7);
        List<Document> all = Texts.all().stream().filter(d -> !d.isLibrary()).toList();
        for (int round = 0; round < ROUNDS; round++) {
            String text = mutated(round % 3 == 0 ? Texts.sample().text() : all.get(random.nextInt(all.size())).text(), random);
            Document document = Texts.of(text);
            int offset = random.nextInt(text.length() + 1);
            try {
                everything(document, offset, random.nextInt(40));
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                throw new AssertionError("round " + round + " at " + offset + ":\n" + text, e);
            }
        }
    }

    private static String mutated(String original, Random random) {
        StringBuilder text = new StringBuilder(original);
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes && !text.isEmpty(); i++) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + 1 + random.nextInt(random.nextInt(6) == 0 ? 400 : 12));
            switch (random.nextInt(6)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.setLength(Math.max(1, at));
                case 2 -> text.insert(at, WORDS.get(random.nextInt(WORDS.size())));
                case 3 -> text.setCharAt(at, PIECES.charAt(random.nextInt(PIECES.length())));
                case 4 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
                default -> text.replace(at, end, text.substring(at, end).repeat(2));
            }
        }
        return text.toString();
    }

    @Test
    void oddTexts() {
        List<String> odd = List.of("", "\n", " ", "+", "-", "+[", "+[v1", "}", "{", "(", "\"", "/*", "*/", "//", "#", "#define", "#define X(", "\r\n\r\n", "\0", "\ufeff",
                "expect", "claim [", "order a ->", "thread", "int f(", "struct {", "a->", "a.", "&", "goto", "revisions ;", "revisions a, a;", "@@ -1 +1 @@", "+++ b/x\n--- a/x\n",
                "{".repeat(500), "(".repeat(500), "if (a) ".repeat(400), "- ".repeat(500), "\n".repeat(2000), "x".repeat(5000), "a".repeat(300) + "->" + "b".repeat(300));
        for (String text : odd) {
            for (int offset : new int[] {-5, 0, text.length() / 2, text.length(), text.length() + 9, Integer.MAX_VALUE}) {
                try {
                    everything(Texts.of(text), offset, 3);
                    everything(Texts.of(text), offset, Integer.MAX_VALUE);
                } catch (RuntimeException | AssertionError | StackOverflowError e) {
                    throw new AssertionError("at " + offset + " of [" + text.substring(0, Math.min(60, text.length())) + "]", e);
                }
            }
        }
    }

    /** As somebody types it: every beginning of the sample, the caret at its end. */
    @Test
    void everyBeginning() {
        String text = Texts.sample().text();
        for (int end = 0; end < text.length(); end += 41) {
            Document document = Texts.of(text.substring(0, end));
            try {
                everything(document, end, 0);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("the first " + end + " characters", e);
            }
        }
    }

    @Test
    void theKernelLibraryAsWell() {
        for (Document document : Texts.all()) {
            if (document.isLibrary()) {
                everything(document, document.text().length() / 2, 5);
                assertTrue(Formatter.format(document).isEmpty() && Typing.toggleComment(document, 0, 9).isEmpty(), "it can only be read");
            }
        }
    }

    /** One document, asked by several threads at once, gives each of them the same answers. */
    @Test
    void severalThreadsAtOnce() throws Exception {
        String text = Texts.sample().text();
        Document document = Texts.DOCUMENTS.read(Texts.FOLDER.resolve("sample.hold"), text);
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                int step = 61 + i % 6;
                answers.add(threads.submit(() -> {
                    StringBuilder all = new StringBuilder();
                    for (int at = step; at < text.length(); at += 397) {
                        everything(document, at, 3);
                    }
                    for (int at = 5; at < text.length(); at += 397) {
                        all.append(Hover.at(document, at)).append(Definition.at(document, at)).append(Occurrences.at(document, at)).append(Completion.at(document, at).list().size());
                    }
                    return all.append(Tokens.of(document).hashCode()).append(Outline.of(document).hashCode()).append(Minings.of(document)).toString();
                }));
            }
            for (Future<String> answer : answers) {
                assertEquals(answers.get(0).get(), answer.get());
            }
        }
    }
}
