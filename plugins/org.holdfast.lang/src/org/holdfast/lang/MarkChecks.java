package org.holdfast.lang;

import java.util.LinkedHashSet;
import java.util.Set;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.revision.Mark;
import org.holdfast.lang.revision.MarkedText;
import org.holdfast.lang.revision.RevisionHeader;
import org.holdfast.lang.revision.Revisions;
import org.holdfast.lang.validation.Found;
import org.holdfast.lang.validation.Suggestions;

/** What can be wrong with the marks of a text, whatever the revision. */
final class MarkChecks {
    private MarkChecks() {
    }

    static void check(MarkedText text, boolean scenario, ProblemList problems) {
        Revisions revisions = text.revisions();
        RevisionHeader header = text.header();
        if (header != null) {
            Set<String> seen = new LinkedHashSet<>();
            for (String name : header.names()) {
                if (!seen.add(name)) {
                    problems.add(new Found("revisions", Severity.ERROR, "revision " + name + " is named twice", header.offset(), header.length()));
                }
            }
        }
        for (Mark mark : text.marks()) {
            // A library's marks are about the revisions of those who include it.
            if (scenario) {
                names(mark, revisions, problems);
            }
        }
        for (int line = 0; line < text.lines(); line++) {
            if (text.isDiffHeader(line)) {
                problems.add(new Found("diff-header", Severity.ERROR, "this is the header of a diff; only the lines of its hunks belong here",
                        text.start(line), text.end(line) - text.start(line)));
            }
        }
    }

    private static void names(Mark mark, Revisions revisions, ProblemList problems) {
        for (String name : mark.names()) {
            if (!revisions.names().contains(name)) {
                problems.add(new Found("unknown-revision", Severity.ERROR, "there is no revision " + name + Suggestions.of(name, revisions.names())
                        + "; the revisions are " + String.join(", ", revisions.names()), mark.offset(), mark.length()));
            }
        }
        if (revisions.having(mark).isEmpty()) {
            problems.add(new Found("line-of-no-revision", Severity.ERROR, "no revision has this line", mark.offset(), mark.length()));
        }
    }
}
