package org.holdfast.lang.check;

import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.HoldStandaloneSetup;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.Workspace;
import org.holdfast.lang.check.Report.Diagnosed;
import org.holdfast.lang.check.Report.Problem;
import org.holdfast.lang.check.Report.Verdict;

/**
 * Checks scenarios: reads every revision, explores it, finds causes and mends, and judges expectations. One instance may be used by several threads at
 * once; it keeps the kernel library and included files in memory, so that checking many files with one instance is much faster than with one each.
 *
 * <p>A file without a {@code scenario} header is a library: it is read and its problems reported, and there is nothing to explore.
 */
public final class Checker {
    private final Workspace workspace;
    private final Overlay overlay;

    /** A checker on the file system. */
    public Checker() {
        this(List.of());
    }

    /** @param roots where included files are looked for after the folder of the including file */
    public Checker(List<Path> roots) {
        this(new HoldStandaloneSetup().createInjectorAndDoEMFRegistration(), roots, path -> Optional.empty());
    }

    /** @param buffers texts that stand for files, as an editor's unsaved ones; paths are absolute and normalized */
    public Checker(Injector injector, List<Path> roots, Function<Path, Optional<String>> buffers) {
        overlay = new Overlay(buffers);
        workspace = new Workspace(injector, roots, overlay);
    }

    public Workspace workspace() {
        return workspace;
    }

    /** Checks a file. One that cannot be read is a report with a problem. */
    public Report check(Path file, Settings settings) {
        return check(workspace.load(file), settings);
    }

    /** Checks a text as if it were in a file of that path, which need not exist. */
    public Report check(String text, String path, Settings settings) {
        return check(workspace.load(Path.of(path), text), settings);
    }

    /** Checks what has been read. */
    public Report check(LoadedFile file, Settings settings) {
        List<String> selected = file.revisions().stream().map(LoadedRevision::name).filter(settings::selects).toList();
        Problems problems = new Problems();
        file.problems().stream().filter(p -> p.revisions().stream().anyMatch(settings::selects))
                .forEach(p -> problems.add(p.id(), p.severity(), p.message(), p.range(), p.revisions()));
        if (!file.scenario()) {
            return new Report(file.path(), "", problems.sorted(), List.of(), List.of());
        }
        Expectations expectations = Expects.of(file);
        Suppressions suppressions = new Suppressions(file.text().text());
        List<Report.Revision> revisions = new ArrayList<>();
        List<RevisionCheck> done = new ArrayList<>();
        for (String name : selected) {
            RevisionCheck check = new RevisionCheck(workspace, overlay, file, name, settings, problems);
            Report.Revision checked = check.run(done);
            done.add(check);
            revisions.add(judged(checked, file, expectations, suppressions));
        }
        List<Report.Expectation> judgements = judge(expectations, revisions, problems);
        unused(file, suppressions, problems, selected, settings);
        return new Report(file.path(), file.title(), problems.sorted(), revisions, judgements);
    }

    /** With suppressions applied and expected findings known. */
    private static Report.Revision judged(Report.Revision r, LoadedFile file, Expectations expectations, Suppressions suppressions) {
        List<Diagnosed> findings = r.findings().stream().map(d -> suppressions.apply(file.path(), d.finding()))
                .map(f -> new Diagnosed(f, expectations.isExpected(r.name(), f))).toList();
        boolean errors = findings.stream().anyMatch(d -> d.finding().severity() == Severity.ERROR);
        Verdict verdict = r.verdict() == Verdict.INVALID ? Verdict.INVALID : errors ? Verdict.FINDINGS : r.complete() ? Verdict.CLEAN : Verdict.INCOMPLETE;
        return new Report.Revision(r.name(), verdict, r.states(), r.transitions(), r.complete(), r.cut(), r.seconds(), r.assumptions(), findings);
    }

    private static List<Report.Expectation> judge(Expectations expectations, List<Report.Revision> revisions, Problems problems) {
        List<Report.Expectation> out = new ArrayList<>();
        for (Expectations.Expected e : expectations.all()) {
            Report.Revision r = revisions.stream().filter(x -> x.name().equals(e.revision())).findFirst().orElse(null);
            if (r == null) {
                continue;
            }
            List<Finding> findings = r.findings().stream().map(Diagnosed::finding).toList();
            String why = r.verdict() == Verdict.INVALID ? "the revision could not be read" : expectations.judge(e, findings);
            if (!why.isEmpty() && r.verdict() != Verdict.INVALID) {
                problems.add("expectation-not-met", Severity.ERROR, "revision " + e.revision() + ": " + why, e.range(), List.of(e.revision()));
            }
            if (why.isEmpty() && !r.complete()) {
                why = "the exploration is incomplete"; // reported as such; there may be more errors than were found
            }
            out.add(new Report.Expectation(e.revision(), e.range(), why.isEmpty(), why));
        }
        return out;
    }

    private static void unused(LoadedFile file, Suppressions suppressions, Problems problems, List<String> selected, Settings settings) {
        for (Suppressions.Allowed a : suppressions.all()) {
            Range range = file.range(a.offset, a.length);
            if (a.reason.isEmpty()) {
                problems.add("unused-suppression", Severity.WARNING, "a suppression needs a reason: holdfast: allow " + a.rule + " - why", range, selected);
            } else if (!a.isUsed() && settings.revisions().isEmpty()) {
                problems.add("unused-suppression", Severity.WARNING, "nothing on this line is reported as " + a.rule, range, selected);
            }
        }
    }

    /** Problems, each once with all revisions it concerns. */
    static final class Problems {
        private final Map<Problem, Set<String>> found = new LinkedHashMap<>();

        void add(String id, Severity severity, String message, Range range, List<String> revisions) {
            found.computeIfAbsent(new Problem(id, severity, message, range, List.of()), k -> new LinkedHashSet<>()).addAll(revisions);
        }

        List<Problem> sorted() {
            return found.entrySet().stream()
                    .map(e -> new Problem(e.getKey().id(), e.getKey().severity(), e.getKey().message(), e.getKey().range(), List.copyOf(e.getValue())))
                    .sorted(Comparator.comparing(Problem::range, Comparator.comparing(Range::file).thenComparingInt(Range::offset))).toList();
        }
    }
}
