package org.holdfast.lang;

import java.util.List;
import java.util.Optional;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.revision.MarkedText;

/**
 * One file as the front end understands it.
 *
 * @param path      as it was asked for
 * @param title     of the scenario; empty for a library
 * @param scenario  whether it has a {@code scenario} header
 * @param patch     the file that the {@code patch} header names; empty without one
 * @param revisions those that were read, in their order, the base first
 * @param problems  in text order, each once
 */
public record LoadedFile(String path, String title, boolean scenario, String patch, MarkedText text, List<LoadedRevision> revisions,
        List<Problem> problems) {
    public LoadedFile {
        revisions = List.copyOf(revisions);
        problems = List.copyOf(problems);
    }

    public Optional<LoadedRevision> revision(String name) {
        return revisions.stream().filter(revision -> revision.name().equals(name)).findFirst();
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** Whether the revision has no errors, so that it may be lowered. */
    public boolean isValid(String revision) {
        return problems.stream().noneMatch(problem -> problem.severity() == Severity.ERROR && problem.revisions().contains(revision));
    }

    /** A piece of the shared text. */
    public Range range(int offset, int length) {
        return Ranges.of(path, text, offset, length);
    }
}
