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

    /** What stands on the line besides the mark, in the column it means: a mark in front of a tab takes no room, one in front of blanks stands for some. */
    public String content(String line) {
        String rest = line.substring(column + length);
        boolean pasted = column == 0 && !rest.startsWith(" ");
        return pasted ? rest : line.substring(0, column) + " ".repeat(length) + rest;
    }

    /** The line of which {@link #content} is that, with a mark in front: in the place of blanks where there are any. */
    public static String write(String sign, String content) {
        if (sign.isEmpty()) {
            return content;
        }
        int blanks = 0;
        while (blanks < content.length() && content.charAt(blanks) == ' ') {
            blanks++;
        }
        String rest = content.substring(Math.min(blanks, sign.length()));
        return blanks > 0 && blanks <= sign.length() ? sign + " " + rest : sign + rest;
    }
}
