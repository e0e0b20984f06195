package org.holdfast.engine.naive;

import org.holdfast.engine.explore.Violation;

/** What two explorers must agree on: which rule, at which node of which code; of a claim, its name and no node. */
public record Symptom(String rule, String code, int node) implements Comparable<Symptom> {
    /** What a violation is called. */
    public static Symptom of(Violation v) {
        return v.rule().equals(CLAIM) ? refuted(v.subject()) : new Symptom(v.rule(), v.code(), v.node());
    }

    /** A claim that does not hold somewhere. */
    static Symptom refuted(String claim) {
        return new Symptom(CLAIM, claim, -1);
    }

    private static final String CLAIM = "claim-refuted";

    @Override
    public int compareTo(Symptom other) {
        int order = rule.compareTo(other.rule);
        order = order != 0 ? order : code.compareTo(other.code);
        return order != 0 ? order : Integer.compare(node, other.node);
    }

    @Override
    public String toString() {
        return rule + "@" + code + ":" + node;
    }
}
