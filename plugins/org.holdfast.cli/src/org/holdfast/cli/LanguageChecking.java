package org.holdfast.cli;

import java.nio.file.Path;
import java.util.Set;
import org.holdfast.lang.check.Checker;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Settings;

/** The language's own check. Set up when the first file is checked: half of the commands never do. */
final class LanguageChecking implements Checking {
    private Checker checker;

    @Override
    public Report check(Path file, Limits limits) {
        Settings settings = Settings.DEFAULT.withBounds(limits.maxStates(), limits.maxSeconds())
                .withSeverities(limits.severities()).withRevisions(limits.revision().map(Set::of).orElse(Set.of()));
        return checker().check(file, settings);
    }

    private synchronized Checker checker() {
        if (checker == null) {
            checker = new Checker();
        }
        return checker;
    }
}
