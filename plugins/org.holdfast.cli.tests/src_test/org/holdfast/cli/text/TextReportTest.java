package org.holdfast.cli.text;

import org.holdfast.cli.tests.Golden;
import org.holdfast.lang.report.Ink;
import org.holdfast.lang.report.Wrap;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How a report looks as text. */
class TextReportTest {

    @Test
    void report() {
        Golden.assertSame("report.txt", TextReport.of(SampleReport.report(), f -> f, SampleReport.sources(), Ink.PLAIN));
    }

    @Test
    void fixes() {
        Golden.assertSame("fixes.txt", TextReport.fixes(SampleReport.report(), f -> f, SampleReport.sources(), Ink.PLAIN));
    }

    @Test
    void coloursChangeNothingElse() {
        String plain = TextReport.of(SampleReport.report(), f -> f, SampleReport.sources(), Ink.PLAIN);
        String dyed = TextReport.of(SampleReport.report(), f -> f, SampleReport.sources(), Ink.COLOUR);
        assertTrue(dyed.contains("\u001b["));
        assertEquals(plain, dyed.replaceAll("\u001b\\[[0-9;]*m", ""));
    }

    @Test
    void fitsAMail() {
        TextReport.of(SampleReport.report(), f -> f, SampleReport.sources(), Ink.PLAIN).lines().forEach(l -> assertTrue(l.length() <= Wrap.WIDTH, l));
    }
}
