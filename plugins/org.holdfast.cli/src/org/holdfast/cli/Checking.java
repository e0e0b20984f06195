package org.holdfast.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Severities;

/** What the commands need of the language: the check of one file. Called from several threads at once. */
@FunctionalInterface
interface Checking {
    Report check(Path file, Limits limits);

    /** {@code revision}: the only one to check, if given; {@code severities}: asked for with the check. Bounds as in the engine's options, for each revision. */
    record Limits(Optional<String> revision, long maxStates, double maxSeconds, Severities severities) {
    }
}
