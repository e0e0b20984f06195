package org.holdfast.engine.rule;

import org.holdfast.engine.program.Range;

/**
 * One edit of a revision in terms of its statements ({@link org.holdfast.engine.program.Source}). The language turns changes into text edits
 * that keep layout and comments and write the right patch marks, so that other revisions stay as they are.
 */
public sealed interface Change {
    /** The whole lines of {@code statement} move directly before or after {@code anchor}. */
    record Move(int statement, int anchor, boolean after) implements Change {
    }

    /** A new line (or several, separated by {@code \n}, unindented) directly before or after {@code anchor}. */
    record Insert(int anchor, boolean after, String text) implements Change {
    }

    record Delete(int statement) implements Change {
    }

    /** Replaces text inside one statement. */
    record Replace(Range range, String text) implements Change {
    }
}
