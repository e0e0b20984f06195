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

    /** A new definition at the top level, before a function or thread of that range and the comment that belongs to it. */
    record Define(Range before, String text) implements Change {
    }

    /** A new member at the end of the structure of that name. */
    record Member(String structure, String text) implements Change {
    }

    /** The spinlock of that class (a global, or {@code struct.field}) becomes a mutex where it is declared. */
    record Sleepable(String lockClass) implements Change {
    }
}
