package org.holdfast.engine.rule;

import org.holdfast.engine.explore.Violation;

/**
 * What a rule sees in a case, before diagnosis.
 *
 * @param finding   as it is reported if nothing better is found out; without fixes
 * @param violation the exploration's words, or null where the finding comes from facts about locks or from the text
 * @param function  the function it is seen in, and {@code text} the statement: with the rule and the object they tell symptoms apart across revisions
 * @param cause     the rule already names a cause, so that no other rule may rename it
 */
public record Symptom(Finding finding, Violation violation, String function, String text, boolean cause) {
    /** Survives moving lines about, unlike a range. */
    public String key() {
        return finding.rule() + " | " + function + " | " + Outline.brief(text) + " | " + (violation == null ? "" : violation.subject());
    }

    /** The same with another sentence. */
    public Symptom saying(String message) {
        Finding f = finding;
        return new Symptom(new Finding(f.rule(), f.manifests(), f.severity(), message, f.range(), f.related(), f.trace(), f.fixes(), f.witness()), violation, function,
                text, cause);
    }
}
