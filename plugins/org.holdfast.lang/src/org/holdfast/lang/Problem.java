package org.holdfast.lang;

import java.util.List;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Severity;

/**
 * What is wrong with a text, before any rule looks at what it means.
 *
 * @param id        public name of the kind of problem, as {@code unknown-name}
 * @param message   a sentence without its full stop
 * @param revisions those it occurs in, in their order; all of them if it concerns the text as such
 */
public record Problem(String id, Severity severity, String message, Range range, List<String> revisions) {
    public Problem {
        revisions = List.copyOf(revisions);
    }
}
