package org.holdfast.ide.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.holdfast.engine.explore.Explorer;
import org.holdfast.engine.explore.Options;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.check.Checker;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Settings;
import org.holdfast.lang.lower.Lowering;
import org.holdfast.lang.report.Sources;

/** A scenario, checked, with all that views are made of. */
final class Scenario {
    private static final String NAME = "scenario.hold";

    final LoadedFile file;
    final Report report;
    final Sources sources;

    Scenario(String text) {
        Checker checker = new Checker();
        file = checker.workspace().load(Path.of(NAME), text);
        report = checker.check(file, Settings.DEFAULT.withoutRepairs());
        if (report.revisions().stream().anyMatch(r -> r.verdict() == Report.Verdict.INVALID)) {
            throw new IllegalArgumentException(report.problems().toString());
        }
        sources = new Sources().with(NAME, text);
    }

    /** One of the examples. */
    static Scenario example(String path) {
        try {
            return new Scenario(Files.readString(Path.of("../org.holdfast.examples").resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Program program(String revision) {
        return Lowering.lower(file, file.revision(revision).orElseThrow()).program();
    }

    /** The first error of a revision that has a trace. */
    Finding finding(String revision) {
        return report.revisions().stream().filter(r -> r.name().equals(revision)).flatMap(r -> r.findings().stream()).map(Report.Diagnosed::finding)
                .filter(f -> f.trace() != null && f.severity() == Severity.ERROR).findFirst().orElseThrow();
    }

    Interleaving interleaving(String revision) {
        return Interleaving.of(finding(revision), sources, program(revision));
    }

    LockGraph locks(String revision) {
        Program program = program(revision);
        return LockGraph.of(program, Explorer.explore(program, new Options(200_000, 60, false, Options.Reductions.ALL, false, () -> false)));
    }
}
