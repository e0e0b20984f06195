package org.holdfast.cli.text;

import org.holdfast.lang.report.Ink;
import org.holdfast.lang.report.Ink.Tone;
import org.holdfast.lang.report.Sources;
import org.holdfast.lang.report.Wrap;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ExcerptTest {

    private static String of(String text, String pointedAt) {
        Sources sources = new Sources().with("f", text);
        return Excerpt.of(sources.range("f", text.indexOf(pointedAt), pointedAt.length()), sources, Tone.ERROR, Ink.PLAIN);
    }

    @Test
    void pointsBelowTabs() {
        assertEquals("""
                     2 | +[v2]           put(x);
                       |                 ^~~~~~
                """, of("a\n+[v2]\t\tput(x);\nb", "put(x)"));
    }

    @Test
    void pointsAtTheFirstOfSeveralLines() {
        assertEquals("""
                     1 | if (a &&
                       | ^~~~~~~~
                """, of("if (a &&\n    b)\n", "if (a &&\n    b)"));
    }

    @Test
    void longLinesAreCut() {
        String line = "\t\t\t\tint aaaaaaaaaaaaaaaaaaaa = bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb(cccccccccccccccccccc, dddddddddddddddddddd, eeeeee);";
        for (String at : new String[] {"int", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "eeeeee", line.strip()}) {
            of(line, at).lines().forEach(l -> assertTrue(l.length() <= Wrap.WIDTH, l));
            assertTrue(of(line, at).contains(at.substring(0, Math.min(6, at.length()))), of(line, at));
        }
    }

    @Test
    void emptyRangeAtTheEnd() {
        assertEquals("""
                     1 | a
                       |  ^
                """, of("a", "").isEmpty() ? "" : Excerpt.of(new Sources().with("f", "a").range("f", 1, 0), new Sources().with("f", "a"), Tone.ERROR, Ink.PLAIN));
    }
}
