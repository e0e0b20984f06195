package org.holdfast.lang.revision;

/** Follows C comments and literals from line to line. */
final class Comments {
    private boolean inside;

    /** Whether the next line begins inside of a block comment. */
    boolean inside() {
        return inside;
    }

    /** Reads one line. */
    void read(char[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text[i];
            char next = i + 1 < end ? text[i + 1] : '\n';
            if (inside) {
                if (c == '*' && next == '/') {
                    inside = false;
                    i++;
                }
            } else if (c == '/' && next == '*') {
                inside = true;
                i++;
            } else if (c == '/' && next == '/') {
                return;
            } else if (c == '"' || c == '\'') {
                i = literalEnd(text, i, end);
            }
        }
    }

    /** The closing quote, or the end of the line: literals do not go on to the next. */
    private static int literalEnd(char[] text, int start, int end) {
        for (int i = start + 1; i < end; i++) {
            if (text[i] == '\\') {
                i++;
            } else if (text[i] == text[start]) {
                return i;
            }
        }
        return end;
    }
}
