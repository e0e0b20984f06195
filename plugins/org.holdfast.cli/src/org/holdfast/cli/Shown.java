package org.holdfast.cli;

import java.nio.file.Path;
import org.holdfast.cli.text.TextReport;
import org.holdfast.lang.check.Report;

/** Names files as the user does: the one checked as it was given, others relative to where we are. */
final class Shown {
    private Shown() {
    }

    static TextReport.Paths of(Report report, Path given) {
        Path here = Path.of("").toAbsolutePath();
        return file -> {
            if (file.equals(report.path())) {
                return given.toString();
            }
            Path path = Path.of(file).toAbsolutePath().normalize();
            return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
        };
    }
}
