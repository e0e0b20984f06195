package org.holdfast.cli.tests;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.check.Checker;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Settings;
import org.junit.jupiter.api.Test;

/**
 * Bugs and look-alikes of the kernel, before and after: what each revision is found to be is what its file expects, and the table in the
 * documentation says so. {@code -Dholdfast.golden=write} rewrites the table.
 */
class CasesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final Path PAGE = ROOT.resolve("docs/cases.md");
    private static final String HEAD = "| case | revision | expected | found |\n| --- | --- | --- | --- |\n";
    private static final Pattern EXPECT = Pattern.compile("(?m)^expect\\s+(\\w+)\\s+([^;]*);");

    private record Checked(Path file, Report report) {
    }

    @Test
    void everyRevisionIsFoundToBeWhatItIs() throws IOException {
        List<Checked> cases = cases();
        assertAll(cases.stream().map(c -> () -> assertEquals("", ScenariosTest.wrong(c.report), c.file.getFileName().toString())));
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf(HEAD));
        String actual = before + HEAD + cases.stream().map(CasesTest::rows).collect(Collectors.joining());
        if ("write".equals(System.getProperty("holdfast.golden"))) {
            Files.writeString(PAGE, actual);
        }
        assertEquals(actual, Files.readString(PAGE));
    }

    private static List<Checked> cases() throws IOException {
        Checker checker = new Checker();
        List<Checked> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(ROOT.resolve("plugins/org.holdfast.examples/cases"))) {
            files.filter(f -> f.toString().endsWith(".hold")).sorted().forEach(f -> cases.add(new Checked(f, checker.check(f, Settings.DEFAULT))));
        }
        return cases;
    }

    private static String rows(Checked c) {
        StringBuilder rows = new StringBuilder();
        String name = c.file.getFileName().toString();
        String shown = "[%s](../plugins/org.holdfast.examples/cases/%s): %s".formatted(name.substring(0, 2), name, c.report.title());
        for (Report.Revision r : c.report.revisions()) {
            rows.append("| %s | %s | %s | %s |\n".formatted(shown, r.name(), expected(c.file, r.name()), found(r)));
            shown = "";
        }
        return rows.toString();
    }

    private static String expected(Path file, String revision) {
        try {
            Matcher m = EXPECT.matcher(Files.readString(file));
            while (m.find()) {
                if (m.group(1).equals(revision)) {
                    return m.group(2).strip().replace("|", "or");
                }
            }
            return "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Ids of the errors, each once, with what it shows as. */
    private static String found(Report.Revision r) {
        if (!r.complete()) {
            return "incomplete";
        }
        TreeMap<String, TreeSet<String>> ids = new TreeMap<>();
        r.findings().stream().map(Report.Diagnosed::finding).filter(f -> f.severity() == Severity.ERROR)
                .forEach(f -> ids.computeIfAbsent(f.rule(), k -> new TreeSet<>()).addAll(f.manifests()));
        return ids.isEmpty() ? "clean" : ids.entrySet().stream().map(e -> e.getKey() + (e.getValue().isEmpty() ? "" : " (" + String.join(", ", e.getValue()) + ")"))
                .collect(Collectors.joining(", "));
    }
}
