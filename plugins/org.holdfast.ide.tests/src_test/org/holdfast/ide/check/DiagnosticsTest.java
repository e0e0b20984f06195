package org.holdfast.ide.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Severity;
import org.holdfast.ide.Document;
import org.holdfast.ide.Texts;
import org.holdfast.lang.check.Settings;
import org.junit.jupiter.api.Test;

/** Findings of all revisions as diagnostics. */
class DiagnosticsTest {
    private static List<Diagnostic> of(String text, Severities severities) {
        Document document = Texts.of(text);
        return Diagnostics.of(Texts.DOCUMENTS.checker(document.path()).check(document.file(), Settings.DEFAULT), severities);
    }

    private static final String TEXT = """
            scenario "three"
            revisions base, v1, v2;
            DEFINE_MUTEX(m);
            thread a {
            	mutex_lock(&m);
            -[v2]	mutex_lock(&m);
            	mutex_unlock(&m);
            +[v1]	mutex_unlock(&m);
            }
            """;

    @Test
    void oneFindingOfSeveralRevisionsIsOne() {
        List<Diagnostic> all = of(TEXT, Severities.AS_REPORTED);
        Diagnostic d = all.getFirst();
        assertEquals(1, all.size(), all.toString());
        assertEquals("self-deadlock", d.rule());
        assertEquals(List.of("base", "v1"), d.revisions());
        assertEquals(List.of("base", "v1"), d.findings().stream().map(Diagnostic.Found::revision).toList());
        assertTrue(d.message().endsWith(" (in base, v1)"), d.message());
        assertEquals(Card.Group.LOCKING, d.group());
        assertEquals(6, d.range().line());
        assertEquals(List.of("acquired by a 5"), d.related().stream().map(r -> r.text() + " " + r.range().line()).toList());
    }

    @Test
    void whatIsExpectedIsInformation() {
        List<Diagnostic> some = of(TEXT + "expect base self-deadlock;\nexpect v1 clean;\nexpect v2 clean;\n", Severities.AS_REPORTED);
        assertEquals(List.of("self-deadlock ERROR false", "expectation-not-met ERROR false"), some.stream().map(d -> d.rule() + " " + d.severity() + " " + d.expected()).toList());
        assertTrue(some.getFirst().message().endsWith(" (in v1; expected in base)"), some.getFirst().message());
        List<Diagnostic> all = of(TEXT + "expect base self-deadlock;\nexpect v1 self-deadlock;\nexpect v2 clean;\n", Severities.AS_REPORTED);
        assertEquals(List.of("self-deadlock INFORMATION true"), all.stream().map(d -> d.rule() + " " + d.severity() + " " + d.expected()).toList());
    }

    @Test
    void aProjectMayTakeItLessSeriously() {
        assertEquals(List.of(Severity.WARNING), of(TEXT, (rule, s) -> Optional.of(Severity.WARNING)).stream().map(Diagnostic::severity).toList());
        assertEquals(List.of(), of(TEXT, (rule, s) -> Optional.empty()));
    }

    @Test
    void problemsNameTheirRevisionsWhereNotAllHaveThem() {
        List<Diagnostic> all = of("scenario \"s\"\nint x;\nthread a {\n+\ty = 1;\n\tz = 1;\n}\n", Severities.AS_REPORTED);
        assertEquals(List.of(true, false), all.stream().map(d -> d.message().endsWith(" (in patch)")).toList(), all.toString());
        assertEquals(List.of(Card.Group.SCENARIO, Card.Group.SCENARIO), all.stream().map(Diagnostic::group).toList());
    }
}
