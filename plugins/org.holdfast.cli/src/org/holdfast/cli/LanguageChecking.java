package org.holdfast.cli;

import java.nio.file.Path;
import org.holdfast.lang.check.Report;

/** The language's own check. */
final class LanguageChecking implements Checking {
    @Override
    public Report check(Path file, Limits limits) {
        throw new UnsupportedOperationException("the check is not part of this build");
    }
}
