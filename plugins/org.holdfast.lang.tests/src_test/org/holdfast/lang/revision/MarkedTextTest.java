package org.holdfast.lang.revision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarkedTextTest {
    /** The text of every revision, with blanks at the ends of lines cut off. */
    private static void projects(String text, String... expected) {
        MarkedText marked = MarkedText.of(text);
        int i = 0;
        for (String revision : marked.revisions().names()) {
            String projected = marked.project(revision, marked.revisions().base());
            assertEquals(text.length(), projected.length());
            assertEquals(expected[i++], projected.lines().map(String::stripTrailing).reduce((a, b) -> a + "\n" + b).orElse(""), revision);
        }
        assertEquals(expected.length, i);
    }

    @Test
    void plainMarks() {
        projects("a\n-b\n+c\nd\n", "a\n b\n\nd", "a\n\n c\nd");
        projects("-\n+\n", "\n", "\n");
        projects("\t- a\n\t+ b\n  -\n  +\n", "\t  a\n\n\n", "\n\t  b\n\n");
    }

    @Test
    void namedMarks() {
        String header = "revisions base, v1, v2;\n";
        projects(header + "+[v1] a\n-[v1] b\n+[v1, v2]c\n-[base] d\n", header + "\n      b\n\n",
                header + "      a\n\n         c\n        d", header + "\n      b\n         c\n        d");
    }

    @Test
    void inColumnZeroASignIsAlwaysAMark() {
        projects("+++x;\n--x;\n-1,\n+[i] = 1;\n", "\n -x;\n 1,\n", " ++x;\n\n\n");
        projects("+x[1]\n+[1] = 2\n", "\n", " x[1]\n [1] = 2");
    }

    @Test
    void indentedASignMustStandAlone() {
        projects(" ++x;\n -1,\n -x\n", " ++x;\n -1,\n -x", " ++x;\n -1,\n -x");
        projects(" +\n -\tx\n", "\n  \tx", "\n");
    }

    @Test
    void commentsHaveDashesThatAreNoMarks() {
        projects("/*\n - a\n + b\n */\nc\n", "/*\n - a\n + b\n */\nc", "/*\n - a\n + b\n */\nc");
        // a comment that only the patch has: its lines are marked in column 0, as hunks are
        projects("+/*\n+ * a\n+ */\nb\n", "\n\n\nb", " /*\n  * a\n  */\nb");
        projects("  + /* x\n  + y */\n", "\n", "    /* x\n  + y */");
        projects("s = \"/*\";\n- a\n", "s = \"/*\";\n  a", "s = \"/*\";\n");
        projects("c = '\"'; // /*\n- a\n", "c = '\"'; // /*\n  a", "c = '\"'; // /*\n");
    }

    @Test
    void lineEndsStay() {
        MarkedText marked = MarkedText.of("a\r\n-b\r\n+c\r\n");
        assertEquals("a\r\n b\r\n  \r\n", marked.project("base", "base"));
        assertEquals("a\r\n  \r\n c\r\n", marked.project("patch", "base"));
    }

    @Test
    void headersOfDiffsAreInNoRevision() {
        projects("--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n a\n", "\n\n\n a", "\n\n\n a");
        assertTrue(MarkedText.of("--- a/x.c\n").isDiffHeader(0));
        assertNull(MarkedText.of("--- a/x.c\n").mark(0));
    }

    @Test
    void theHeaderNamesTheRevisions() {
        assertEquals(List.of("base", "patch"), MarkedText.of("int x;").revisions().names());
        assertEquals(List.of("a", "b", "c"), MarkedText.of("scenario \"x\"\nrevisions a, b ,c;\n").revisions().names());
        assertEquals(List.of("a", "b"), MarkedText.of("scenario \"revisions x;\" // revisions y;\n/* revisions z; */\n revisions\n a,\n b;\n").revisions().names());
        assertEquals(List.of("base", "patch"), MarkedText.of("void f(void) {\nrevisions a, b;\n}").revisions().names());
        assertEquals(List.of("base", "patch"), MarkedText.of("revisions = 1;\nrevisions_of x;\nrevisions a b;").revisions().names());
        assertEquals(List.of("a"), MarkedText.of("revisions a, a;").revisions().names());
    }

    @Test
    void theShortestMarkOfASet() {
        Revisions three = new Revisions(List.of("base", "v1", "v2", "v3"));
        assertEquals("", three.mark(Set.of("base", "v1", "v2", "v3")));
        assertEquals("+", three.mark(Set.of("v1", "v2", "v3")));
        assertEquals("-", three.mark(Set.of("base")));
        assertEquals("+[v2]", three.mark(Set.of("v2")));
        assertEquals("-[v2]", three.mark(Set.of("base", "v1", "v3")));
        assertEquals("+[v1, v3]", three.mark(List.of("v3", "v1")));
        assertThrows(IllegalArgumentException.class, () -> three.mark(Set.of()));
        for (int set = 1; set < 16; set++) {
            List<String> in = new java.util.ArrayList<>();
            for (int i = 0; i < 4; i++) {
                if ((set >> i & 1) != 0) {
                    in.add(three.names().get(i));
                }
            }
            assertEquals(in, List.copyOf(three.having(MarkedText.of(three.mark(in) + " x").mark(0))));
        }
    }

    @Test
    void includesAreFoundInTheirRevision() {
        assertEquals(List.of("a.hold", "b.hold"), IncludeLine.all("#include \"a.hold\"\n/* #include \"x\"\n#include \"y\" */\n # include\t\"b.hold\" // z\n#include <c>\n")
                .stream().map(IncludeLine::path).toList());
        assertEquals(new IncludeLine("a", 9, 3), IncludeLine.all("#include \"a\"").get(0));
    }
}
