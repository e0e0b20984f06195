package org.holdfast.lang.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Fix;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every verified fix promises, on all scenarios of the project: applied, its finding is gone in that revision, no other has come, and every other revision is what
 * it was.
 */
class FixesTest {
    private static final List<Path> FOLDERS = List.of(Path.of("..", "org.holdfast.examples"), Path.of("..", "org.holdfast.cli.tests", "variants"));
    private static final Checker CHECKER = new Checker();

    static List<Path> scenarios() {
        List<Path> out = new ArrayList<>();
        for (Path folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(f -> f.toString().endsWith(".hold")).sorted().forEach(out::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertFalse(out.isEmpty());
        return out;
    }

    @TestFactory
    Stream<DynamicTest> fixes() {
        return scenarios().stream().map(file -> DynamicTest.dynamicTest(file.getParent().getFileName() + "/" + file.getFileName(), () -> {
            Report before = CHECKER.check(file, Settings.DEFAULT);
            Report plain = CHECKER.check(file, Settings.DEFAULT.withoutRepairs());
            for (Report.Revision r : before.revisions()) {
                for (Report.Diagnosed d : r.findings()) {
                    for (Fix fix : d.finding().fixes()) {
                        if (fix.verified() && fix.edits().stream().allMatch(e -> e.file().equals(before.path()))) {
                            applied(file, plain, r, fix);
                        }
                    }
                }
            }
        }));
    }

    private static void applied(Path file, Report before, Report.Revision revision, Fix fix) throws IOException {
        String text = MarkedEditsTest.apply(Files.readString(file), fix.edits());
        Report after = CHECKER.check(text, file.toString(), Settings.DEFAULT.withoutRepairs());
        String what = revision.name() + ": " + fix.title() + "\n" + text;
        for (int i = 0; i < before.revisions().size(); i++) {
            Report.Revision was = before.revisions().get(i);
            Report.Revision is = after.revisions().get(i);
            if (was.name().equals(revision.name())) {
                // Without repairs several findings may be told as one, which then tells of those that are left.
                assertTrue(told(is).size() < told(was).size() || !messages(is).equals(messages(was)), what);
                Set<String> known = ids(was);
                assertTrue(known.containsAll(ids(is)), () -> what + "\n" + ids(is));
            } else {
                assertEquals(summary(was), summary(is), what);
            }
        }
    }

    private static Set<String> messages(Report.Revision r) {
        Set<String> out = new TreeSet<>();
        told(r).forEach(f -> {
            out.add(f.message());
            f.related().forEach(x -> out.add(x.role() + " " + x.thread() + " " + x.site().text()));
        });
        return out;
    }

    /** What is said of lines that no run gets to changes with the lines. */
    private static List<Finding> told(Report.Revision r) {
        return r.findings().stream().map(Report.Diagnosed::finding).filter(f -> !f.rule().equals("unreachable-code")).toList();
    }

    private static Set<String> ids(Report.Revision r) {
        Set<String> out = new TreeSet<>();
        told(r).forEach(f -> {
            out.add(f.rule());
            out.addAll(f.manifests());
        });
        return out;
    }

    /** Without what moves when lines come and go. */
    private static List<String> summary(Report.Revision r) {
        List<String> out = new ArrayList<>(List.of(r.verdict().name(), Long.toString(r.states())));
        told(r).forEach(f -> out.add(f.rule() + f.manifests() + f.message()));
        return out;
    }
}
