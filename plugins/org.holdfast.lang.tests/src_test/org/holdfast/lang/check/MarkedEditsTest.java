package org.holdfast.lang.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Source;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Edit;
import org.holdfast.engine.rule.Outline;
import org.holdfast.lang.revision.MarkedText;
import org.junit.jupiter.api.Test;

/** Changes of one revision written into the shared text: text in, text out. Statements are named by their text; {@code {} is a block, {@code if} a branch. */
class MarkedEditsTest {
    private final List<Statement> statements = new ArrayList<>();
    private String text = "";

    /** A statement by its (first) text; its number is the order of calls. */
    private int statement(int parent, Form form, String snippet) {
        int offset = text.indexOf(snippet);
        Range range = new Range("f", offset, snippet.length(), 1, 1, 1, 1);
        statements.add(new Statement(statements.size(), parent, form, "f", range, snippet, List.of(), List.of(), List.of()));
        return statements.size() - 1;
    }

    private String apply(String revision, Change... changes) {
        MarkedText marked = MarkedText.of(text);
        List<Edit> edits = new MarkedEdits(f -> marked, marked.revisions(), revision, new Outline(new Source(statements, List.of()))).edits(List.of(changes));
        return apply(text, edits);
    }

    static String apply(String text, List<Edit> edits) {
        StringBuilder out = new StringBuilder(text);
        int last = Integer.MAX_VALUE;
        for (Edit e : edits) {
            if (e.offset() + e.length() > last) {
                throw new AssertionError("edits overlap or are not in descending order: " + edits);
            }
            last = e.offset();
            out.replace(e.offset(), e.offset() + e.length(), e.text());
        }
        return out.toString();
    }

    @Test
    void movingAnUnmarkedLineLeavesTheBaseAsItWas() {
        text = "void f(void)\n{\n\ta();\n\tb();\t/* why */\n\tc();\n}\n";
        int block = statement(-1, Form.BLOCK, "{\n\ta();\n\tb();\t/* why */\n\tc();\n}");
        int a = statement(block, Form.EXPRESSION, "a();");
        int b = statement(block, Form.EXPRESSION, "b();");
        assertEquals("void f(void)\n{\n+\tb();\t/* why */\n\ta();\n-\tb();\t/* why */\n\tc();\n}\n", apply("patch", new Change.Move(b, a, false)));
    }

    @Test
    void ofThreeRevisionsTheOneIsNamed() {
        text = "revisions base, v1, v2;\nvoid f(void)\n{\n\ta();\n\tb();\n}\n";
        int block = statement(-1, Form.BLOCK, "{\n\ta();\n\tb();\n}");
        int a = statement(block, Form.EXPRESSION, "a();");
        int b = statement(block, Form.EXPRESSION, "b();");
        assertEquals("revisions base, v1, v2;\nvoid f(void)\n{\n-[v2]\ta();\n\tb();\n+[v2]\ta();\n}\n", apply("v2", new Change.Move(a, b, true)));
    }

    @Test
    void aLineOfTheRevisionAloneSimplyMoves() {
        text = "revisions base, v1, v2;\nvoid f(void)\n{\n\tlock();\n+[v2]\tput();\n\tunlock();\n-[v2]\tput();\n}\n";
        int block = statement(-1, Form.BLOCK, "{\n\tlock();\n+[v2]\tput();\n\tunlock();\n-[v2]\tput();\n}");
        int lock = statement(block, Form.EXPRESSION, "lock();");
        int put = statement(block, Form.EXPRESSION, "put();");
        assertEquals("revisions base, v1, v2;\nvoid f(void)\n{\n+[v2]\tput();\n\tlock();\n\tunlock();\n-[v2]\tput();\n}\n",
                apply("v2", new Change.Move(put, lock, false)));
    }

    @Test
    void aLineOfTwoRevisionsIsLeftToTheOther() {
        text = "revisions base, v1, v2;\nvoid f(void)\n{\n\ta();\n+\tput();\n\tb();\n}\n";
        int block = statement(-1, Form.BLOCK, "{\n\ta();\n+\tput();\n\tb();\n}");
        int put = statement(block, Form.EXPRESSION, "put();");
        int b = statement(block, Form.EXPRESSION, "b();");
        assertEquals("revisions base, v1, v2;\nvoid f(void)\n{\n\ta();\n+[v1]\tput();\n\tb();\n+[v2]\tput();\n}\n", apply("v2", new Change.Move(put, b, true)));
    }

    @Test
    void aSingleRevisionNeedsNoMarks() {
        text = "revisions base;\nvoid f(void)\n{\n\ta();\n\tb();\n}\n";
        int block = statement(-1, Form.BLOCK, "{\n\ta();\n\tb();\n}");
        int a = statement(block, Form.EXPRESSION, "a();");
        int b = statement(block, Form.EXPRESSION, "b();");
        assertEquals("revisions base;\nvoid f(void)\n{\n\tb();\n\ta();\n}\n", apply("base", new Change.Move(a, b, true)));
    }

    @Test
    void marksTakeThePlaceOfBlanks() {
        text = "void f(void)\n{\n    a();\n-   b();\n}\n";
        int block = statement(-1, Form.BLOCK, "{\n    a();\n-   b();\n}");
        int a = statement(block, Form.EXPRESSION, "a();");
        assertEquals("void f(void)\n{\n-   a();\n-   b();\n}\n", apply("patch", new Change.Delete(a)));
        assertEquals("void f(void)\n{\n    a();\n+   c();\n-   b();\n}\n", apply("patch", new Change.Insert(a, true, "c();")));
    }

    @Test
    void aBareBodyGetsBraces() {
        text = "void f(void)\n{\n\tif (x)\t/* error */\n\t\treturn;\n\tb();\n}\n";
        int block = statement(-1, Form.BLOCK, "{\n\tif (x)\t/* error */\n\t\treturn;\n\tb();\n}");
        int branch = statement(block, Form.IF, "if (x)\t/* error */\n\t\treturn;");
        int leave = statement(branch, Form.RETURN, "return;");
        assertEquals("void f(void)\n{\n-\tif (x)\t/* error */\n+\tif (x) {\t/* error */\n+\t\tput();\n\t\treturn;\n+\t}\n\tb();\n}\n",
                apply("patch", new Change.Insert(leave, false, "put();")));
        assertThrows(MarkedEdits.Impossible.class, () -> apply("patch", new Change.Delete(leave)));
    }

    @Test
    void aBareBodyBeforeElse() {
        text = "void f(void)\n{\n\tif (x)\n\t\ta();\n\telse\n\t\tb();\n}\n";
        int block = statement(-1, Form.BLOCK, "{\n\tif (x)\n\t\ta();\n\telse\n\t\tb();\n}");
        int branch = statement(block, Form.IF, "if (x)\n\t\ta();\n\telse\n\t\tb();");
        int a = statement(branch, Form.EXPRESSION, "a();");
        assertEquals("void f(void)\n{\n-\tif (x)\n+\tif (x) {\n\t\ta();\n-\telse\n+\t\tc();\n+\t} else\n\t\tb();\n}\n",
                apply("patch", new Change.Insert(a, true, "c();")));
    }

    @Test
    void statementsThatShareALine() {
        text = "thread t { a(); b(); }\n";
        int block = statement(-1, Form.BLOCK, "{ a(); b(); }");
        int a = statement(block, Form.EXPRESSION, "a();");
        int b = statement(block, Form.EXPRESSION, "b();");
        assertEquals("-thread t { a(); b(); }\n+thread t { b(); a(); }\n", apply("patch", new Change.Move(a, b, true)));
        assertEquals("-thread t { a(); b(); }\n+thread t { lock(); a(); unlock(); b(); }\n",
                apply("patch", new Change.Insert(a, false, "lock();"), new Change.Insert(a, true, "unlock();")));
    }

    @Test
    void replacingIsAMinusAndAPlus() {
        text = "void f(void)\n{\n\tcancel_work(&w);\n\tb();\n}\n";
        statement(-1, Form.BLOCK, "{\n\tcancel_work(&w);\n\tb();\n}");
        int at = text.indexOf("cancel_work");
        assertEquals("void f(void)\n{\n-\tcancel_work(&w);\n+\tcancel_work_sync(&w);\n\tb();\n}\n",
                apply("patch", new Change.Replace(new Range("f", at, "cancel_work".length(), 3, 2, 3, 13), "cancel_work_sync")));
        assertEquals("void f(void)\n{\n-\tcancel_work(&w);\n+\tif (x)\n+\t\tc();\n\tb();\n}\n",
                apply("patch", new Change.Replace(new Range("f", at, "cancel_work(&w);".length(), 3, 2, 3, 18), "if (x)\n\tc();")));
    }

    @Test
    void severalLinesMoveTogetherAndKeepTheirShape() {
        text = "void f(void)\n{\n\tif (x) {\n\t\ta();\n\t}\n\t{\n\t\tb();\n\t}\n}\n";
        int block = statement(-1, Form.BLOCK, "{\n\tif (x) {\n\t\ta();\n\t}\n\t{\n\t\tb();\n\t}\n}");
        int branch = statement(block, Form.IF, "if (x) {\n\t\ta();\n\t}");
        int inner = statement(block, Form.BLOCK, "{\n\t\tb();\n\t}");
        int b = statement(inner, Form.EXPRESSION, "b();");
        assertEquals("void f(void)\n{\n-\tif (x) {\n-\t\ta();\n-\t}\n\t{\n\t\tb();\n+\t\tif (x) {\n+\t\t\ta();\n+\t\t}\n\t}\n}\n",
                apply("patch", new Change.Move(branch, b, true)));
    }
}
