package org.holdfast.lang.revision;

import java.util.List;

/**
 * What stands in front of a line.
 *
 * @param removed {@code -} rather than {@code +}
 * @param names   of {@code +[a, b]}; empty for a plain sign
 * @param offset  of the sign in the text, {@code length} including the bracket
 * @param column  of the sign in its line, from 0
 */
public record Mark(boolean removed, List<String> names, int offset, int length, int column) {
    public Mark {
        names = List.copyOf(names);
    }

    /** Whether a line with this mark is part of the revision. */
    boolean includes(String revision, String base) {
        boolean named = names.isEmpty() ? revision.equals(base) : names.contains(revision);
        return removed == (names.isEmpty() ? named : !named);
    }

    int end() {
        return offset + length;
    }
}
