package org.holdfast.engine.explore;

/**
 * A symptom as the search meets it, before it is put into words.
 *
 * @param node   unique number of the node
 * @param detail what tells findings of one rule at one node apart: the claim, the set of a deadlock's waits; else 0
 */
record Finding(String rule, int node, long detail) {
    /** Whether the path goes on. */
    boolean observation() {
        return switch (rule) {
            case "sleep-in-atomic", "unguarded-access", "must-hold", "lock-dropped-in-iteration" -> true;
            case "held-lock-freed" -> detail == 0;
            default -> false;
        };
    }
}
