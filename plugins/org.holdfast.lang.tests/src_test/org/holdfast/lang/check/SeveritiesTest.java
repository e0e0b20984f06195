package org.holdfast.lang.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.holdfast.engine.rule.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Severities as a project and a call have them. */
class SeveritiesTest {
    private static final Checker CHECKER = new Checker();
    private static final String TEXT = "scenario \"s\"\nDEFINE_MUTEX(m);\nvoid idle(void) { }\nthread a { mutex_unlock(&m); }\n";

    @TempDir
    private Path folder;

    private Report check(Settings settings) throws IOException {
        Path file = folder.resolve("below").resolve("s.hold");
        Files.createDirectories(file.getParent());
        Files.writeString(file, TEXT);
        return CHECKER.check(file, settings.withoutRepairs());
    }

    private static List<String> shown(Report report) {
        return report.revisions().getFirst().findings().stream().map(d -> d.finding().rule() + " " + d.finding().severity()).sorted().toList();
    }

    @Test
    void aProjectsFileCountsForItsFolders() throws IOException {
        assertEquals(List.of("unlock-not-held ERROR", "unreachable-code INFORMATION"), shown(check(Settings.DEFAULT)));
        Files.writeString(folder.resolve(Severities.FILE), "severity.unlock-not-held = warning\nseverity.unreachable-code = error\n");
        Report report = check(Settings.DEFAULT);
        assertEquals(List.of("unlock-not-held WARNING", "unreachable-code ERROR"), shown(report));
        assertEquals(List.of(), report.problems());
        assertEquals(List.of("unlock-not-held INFORMATION", "unreachable-code ERROR"), shown(check(Settings.DEFAULT.withSeverities(Severities.parse("unlock-not-held=information")))));
    }

    @Test
    void onlyErrorsMakeAVerdict() throws IOException {
        assertEquals(Report.Verdict.FINDINGS, check(Settings.DEFAULT).revisions().getFirst().verdict());
        Report report = check(Settings.DEFAULT.withSeverities(Severities.parse("unlock-not-held=warning")));
        assertEquals(Report.Verdict.CLEAN, report.revisions().getFirst().verdict());
    }

    @Test
    void mistakesAreSaid() throws IOException {
        Files.writeString(folder.resolve(Severities.FILE), "severity.unlock-held = error\nseverity.leak = fatal\n");
        Report report = check(Settings.DEFAULT);
        assertEquals(List.of(Severity.WARNING, Severity.WARNING), report.problems().stream().map(Report.Problem::severity).toList());
        assertTrue(report.problems().getFirst().message().contains("leak"), report.problems().toString());
        assertEquals(1, Severities.parse("nonsense").mistakes().size());
    }
}
