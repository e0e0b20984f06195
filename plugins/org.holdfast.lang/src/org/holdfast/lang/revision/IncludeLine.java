package org.holdfast.lang.revision;

import java.util.ArrayList;
import java.util.List;

/**
 * An {@code #include "path"} line. Found before parsing, because included files declare types, and the parser must know them.
 *
 * @param offset of the path with its quotes
 */
public record IncludeLine(String path, int offset, int length) {
    /** All in a text of one revision, in order; not those in comments. */
    public static List<IncludeLine> all(String text) {
        List<IncludeLine> lines = new ArrayList<>();
        if (text.indexOf('#') < 0) {
            return lines;
        }
        char[] characters = text.toCharArray();
        Comments comments = new Comments();
        int start = 0;
        while (start < characters.length) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? characters.length : end;
            if (!comments.inside()) {
                IncludeLine line = parse(text, start, end);
                if (line != null) {
                    lines.add(line);
                }
            }
            comments.read(characters, start, end);
            start = end + 1;
        }
        return lines;
    }

    private static IncludeLine parse(String text, int start, int end) {
        int at = blanks(text, start, end);
        if (at == end || text.charAt(at) != '#') {
            return null;
        }
        at = blanks(text, at + 1, end);
        if (!text.startsWith("include", at)) {
            return null;
        }
        at = blanks(text, at + 7, end);
        int close = at < end && text.charAt(at) == '"' ? text.indexOf('"', at + 1) : -1;
        return close < 0 || close >= end ? null : new IncludeLine(text.substring(at + 1, close), at, close + 1 - at);
    }

    private static int blanks(String text, int start, int end) {
        int at = start;
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
