package org.holdfast.ide.check;

import java.util.List;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;

/**
 * One thing that is wrong, at the statement to blame, in all revisions that have it.
 *
 * @param rule      the rule, or the kind of problem where the text is not understood
 * @param revisions those that have it, in their order
 * @param manifests ids of what it shows as
 * @param message   a sentence without its full stop that names the revisions
 * @param range     in the scenario or in a file that it includes
 * @param related   other places that belong to it, each once
 * @param expected  whether the scenario expects it in each of the revisions
 * @param findings  what it stands for; none for a problem of reading
 */
public record Diagnostic(Severity severity, String rule, List<String> revisions, List<String> manifests, Card.Group group, String message, Range range,
        List<Related> related, boolean expected, List<Found> findings) {
    public Diagnostic {
        revisions = List.copyOf(revisions);
        manifests = List.copyOf(manifests);
        related = List.copyOf(related);
        findings = List.copyOf(findings);
    }

    /** @param text what the place has to do with it, as {@code freed by shutdown} */
    public record Related(String text, Range range) {
    }

    public record Found(String revision, Finding finding) {
    }

    /** The same at another place, without what refers to a text that is gone. */
    Diagnostic at(Range place) {
        return new Diagnostic(severity, rule, revisions, manifests, group, message, place, List.of(), expected, List.of());
    }
}
