package org.holdfast.cli;

import java.nio.file.Path;
import java.util.List;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.check.Report;

/** The report of a file whose check failed: the failure is its one problem, so that other files are checked all the same. */
final class Broken {
    private Broken() {
    }

    static Report report(Path file, Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        String at = trace.length == 0 ? "" : " (" + trace[0] + ")";
        String why = cause instanceof OutOfMemoryError ? "the check needs more memory than it has; give it more, or bound it with --max-states"
                : "the check failed, which is an error of Holdfast: " + cause + at;
        return new Report(file.toString(), "", List.of(new Report.Problem("internal-error", Severity.ERROR, why,
                new Range(file.toString(), 0, 0, 1, 1, 1, 1), List.of())), List.of(), List.of());
    }
}
