package org.holdfast.lang.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.engine.rule.Fix;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Repairs, text in, text out. The first line of {@code repairs/NAME.hold} is a comment with a revision and the title of a fix, {@code NAME.mended} what that fix makes of
 * the file: so layout, comments and the marks of every other revision are under test too.
 */
class RepairsTest {
    private static final Path FOLDER = Path.of("repairs");
    private static final Checker CHECKER = new Checker();

    @TestFactory
    Stream<DynamicTest> repairs() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(FOLDER)) {
            files = all.filter(f -> f.toString().endsWith(".hold")).sorted().toList();
        }
        assertFalse(files.isEmpty());
        return files.stream().map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> mends(f)));
    }

    private static void mends(Path file) throws IOException {
        String text = Files.readString(file);
        String wanted = text.lines().findFirst().orElseThrow().replaceFirst("^/\\* (.*) \\*/$", "$1");
        String revision = wanted.substring(0, wanted.indexOf(": "));
        String title = wanted.substring(wanted.indexOf(": ") + 2);
        Report before = CHECKER.check(file, Settings.DEFAULT);
        assertEquals(List.of(), before.problems());
        List<Fix> fixes = before.revisions().stream().filter(r -> r.name().equals(revision)).flatMap(r -> r.findings().stream()).flatMap(d -> d.finding().fixes().stream())
                .toList();
        Fix fix = fixes.stream().filter(f -> f.title().equals(title)).findFirst().orElseGet(() -> fail("no such fix: " + fixes.stream().map(Fix::title).toList()));
        assertTrue(fix.verified(), fix.remark());
        String mended = MarkedEditsTest.apply(text, fix.edits());
        assertEquals(Files.readString(file.resolveSibling(file.getFileName().toString().replace(".hold", ".mended"))), mended);
        for (Report.Revision r : CHECKER.check(mended, file.toString(), Settings.DEFAULT.withoutRepairs()).revisions()) {
            if (r.name().equals(revision)) {
                assertEquals(List.of(), r.findings().stream().filter(d -> d.finding().severity() == org.holdfast.engine.rule.Severity.ERROR).toList());
            }
        }
    }
}
