package org.holdfast.ide.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.holdfast.ide.Document;
import org.holdfast.ide.Texts;
import org.junit.jupiter.api.Test;

class FoldingTest {
    private static String folds(String text) {
        Document document = Texts.of(text);
        return Folding.of(document).stream()
                .map(f -> (document.line(f.offset()) + 1) + "-" + (document.line(f.offset() + f.length()) + 1) + " " + f.kind())
                .collect(Collectors.joining(", "));
    }

    @Test
    void declarationsCommentsAndIncludes() {
        assertEquals("1-2 INCLUDES, 3-4 COMMENT, 5-7 DECLARATION, 10-13 DECLARATION, 15-17 DECLARATION",
                folds("""
                        #include "a.hold"
                        #include "b.hold"
                        /* of
                           two lines */
                        struct s {
                            int x;
                        };
                        #define M(x) { \\
                                    x(
                        static int f(void)
                        {
                            if (x) { }
                        }
                        int one(void) { return 1; }
                        thread t {
                            f();
                        }
                        """));
    }

    @Test
    void revisionsThatDifferShareTheirFold() {
        assertEquals("2-6 DECLARATION", folds("""
                -int f(void)
                +long f(void)
                {
                +	return 1;
                -	return 2;
                }
                """));
    }

    @Test
    void whatIsNotClosedIsNotFolded() {
        assertEquals("", folds("void f(void)\n{\n  if (x) {\n  }\n"));
    }

    @Test
    void foldsNestOrAreApart() {
        for (Document document : Texts.all()) {
            List<Folding.Fold> folds = Folding.of(document);
            for (Folding.Fold a : folds) {
                for (Folding.Fold b : folds) {
                    int endA = a.offset() + a.length();
                    int endB = b.offset() + b.length();
                    assertTrue(a == b || endA < b.offset() || endB < a.offset() || a.offset() < b.offset() && endB <= endA
                            || b.offset() < a.offset() && endA <= endB, document + " " + a + " " + b);
                }
            }
        }
    }
}
