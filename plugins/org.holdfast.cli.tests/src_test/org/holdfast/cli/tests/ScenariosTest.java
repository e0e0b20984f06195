package org.holdfast.cli.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.check.Checker;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Settings;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The examples, and scenarios in {@code variants} that say the same stories in other words, written from the language's description
 * alone: each says itself what every revision must be found to be. The examples in {@code cases} are {@link CasesTest}'s.
 */
class ScenariosTest {
    private static final Path PLUGINS = Path.of("").toAbsolutePath().getParent();

    private final Checker checker = new Checker();

    @TestFactory
    Stream<DynamicTest> examples() throws IOException {
        return tests(PLUGINS.resolve("org.holdfast.examples"));
    }

    @TestFactory
    Stream<DynamicTest> variants() throws IOException {
        return tests(PLUGINS.resolve("org.holdfast.cli.tests/variants"));
    }

    private Stream<DynamicTest> tests(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(p -> p.toString().endsWith(".hold") && !p.toString().contains("target") && !p.getParent().endsWith("cases")).sorted().forEach(files::add);
        }
        assertFalse(files.isEmpty());
        return files.stream().map(f -> DynamicTest.dynamicTest(folder.relativize(f).toString(), () -> check(f)));
    }

    private void check(Path file) {
        assertEquals("", wrong(checker.check(file, Settings.DEFAULT)));
    }

    /** What a report says that the file did not expect; empty if nothing. */
    static String wrong(Report report) {
        List<String> wrong = new ArrayList<>();
        report.problems().stream().filter(p -> p.severity() != Severity.INFORMATION).forEach(p -> wrong.add(p.range().line() + ": " + p.id() + ": " + p.message()));
        for (Report.Revision r : report.revisions()) {
            if (!r.complete()) {
                wrong.add(r.name() + ": " + r.cut());
            }
            r.findings().stream().filter(d -> !d.expected() && d.finding().severity() == Severity.ERROR).forEach(d -> wrong.add(r.name() + ": " + text(d.finding())));
        }
        report.expectations().stream().filter(e -> !e.met()).forEach(e -> wrong.add(e.revision() + ": " + e.why()));
        return String.join("\n", wrong);
    }

    private static String text(Finding f) {
        return (f.range() == null ? "" : f.range().line() + ": ") + f.rule() + " " + f.manifests() + ": " + f.message();
    }
}
