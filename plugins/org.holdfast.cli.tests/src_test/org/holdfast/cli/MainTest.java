package org.holdfast.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.holdfast.cli.tests.Golden;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Edit;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Fix;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Report.Verdict;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, with a check that reads its answer off the file: its first word decides what is found. */
class MainTest {
    @TempDir
    private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void files() throws IOException {
        for (String word : List.of("clean", "finding", "expected", "warning", "unmet", "invalid", "incomplete", "library", "badlibrary", "crash")) {
            Files.writeString(folder.resolve(word + ".hold"), word + "\n");
        }
    }

    private static Report answer(Path file, Checking.Limits limits) {
        String word;
        try {
            word = Files.readString(file).strip();
        } catch (IOException e) {
            return report(file, "", List.of(problem(file, "unreadable", Severity.ERROR)), List.of(), List.of());
        }
        return switch (word) {
            case "clean" -> report(file, "t", List.of(), List.of(revision(Verdict.CLEAN, true)), List.of());
            case "finding" -> report(file, "t", List.of(), List.of(revision(Verdict.FINDINGS, true, found(file, Severity.ERROR, false))), List.of());
            case "expected" -> report(file, "t", List.of(), List.of(revision(Verdict.FINDINGS, true, found(file, Severity.ERROR, true))), List.of());
            case "warning" -> report(file, "t", List.of(), List.of(revision(Verdict.CLEAN, true, found(file, Severity.WARNING, false))), List.of());
            case "unmet" -> report(file, "t", List.of(problem(file, "expectation-not-met", Severity.ERROR)), List.of(revision(Verdict.CLEAN, true)),
                    List.of(new Report.Expectation("base", range(file), false, "nothing was found")));
            case "invalid" -> report(file, "t", List.of(problem(file, "syntax", Severity.ERROR)),
                    List.of(revision(Verdict.CLEAN, true), revision(Verdict.INVALID, false)), List.of());
            case "incomplete" -> report(file, "t", List.of(), List.of(revision(Verdict.INCOMPLETE, false)),
                    List.of(new Report.Expectation("base", range(file), false, "the exploration is incomplete")));
            case "library" -> report(file, "", List.of(problem(file, "unmodelled-call", Severity.WARNING)), List.of(), List.of());
            case "badlibrary" -> report(file, "", List.of(problem(file, "syntax", Severity.ERROR)), List.of(), List.of());
            default -> throw new IllegalStateException("made to crash");
        };
    }

    private static Report report(Path file, String title, List<Report.Problem> problems, List<Report.Revision> revisions,
            List<Report.Expectation> expectations) {
        return new Report(file.toString(), title, problems, revisions, expectations);
    }

    private static Range range(Path file) {
        return new Range(file.toString(), 0, 1, 1, 1, 1, 2);
    }

    private static Report.Problem problem(Path file, String id, Severity severity) {
        return new Report.Problem(id, severity, "a " + id, range(file), List.of("base"));
    }

    private static Report.Revision revision(Verdict verdict, boolean complete, Report.Diagnosed... found) {
        return new Report.Revision("base", verdict, 10, 20, complete, complete ? "" : "cut", 0.1, List.of(), List.of(found));
    }

    private static Report.Diagnosed found(Path file, Severity severity, boolean expected) {
        Fix fix = new Fix("Say fixed", "leak", List.of(), true, "", List.of(new Edit(file.toString(), 0, 7, "clean")));
        return new Report.Diagnosed(new Finding("leak", List.of(), severity, "p is lost", range(file), List.of(), null,
                expected ? List.of() : List.of(fix)), expected);
    }

    private Status run(String... words) {
        out.reset();
        err.reset();
        Terminal terminal = new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), false, false);
        return new Main(MainTest::answer, new Version("1.2.3")).run(List.of(words), terminal);
    }

    private String file(String word) {
        return folder.resolve(word + ".hold").toString();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8).replace(folder.toString(), "DIR").replaceAll("MainTest.java:\\d+", "MainTest.java");
    }

    @Test
    void statuses() {
        assertEquals(Status.AS_EXPECTED, run("check", file("clean")));
        assertEquals(Status.FINDINGS, run("check", file("finding")));
        assertEquals(Status.AS_EXPECTED, run("check", file("expected")));
        assertEquals(Status.AS_EXPECTED, run("check", file("warning")));
        assertEquals(Status.FINDINGS, run("check", "--warnings-as-errors", file("warning")));
        assertEquals(Status.FINDINGS, run("check", file("unmet")));
        assertEquals(Status.UNREADABLE, run("check", file("invalid")));
        assertEquals(Status.INCOMPLETE, run("check", file("incomplete")));
        assertEquals(Status.UNREADABLE, run("check", file("missing")));
        assertEquals(Status.AS_EXPECTED, run("check", file("library")));
        assertEquals(Status.UNREADABLE, run("check", file("badlibrary")));
        assertEquals(Status.UNREADABLE, run("check", file("crash")));
    }

    @Test
    void worstOfSeveralFilesDecides() {
        assertEquals(Status.FINDINGS, run("check", file("incomplete"), file("finding"), file("clean")));
        assertEquals(Status.INCOMPLETE, run("check", file("incomplete"), file("clean")));
        assertEquals(Status.UNREADABLE, run("check", file("finding"), file("crash")));
    }

    @Test
    void aFolderInOrderAndNothingHidden() throws IOException {
        Files.createDirectories(folder.resolve("below/.hidden"));
        Files.writeString(folder.resolve("below/finding.hold"), "finding");
        Files.writeString(folder.resolve("below/.hidden/finding.hold"), "finding");
        assertEquals(Status.UNREADABLE, run("check", folder.toString()));
        Golden.assertSame("folder.txt", out());
    }

    @Test
    void sameOutputEveryTime() {
        run("check", folder.toString());
        String first = out();
        for (int i = 0; i < 20; i++) {
            run("check", folder.toString());
            assertEquals(first, out());
        }
    }

    @Test
    void jsonOfAFolder() {
        assertEquals(Status.UNREADABLE, run("check", "--format=json", folder.toString()));
        assertEquals(9, JsonParser.parseString(out()).getAsJsonObject().getAsJsonArray("files").size());
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void usage() {
        for (List<String> words : List.of(List.<String>of(), List.of("chekc"), List.of("check"), List.of("check", "--format", "xml", "x"), List.of("check", "--revision"),
                List.of("check", "--max-states", "many", "x"), List.of("check", "--max-states=0", "x"), List.of("check", "--max-seconds=-1", "x"),
                List.of("check", "--nonsense", "x"), List.of("check", "--warnings-as-errors=yes", "x"), List.of("fix"), List.of("fix", "a", "b"),
                List.of("fix", folder.toString()), List.of("explain", "no-such-rule"), List.of("help", "me"),
                List.of("check", "--revision", "a", "--revision", "b", "x"))) {
            assertEquals(Status.UNREADABLE, run(words.toArray(String[]::new)), words.toString());
            assertEquals("", out(), words.toString());
            assertTrue(err.size() > 0, words.toString());
        }
    }

    @Test
    void helpAndVersion() {
        assertEquals(Status.AS_EXPECTED, run("--version"));
        assertEquals("holdfast 1.2.3\n", out());
        StringBuilder all = new StringBuilder();
        for (List<String> words : List.of(List.of("--help"), List.of("help", "check"), List.of("fix", "--help"), List.of("help", "explain"), List.of("help", "bench"))) {
            assertEquals(Status.AS_EXPECTED, run(words.toArray(String[]::new)));
            all.append("$ holdfast ").append(String.join(" ", words)).append('\n').append(out()).append('\n');
        }
        Golden.assertSame("help.txt", all.toString());
    }

    @Test
    void fixesAreListedAndApplied() throws IOException {
        assertEquals(Status.AS_EXPECTED, run("fix", file("finding")));
        assertTrue(out().contains("fix 1, verified: Say fixed"), out());
        assertEquals(Status.UNREADABLE, run("fix", file("finding"), "--apply", "2"));
        assertEquals("finding\n", Files.readString(folder.resolve("finding.hold")));
        assertEquals(Status.AS_EXPECTED, run("fix", file("finding"), "--apply", "1"));
        assertEquals("clean\n", Files.readString(folder.resolve("finding.hold")));
        assertEquals(Status.AS_EXPECTED, run("check", file("finding")));
        assertEquals(Status.FINDINGS, run("fix", file("clean")));
        assertEquals(Status.UNREADABLE, run("fix", file("invalid")));
    }

    @Test
    void explain() {
        assertEquals(Status.AS_EXPECTED, run("explain"));
        assertTrue(out().contains("put-order"), out());
        assertEquals(Status.AS_EXPECTED, run("explain", "put-order"));
        assertTrue(out().contains("Mended"), out());
    }
}
