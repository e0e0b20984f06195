package org.holdfast.engine.explore;

/**
 * A symptom as the search meets it, before it is put into words.
 *
 * @param node   unique number of the node; 0 for a claim
 * @param detail what tells findings of one rule at one node apart: the claim, the set of a deadlock's waits; else 0
 */
record Finding(String rule, int node, long detail) {
    /** Whether the path goes on. */
    boolean observation() {
        return switch (rule) {
            case "sleep-in-atomic", "unguarded-access", "must-hold", "lock-dropped-in-iteration", "claim-refuted" -> true;
            case "held-lock-freed", "lock-leak" -> detail == 0;
            default -> false;
        };
    }

    /** A claim that does not hold, wherever: each is one finding. */
    static Finding refuted(int claim) {
        return new Finding("claim-refuted", 0, claim);
    }

    /** The detail of one that ends its path, by its rule: two rules have observations too. */
    static int ending(String rule) {
        return rule.equals("held-lock-freed") || rule.equals("lock-leak") ? 1 : 0;
    }
}
