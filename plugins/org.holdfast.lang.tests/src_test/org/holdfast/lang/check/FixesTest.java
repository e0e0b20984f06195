package org.holdfast.lang.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.holdfast.engine.rule.Edit;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Fix;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rules.Rules;
import org.holdfast.lang.revision.MarkedText;
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
            String text = Files.readString(file);
            Set<List<Edit>> seen = new HashSet<>();
            for (Report.Revision r : CHECKER.check(file, Settings.DEFAULT).revisions()) {
                List<Fix> fixes = r.findings().stream().flatMap(d -> d.finding().fixes().stream()).filter(Fix::verified)
                        .filter(f -> f.edits().stream().allMatch(e -> e.file().equals(file.toString())) && seen.add(f.edits())).toList();
                if (!fixes.isEmpty()) {
                    Report.Revision plain = alone(text, file, r.name());
                    fixes.forEach(f -> applied(text, file, plain, f));
                }
            }
        }));
    }

    /** The revision with what is seen in it and no causes. */
    private static Report.Revision alone(String text, Path file, String revision) {
        return CHECKER.check(text, file.toString(), Settings.DEFAULT.withoutRepairs().withRevisions(Set.of(revision))).revisions().getFirst();
    }

    private static void applied(String text, Path file, Report.Revision was, Fix fix) {
        String mended = MarkedEditsTest.apply(text, fix.edits());
        Report.Revision is = alone(mended, file, was.name());
        String what = was.name() + ": " + fix.title() + "\n" + mended;
        // Without repairs several findings may be told as one, which then tells of those that are left.
        assertTrue(told(is).size() < told(was).size() || !messages(is).equals(messages(was)), what);
        assertTrue(ids(was).containsAll(ids(is)), () -> what + "\n" + ids(is));
        MarkedText before = MarkedText.of(text);
        for (String other : before.revisions().names()) {
            if (!other.equals(was.name())) {
                assertEquals(lines(before, other), lines(MarkedText.of(mended), other), what);
            }
        }
    }

    /** What a revision reads, wherever it stands: lines that are others', and marks, are blank in it. */
    private static List<String> lines(MarkedText text, String revision) {
        return text.project(revision, text.revisions().base()).lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    }

    private static Set<String> messages(Report.Revision r) {
        Set<String> out = new TreeSet<>();
        told(r).forEach(f -> {
            out.add(f.message());
            f.related().forEach(x -> out.add(x.role() + " " + x.thread() + " " + x.site().text()));
        });
        return out;
    }

    /** What rules have to say beside errors and warnings, of lines that no run gets to and of races, changes with the lines. */
    private static List<Finding> told(Report.Revision r) {
        return r.findings().stream().map(Report.Diagnosed::finding)
                .filter(f -> Rules.card(f.rule()).filter(card -> card.severity() == Severity.INFORMATION).isEmpty()).toList();
    }

    private static Set<String> ids(Report.Revision r) {
        Set<String> out = new TreeSet<>();
        told(r).forEach(f -> {
            out.add(f.rule());
            out.addAll(f.manifests());
        });
        return out;
    }
}
