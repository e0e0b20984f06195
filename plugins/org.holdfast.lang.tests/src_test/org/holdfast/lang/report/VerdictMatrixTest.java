package org.holdfast.lang.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.holdfast.lang.check.Checker;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Settings;
import org.holdfast.lang.report.VerdictMatrix.Kind;
import org.junit.jupiter.api.Test;

class VerdictMatrixTest {
    private static final String SCENARIO = """
            scenario "a flag"
            revisions base, patch, broken;

            int flag;

            thread one {
            +[patch]    flag = 0;
                BUG_ON(flag);
            +[broken]    nonsense
            }

            thread two {
            -[patch]    flag = 1;
            }

            expect base  assertion;
            expect patch clean;
            """;

    private final Report report = new Checker().check(SCENARIO, "flag.hold", Settings.DEFAULT.withoutRepairs());

    private static String shown(VerdictMatrix m) {
        return String.join(" ", m.revisions()) + "\n" + m.rows().stream().map(r -> r.kind() + " " + r.label() + ": "
                + r.cells().stream().map(c -> c.text().isEmpty() ? "." : c.text()).collect(Collectors.joining(" "))).collect(Collectors.joining("\n"));
    }

    @Test
    void findingsByRevisions() {
        VerdictMatrix m = VerdictMatrix.of(report);
        assertEquals("""
                base patch broken
                FINDING assertion, line 8: expected - ?
                VERDICT verdict: findings clean invalid
                EXPECTATION expectation: met met none""", shown(new VerdictMatrix(m.revisions(), m.rows().stream().filter(r -> r.kind() != Kind.STATES).toList())));
        VerdictMatrix.Row finding = m.rows().getFirst();
        assertEquals(8, finding.range().line());
        assertEquals("assertion", finding.cells().getFirst().diagnosed().finding().rule());
        assertTrue(finding.cells().getFirst().detail().startsWith("base: "), finding.cells().getFirst().detail());
        assertTrue(finding.cells().get(2).detail().startsWith("broken is not known to have it: "), finding.cells().get(2).detail());
    }

    @Test
    void cleanSaysWhatWasExploredAndAssumed() {
        VerdictMatrix.Row verdict = VerdictMatrix.of(report).rows().stream().filter(r -> r.kind() == Kind.VERDICT).findFirst().orElseThrow();
        List<String> clean = verdict.cells().get(1).detail().lines().toList();
        assertEquals("patch is clean.", clean.get(0));
        assertTrue(clean.get(1).matches("Every interleaving was explored: [\\d,]+ states, [\\d,]+ transitions\\."), clean.get(1));
        assertTrue(clean.get(2).startsWith("Assumed: "), clean.get(2));
        assertEquals("assertion", verdict.cells().get(0).diagnosed().finding().rule());
        assertTrue(verdict.cells().get(2).detail().startsWith("broken was not explored: "));
    }

    @Test
    void scenariosByRevisions() {
        Report other = new Checker().check("scenario \"another\"\nrevisions base, v2;\nthread t {\n}\n", "other.hold", Settings.DEFAULT);
        Report library = new Checker().check("int x;\n", "library.hold", Settings.DEFAULT);
        assertEquals("""
                base patch broken v2
                SCENARIO a flag: findings clean invalid .
                SCENARIO another: clean . . clean""", shown(VerdictMatrix.of(List.of(report, library, other))));
    }
}
