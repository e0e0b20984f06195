package org.holdfast.ide.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;
import org.holdfast.ide.Edits;
import org.holdfast.ide.Texts;
import org.junit.jupiter.api.Test;

class TypingTest {
    /** Text in, text out; {@code |} is the caret, {@code «…»} a selection. */
    private static String after(String marked, Function<Selection, Optional<Typing.Change>> key, String plain) {
        Selection selection = Selection.of(marked);
        Optional<Typing.Change> change = key.apply(selection);
        if (change.isEmpty()) {
            String text = selection.document.text();
            return text.substring(0, selection.offset) + plain + "|" + text.substring(selection.offset + selection.length);
        }
        String text = Edits.apply(selection.document, change.get().edits());
        return text.substring(0, change.get().caret()) + "|" + text.substring(change.get().caret());
    }

    private record Selection(Document document, int offset, int length) {
        static Selection of(String marked) {
            int from = marked.indexOf('«');
            if (from >= 0) {
                String text = marked.replaceAll("[«»]", "");
                return new Selection(Texts.of(text), from, marked.indexOf('»') - from - 1);
            }
            return new Selection(Texts.of(marked.replace("|", "")), marked.indexOf('|'), 0);
        }

        List<Edit> edits(Function<Selection, List<Edit>> service) {
            return service.apply(this);
        }
    }

    private static void enter(String from, String to) {
        assertEquals(to, after(from, s -> Optional.of(Typing.enter(s.document, s.offset, s.length)), "\n"));
    }

    private static void typed(char c, String from, String to) {
        assertEquals(to, after(from, s -> Typing.typed(s.document, s.offset, s.length, c), String.valueOf(c)));
    }

    @Test
    void enterIndents() {
        enter("void f(void)\n{|\n}\n", "void f(void)\n{\n\t|\n}\n");
        enter("void f(void)\n{\n\tx();|\n}\n", "void f(void)\n{\n\tx();\n\t|\n}\n");
        enter("void f(void)\n{\n\tx();|   y();\n}\n", "void f(void)\n{\n\tx();\n\t|y();\n}\n");
        enter("void f(void)\n{\n\tif (x)|\n}\n", "void f(void)\n{\n\tif (x)\n\t\t|\n}\n");
        enter("void f(void)\n{\n\tif (x)\n\t\ty();|\n}\n", "void f(void)\n{\n\tif (x)\n\t\ty();\n\t|\n}\n");
        enter("void f(void)\n{\n\tfoo(a,|\n}\n", "void f(void)\n{\n\tfoo(a,\n\t    |\n}\n");
        enter("void f(void)\n{\n\tswitch (a) {\n\tcase 1:|\n\t}\n}\n", "void f(void)\n{\n\tswitch (a) {\n\tcase 1:\n\t\t|\n\t}\n}\n");
        enter("int x;|", "int x;\n|");
        enter("void f(void)\n{\n\tx«yz»w();\n}\n", "void f(void)\n{\n\tx\n\t\t|w();\n}\n");
    }

    @Test
    void enterClosesABrace() {
        enter("thread t {|", "thread t {\n\t|\n}");
        enter("void f(void)\n{\n\tif (x) {|\n\ty();\n}\n", "void f(void)\n{\n\tif (x) {\n\t\t|\n\t}\n\ty();\n}\n");
        enter("void f(void)\n{\n\tif (x) {|}\n}\n", "void f(void)\n{\n\tif (x) {\n\t\t|\n\t}\n}\n");
        enter("void f(void)\n{\n\tif (x) {|\n\t\ty();\n\t}\n}\n", "void f(void)\n{\n\tif (x) {\n\t\t|\n\t\ty();\n\t}\n}\n");
    }

    @Test
    void enterTakesTheMarkAlong() {
        enter("void f(void)\n{\n+\tx();|\n}\n", "void f(void)\n{\n+\tx();\n+\t|\n}\n");
        String head = "revisions base, v1, v2;\n";
        enter(head + "void f(void)\n{\n+[v1, v2]\tif (x) {|\n}\n", head + "void f(void)\n{\n+[v1, v2]\tif (x) {\n+[v1, v2]\t\t|\n+[v1, v2]\t}\n}\n");
        enter("void f(void)\n{\n|+\tx();\n}\n", "void f(void)\n{\n\n|+\tx();\n}\n");
        enter("void f(void)\n{\n-    x();|\n    y();\n}\n", "void f(void)\n{\n-    x();\n-   |\n    y();\n}\n");
    }

    @Test
    void enterInComments() {
        enter("/*|\n */\n", "/*\n * |\n */\n");
        enter("/**|\nint x; /* y */\n", "/**\n * |\n */\nint x; /* y */\n");
        enter("void f(void)\n{\n+\t/*|\n\tx();\n}\n", "void f(void)\n{\n+\t/*\n+\t * |\n+\t */\n\tx();\n}\n");
        enter("\t/*\n\t * text|\n\t */\n", "\t/*\n\t * text\n\t * |\n\t */\n");
        enter("void f(void)\n{\n\tx(); // what|\n}\n", "void f(void)\n{\n\tx(); // what\n\t|\n}\n");
    }

    @Test
    void pairs() {
        typed('(', "void f(void)\n{\n\tfoo|\n}\n", "void f(void)\n{\n\tfoo(|)\n}\n");
        typed('(', "void f(void)\n{\n\tfoo|bar\n}\n", "void f(void)\n{\n\tfoo(|bar\n}\n");
        typed(')', "void f(void)\n{\n\tfoo(|)\n}\n", "void f(void)\n{\n\tfoo()|\n}\n");
        typed(')', "void f(void)\n{\n\tif (foo(|)\n}\n", "void f(void)\n{\n\tif (foo()|\n}\n".replace("foo()|", "foo()|"));
        typed('"', "scenario |\n", "scenario \"|\"\n");
        typed('"', "scenario \"a|\"\n", "scenario \"a\"|\n");
        typed('"', "/* say |\n */\n", "/* say \"|\n */\n");
        typed('[', "+|\n", "+[|]\n");
        typed(']', "+[v1|]\n", "+[v1]|\n");
        typed('(', "int x = «a + b»;\n", "int x = (a + b)|;\n");
        assertEquals("void f|;\n", after("void f(|);\n", s -> Typing.backspace(s.document, s.offset), ""));
        assertTrue(Typing.backspace(Texts.of("f(a)"), 3).isEmpty());
    }

    @Test
    void bracesAndLabelsGoWhereTheyBelong() {
        typed('}', "void f(void)\n{\n\tif (x) {\n\t\ty();\n\t\t|\n}\n", "void f(void)\n{\n\tif (x) {\n\t\ty();\n\t}|\n}\n");
        typed('}', "void f(void)\n{\n+\tif (x) {\n+\t\t|\n}\n", "void f(void)\n{\n+\tif (x) {\n+\t}|\n}\n");
        typed(':', "void f(void)\n{\n\tout|\n}\n", "void f(void)\n{\nout:|\n}\n");
        typed(':', "void f(void)\n{\n\tswitch (x) {\n\t\tcase 1|\n\t}\n}\n", "void f(void)\n{\n\tswitch (x) {\n\tcase 1:|\n\t}\n}\n");
        typed(':', "void f(void)\n{\n\tx = a ? b |\n}\n", "void f(void)\n{\n\tx = a ? b :|\n}\n");
    }

    private static void edits(String from, Function<Selection, List<Edit>> service, String to) {
        Selection selection = Selection.of(from);
        assertEquals(to, Edits.apply(selection.document, selection.edits(service)));
    }

    @Test
    void comments() {
        Function<Selection, List<Edit>> toggle = s -> Typing.toggleComment(s.document, s.offset, s.length);
        edits("«\tx();\n+\ty();\n\n  + z();\n»w();\n", toggle, "\t// x();\n+\t// y();\n\n  + // z();\nw();\n");
        edits("«\t// x();\n+\t// y();\n\n  + // z();\n»w();\n", toggle, "\tx();\n+\ty();\n\n  + z();\nw();\n");
        edits("«// x();\ny();»", toggle, "// // x();\n// y();");
        edits("x(|);", toggle, "// x();");
    }

    @Test
    void indents() {
        edits("void f(void)\n{\n«x();\n+ y();\n»z();\n}\n", s -> Typing.indent(s.document, s.offset, s.length), "void f(void)\n{\n\tx();\n+\ty();\nz();\n}\n");
    }

    private static Function<Selection, List<Edit>> give(String... revisions) {
        return s -> Marks.give(s.document, s.offset, s.length, List.of(revisions));
    }

    @Test
    void givesMarks() {
        String head = "revisions base, v1, v2;\n";
        edits(head + "«\tx();\n\n-\ty();\n»", give("v2"), head + "+[v2]\tx();\n+[v2]\n+[v2]\ty();\n");
        edits(head + "«\tx();\n-\ty();\n»", give("v1", "v2"), head + "+\tx();\n+\ty();\n");
        edits(head + "+[v2]\tx|();\n", give("base", "v1", "v2"), head + "\tx();\n");
        edits(head + "    x|();\n", give("base"), head + "-   x();\n");
        edits(head + "-   x|();\n", give("base", "v1", "v2"), head + "    x();\n");
        edits(head + "x|();\n", give(), head + "x();\n");
        edits(head + "x|();\n", give("none"), head + "x();\n");
    }

    /** Marks there and back: the text is what it was, wherever its indentation is made of tabs or is as wide as the mark. */
    @Test
    void marksComeAndGo() {
        Document sample = Texts.sample();
        for (int line = 0; line < sample.lines().lines() - 1; line++) {
            int start = sample.lines().start(line);
            // not the header that names them, and not what is indented less than a mark is wide
            if (sample.lines().mark(line) == null && line != 7 && !sample.text().startsWith(" ", start)) {
                Document marked = Texts.of(Edits.apply(sample, Marks.give(sample, start, 0, List.of("v1"))));
                assertEquals("v1", marked.revisionOf(line));
                assertEquals(sample.text(), Edits.apply(marked, Marks.give(marked, start, 0, List.of("base", "v1", "v2"))));
            }
        }
    }

    @Test
    void movesAndDoublesLines() {
        edits("a;\n+ b|;\n- c;\n", s -> Marks.move(s.document, s.offset, s.length, true), "+ b;\na;\n- c;\n");
        edits("a;\n+ b|;\n- c;\n", s -> Marks.move(s.document, s.offset, s.length, false), "a;\n- c;\n+ b;\n");
        edits("«a;\n+ b;\n»- c;", s -> Marks.move(s.document, s.offset, s.length, false), "- c;\na;\n+ b;");
        edits("a|;\nb;\n", s -> Marks.move(s.document, s.offset, s.length, true), "a;\nb;\n");
        edits("a;\nb|;\n", s -> Marks.move(s.document, s.offset, s.length, false), "a;\nb;\n");
        edits("a;\n+ b|;\n", s -> Marks.duplicate(s.document, s.offset, s.length, false), "a;\n+ b;\n+ b;\n");
        edits("«a;\nb»;\n", s -> Marks.duplicate(s.document, s.offset, s.length, true), "a;\nb;\na;\nb;\n");
    }

    @Test
    void brackets() {
        String text = "void f(int (*g)(int))\n{\n-\tif (a) {\n+\tif (b[1]) {\n\t\tc(\")\"); /* ) */\n\t}\n}\n";
        Document document = Texts.of(text);
        for (int[] pair : new int[][] {{text.indexOf('('), text.indexOf(")\n{")}, {text.indexOf("(*"), text.indexOf(")(")}, {text.indexOf("{\n-"), text.lastIndexOf('}')},
                {text.indexOf("(b"), text.indexOf(") {\n\t\t")}, {text.indexOf("[1"), text.indexOf("])")}, {text.indexOf("(\""), text.indexOf(");")}}) {
            assertEquals(pair[1], Brackets.partner(document, pair[0]).orElseThrow());
            assertEquals(pair[0], Brackets.partner(document, pair[1]).orElseThrow());
        }
        assertTrue(Brackets.partner(document, text.indexOf(")\")")).isEmpty());
        // the brace of the base's line and of the patch's have the same partner, which knows the patch's
        assertEquals(text.indexOf("}\n}"), Brackets.partner(document, text.indexOf("{\n+")).orElseThrow());
        assertEquals(text.indexOf("{\n\t\tc"), Brackets.partner(document, text.indexOf("}\n}")).orElseThrow());
        assertTrue(Brackets.partner(document, text.indexOf("void")).isEmpty());
    }
}
