package org.holdfast.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.holdfast.ide.build.VerdictStore;
import org.holdfast.lang.HoldStandaloneSetup;
import org.holdfast.lang.check.Checker;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Settings;
import org.holdfast.lang.check.Verdicts;

/**
 * The language's own check. Set up when the first file is checked: half of the commands never do. With a folder in the system property {@code holdfast.verdicts} the
 * verdict of a program that has not changed is not worked out again; it is the same to the byte either way.
 */
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
            checker = new Checker(new HoldStandaloneSetup().createInjectorAndDoEMFRegistration(), List.of(), path -> Optional.empty(), verdicts());
        }
        return checker;
    }

    private static Verdicts verdicts() {
        String folder = System.getProperty("holdfast.verdicts", "");
        String version = Version.ofBuild().exactly();
        // Another build may judge otherwise. A folder that cannot be used makes it slower, nothing else.
        return folder.isEmpty() || version.isEmpty() ? Verdicts.NONE : new VerdictStore(Path.of(folder), version, e -> {
        });
    }
}
