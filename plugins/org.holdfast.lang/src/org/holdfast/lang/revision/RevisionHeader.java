package org.holdfast.lang.revision;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The {@code revisions a, b;} header, found before anything is parsed, because it decides what there is to parse.
 *
 * @param names  as written, with their doubles
 * @param offset of the header in the text, {@code length} up to its semicolon
 */
public record RevisionHeader(List<String> names, int offset, int length) {
    private static final String WORD = "revisions";

    public RevisionHeader {
        names = List.copyOf(names);
    }

    public Revisions revisions() {
        return new Revisions(List.copyOf(new LinkedHashSet<>(names)));
    }

    /** Looks in front of the first brace only: a body may well have a line that begins with the word. */
    static RevisionHeader find(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{') {
                return null;
            } else if (text.startsWith("/*", i)) {
                int end = text.indexOf("*/", i + 2);
                if (end < 0) {
                    return null;
                }
                i = end + 1;
            } else if (text.startsWith("//", i)) {
                i = lineEnd(text, i);
            } else if (c == '"') {
                i = stringEnd(text, i);
            } else if (text.startsWith(WORD, i) && startsLine(text, i)) {
                RevisionHeader header = parse(text, i);
                if (header != null) {
                    return header;
                }
            }
        }
        return null;
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static int stringEnd(String text, int start) {
        for (int i = start + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
            if (text.charAt(i) == '"' && text.charAt(i - 1) != '\\') {
                return i;
            }
        }
        return start;
    }

    private static boolean startsLine(String text, int at) {
        int i = at - 1;
        while (i >= 0 && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i--;
        }
        return i < 0 || text.charAt(i) == '\n';
    }

    private static RevisionHeader parse(String text, int start) {
        int from = start + WORD.length();
        int end = text.indexOf(';', from);
        if (end < 0 || from == text.length() || !Character.isWhitespace(text.charAt(from))) {
            return null;
        }
        List<String> names = new ArrayList<>();
        for (String name : text.substring(from, end).split(",", -1)) {
            if (!MarkedText.isName(name.strip())) {
                return null;
            }
            names.add(name.strip());
        }
        return new RevisionHeader(names, start, end + 1 - start);
    }
}
