package org.holdfast.engine.naive;

/** What two explorers must agree on: which rule, at which node of which code. */
public record Symptom(String rule, String code, int node) implements Comparable<Symptom> {
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
