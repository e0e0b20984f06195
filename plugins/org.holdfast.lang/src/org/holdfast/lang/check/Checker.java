package org.holdfast.lang.check;

import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rules.Rules;
import org.holdfast.lang.HoldStandaloneSetup;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.Workspace;

/**
 * Checks scenarios: reads every revision, explores it, finds causes and mends, and judges expectations. One instance may be used by several threads at
 * once; it keeps the kernel library and included files in memory, so that checking many files with one instance is much faster than with one each.
 *
 * <p>A file without a {@code scenario} header is a library: it is read and its problems reported, and there is nothing to explore.
 */
public final class Checker {
    private final RevisionCheck.Tools tools;

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
        this(injector, roots, buffers, Verdicts.NONE);
    }

    /** @param verdicts asked before anything is explored, and told what was found out */
    public Checker(Injector injector, List<Path> roots, Function<Path, Optional<String>> buffers, Verdicts verdicts) {
        this(injector, roots, buffers, verdicts, Rules.ALL);
    }

    Checker(Injector injector, List<Path> roots, Function<Path, Optional<String>> buffers, Verdicts verdicts, List<Rule> rules) {
        Overlay overlay = new Overlay(buffers);
        tools = new RevisionCheck.Tools(new Workspace(injector, roots, overlay), overlay, rules, verdicts);
    }

    public Workspace workspace() {
        return tools.workspace();
    }

    /** Checks a file. One that cannot be read is a report with a problem. */
    public Report check(Path file, Settings settings) {
        return check(workspace().load(file), settings);
    }

    /** Checks a text as if it were in a file of that path, which need not exist. */
    public Report check(String text, String path, Settings settings) {
        return check(workspace().load(Path.of(path), text), settings);
    }

    /** Checks what has been read. */
    public Report check(LoadedFile file, Settings settings) {
        return start(file, settings).complete();
    }

    /** Checks a file as it would be with these texts, which are for this check alone. Paths are absolute and normalized. */
    public Report check(Map<Path, String> texts, Path file, Settings settings) {
        return tools.overlay().with(texts, () -> check(file, settings));
    }

    /** For who wants the first answers before the last ones. Does nothing yet. */
    public Check start(LoadedFile file, Settings settings) {
        return new Check(tools, file, settings);
    }
}
