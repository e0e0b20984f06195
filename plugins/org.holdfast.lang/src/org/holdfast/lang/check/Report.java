package org.holdfast.lang.check;

import java.util.List;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;

/**
 * What the check of one file says.
 *
 * @param title    the scenario's title; empty for a library
 * @param problems of reading: syntax, names, types, expectations not met, unmodelled calls …, in text order, each once with the revisions it concerns
 */
public record Report(String path, String title, List<Problem> problems, List<Revision> revisions, List<Expectation> expectations) {
    public Report {
        problems = List.copyOf(problems);
        revisions = List.copyOf(revisions);
        expectations = List.copyOf(expectations);
    }

    public record Problem(String id, Severity severity, String message, Range range, List<String> revisions) {
        public Problem {
            revisions = List.copyOf(revisions);
        }
    }

    public enum Verdict {
        CLEAN, FINDINGS, INCOMPLETE,
        /** It could not be read or lowered; see the problems. */
        INVALID
    }

    /**
     * @param cut         why the exploration is incomplete, or empty
     * @param assumptions what a clean verdict relies on
     * @param findings    in source order; {@code expected} tells which of them an expectation covers
     */
    public record Revision(String name, Verdict verdict, long states, long transitions, boolean complete, String cut, double seconds,
            List<String> assumptions, List<Diagnosed> findings) {
        public Revision {
            assumptions = List.copyOf(assumptions);
            findings = List.copyOf(findings);
        }
    }

    public record Diagnosed(Finding finding, boolean expected) {
    }

    /** {@code why}: what was expected and what came, where it is not met; empty where it is. */
    public record Expectation(String revision, Range range, boolean met, String why) {
    }
}
