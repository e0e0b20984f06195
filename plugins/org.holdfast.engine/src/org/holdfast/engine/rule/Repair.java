package org.holdfast.engine.rule;

import java.util.List;

/**
 * A mend that a rule proposes, to be tried.
 *
 * @param cause what is named if it mends the symptom
 * @param title imperative, for the user
 */
public record Repair(Cause cause, Cost cost, String title, List<Change> changes) {
    public Repair {
        changes = List.copyOf(changes);
    }

    /** How much an edit asks of a reviewer; smaller ones are tried first. */
    public enum Cost {
        /** One statement goes elsewhere. */
        MOVE,
        /** A section grows, a call is replaced by its sister. */
        EXTEND,
        /** Something is added or taken away. */
        INSERT,
        /** Two places change that belong together: a get and its put. */
        PAIR
    }
}
