package org.holdfast.lang.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.check.Report.Diagnosed;
import org.holdfast.lang.check.Report.Problem;
import org.holdfast.lang.check.Report.Verdict;

/**
 * The check of one file that was read, in two steps: {@link #atOnce} for an answer while typing, {@link #complete} for the verdict. Each revision is lowered once for
 * both. Used by one thread at a time.
 */
public final class Check {
    private final LoadedFile file;
    private final Settings settings;
    private final Severities severities;
    private final Expectations expectations;
    private final List<RevisionCheck> revisions = new ArrayList<>();

    Check(RevisionCheck.Tools tools, LoadedFile file, Settings settings) {
        this.file = file;
        this.settings = settings;
        severities = settings.severities().over(Severities.ofProject(java.nio.file.Path.of(file.path())));
        expectations = file.scenario() ? Expects.of(file) : new Expectations(List.of());
        if (file.scenario()) {
            file.revisions().stream().map(LoadedRevision::name).filter(settings::selects).forEach(name -> revisions.add(new RevisionCheck(tools, file, name, settings)));
        }
    }

    public LoadedFile file() {
        return file;
    }

    /**
     * What needs no exploration: the problems of reading, what each thread shows on its own, and all of a revision whose verdict is known. A revision that is still
     * to be explored is incomplete, and nothing is said of what is expected of it.
     */
    public Report atOnce() {
        return report(RevisionCheck::atOnce);
    }

    /** Everything; cut short, and said to be, where the settings' bounds or a cancellation want it. */
    public Report complete() {
        return report(RevisionCheck::complete);
    }

    private interface Step {
        RevisionCheck.Outcome of(RevisionCheck revision, List<RevisionCheck> done);
    }

    private Report report(Step step) {
        Problems problems = new Problems();
        severities.mistakes().forEach(m -> problems.add(new Problem("settings", Severity.WARNING, m, Expects.header(file), file.revisions().stream().map(LoadedRevision::name).toList())));
        Suppressions suppressions = new Suppressions(file.text().text());
        file.problems().stream().filter(p -> p.revisions().stream().anyMatch(settings::selects))
                .forEach(p -> problems.add(suppressions.apply(file.path(), new Problem(p.id(), p.severity(), p.message(), p.range(), p.revisions()))));
        if (!file.scenario()) {
            return new Report(file.path(), "", problems.sorted(), List.of(), List.of());
        }
        List<Report.Revision> judged = new ArrayList<>();
        for (int i = 0; i < revisions.size(); i++) {
            RevisionCheck.Outcome outcome = step.of(revisions.get(i), revisions.subList(0, i));
            Report.Revision r = judged(outcome.revision(), suppressions);
            judged.add(r);
            outcome.problems().forEach(problems::add);
            if (outcome.problems().isEmpty() && r.verdict() != Verdict.INVALID && !r.complete() && !isLater(r)) {
                problems.add(new Problem("incomplete", Severity.WARNING, "revision " + r.name() + ": " + r.cut(), Expects.header(file), List.of(r.name())));
            }
        }
        List<Report.Expectation> judgements = judge(judged, problems);
        unused(suppressions, judged.stream().noneMatch(Check::isLater), problems);
        return new Report(file.path(), file.title(), problems.sorted(), judged, judgements);
    }

    /** Whether the revision is still to be explored, so that little is known of it. */
    public static boolean isLater(Report.Revision r) {
        return r.cut().equals(RevisionCheck.LATER);
    }

    /** With suppressions applied and expected findings known. */
    private Report.Revision judged(Report.Revision r, Suppressions suppressions) {
        List<Diagnosed> findings = r.findings().stream().map(d -> suppressions.apply(file.path(), severities.apply(d.finding())))
                .map(f -> new Diagnosed(f, expectations.isExpected(r.name(), f))).toList();
        boolean errors = findings.stream().anyMatch(d -> d.finding().severity() == Severity.ERROR);
        Verdict verdict = r.verdict() == Verdict.INVALID ? Verdict.INVALID : errors ? Verdict.FINDINGS : r.complete() ? Verdict.CLEAN : Verdict.INCOMPLETE;
        return new Report.Revision(r.name(), verdict, r.states(), r.transitions(), r.complete(), r.cut(), r.seconds(), r.assumptions(), findings);
    }

    private List<Report.Expectation> judge(List<Report.Revision> judged, Problems problems) {
        List<Report.Expectation> out = new ArrayList<>();
        for (Expectations.Expected e : expectations.all()) {
            Report.Revision r = judged.stream().filter(x -> x.name().equals(e.revision())).findFirst().orElse(null);
            if (r == null) {
                continue;
            }
            if (isLater(r)) {
                out.add(new Report.Expectation(e.revision(), e.range(), false, RevisionCheck.LATER));
                continue;
            }
            List<Finding> findings = r.findings().stream().map(Diagnosed::finding).toList();
            String why = r.verdict() == Verdict.INVALID ? "the revision could not be read" : expectations.judge(e, findings);
            if (!why.isEmpty() && r.verdict() != Verdict.INVALID) {
                problems.add(new Problem("expectation-not-met", Severity.ERROR, "revision " + e.revision() + ": " + why, e.range(), List.of(e.revision())));
            }
            if (why.isEmpty() && !r.complete()) {
                why = "the exploration is incomplete"; // reported as such; there may be more errors than were found
            }
            out.add(new Report.Expectation(e.revision(), e.range(), why.isEmpty(), why));
        }
        return out;
    }

    /** @param all whether every revision has been looked at in full */
    private void unused(Suppressions suppressions, boolean all, Problems problems) {
        List<String> selected = file.revisions().stream().map(LoadedRevision::name).filter(settings::selects).toList();
        for (Suppressions.Allowed a : suppressions.all()) {
            Range range = file.range(a.offset, a.length);
            if (a.reason.isEmpty()) {
                problems.add(new Problem("unused-suppression", Severity.WARNING, "a suppression needs a reason: holdfast: allow " + a.rule + " - why", range, selected));
            } else if (!a.isUsed() && all && settings.revisions().isEmpty()) {
                problems.add(new Problem("unused-suppression", Severity.WARNING, "nothing on this line is reported as " + a.rule, range, selected));
            }
        }
    }

    /** Problems, each once with all revisions it concerns. */
    private final class Problems {
        private final Map<Problem, Set<String>> found = new LinkedHashMap<>();

        void add(Problem said) {
            Problem p = severities.apply(said);
            found.computeIfAbsent(new Problem(p.id(), p.severity(), p.message(), p.range(), List.of()), k -> new LinkedHashSet<>()).addAll(p.revisions());
        }

        List<Problem> sorted() {
            return found.entrySet().stream()
                    .map(e -> new Problem(e.getKey().id(), e.getKey().severity(), e.getKey().message(), e.getKey().range(), List.copyOf(e.getValue())))
                    .sorted(Comparator.comparing(Problem::range, Comparator.comparing(Range::file).thenComparingInt(Range::offset))).toList();
        }
    }
}
