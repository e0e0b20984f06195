package org.holdfast.engine.rule;

import java.util.List;

/** Applies changes to the revision's text and checks the whole revision again. Implemented where the text is known. */
public interface Recheck {
    /**
     * @param edits    the text edits with their marks; empty where the changes cannot be made
     * @param after    the revision with the edits, explored; null where it cannot be read any more
     * @param obstacle why there is no {@code after}, as a sentence; empty if there is one
     */
    record Outcome(List<Edit> edits, Case after, String obstacle) {
        public Outcome {
            edits = List.copyOf(edits);
        }
    }

    Outcome apply(List<Change> changes);

    /** Whether there is time for another one. */
    boolean mayContinue();

    /** Whether it costs little to look for a second mend where one is known. */
    default boolean isCheap() {
        return true;
    }
}
