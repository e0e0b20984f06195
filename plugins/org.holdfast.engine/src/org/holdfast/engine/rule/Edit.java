package org.holdfast.engine.rule;

/** A text edit of the shared text: {@code length} UTF-16 units at {@code offset} of {@code file} become {@code text}. Edits of one fix do not overlap. */
public record Edit(String file, int offset, int length, String text) {
}
