package org.holdfast.lang.library;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.lang.scoping.FileSymbols.Kind;

/**
 * One declaration of a library file, with the comment in front of it.
 *
 * @param file index of the file, {@code start} and {@code end} offsets in it
 */
record Chunk(int file, int start, int end, List<Name> names) {
    Chunk {
        names = List.copyOf(names);
    }

    record Name(Kind kind, String name) {
    }

    /** Every identifier in a text; comments and strings are not left out, which costs little. */
    static Set<String> words(String text, int start, int end) {
        Set<String> words = new LinkedHashSet<>();
        int i = start;
        while (i < end) {
            char c = text.charAt(i);
            if (c == '/' && i + 1 < end && text.charAt(i + 1) == '*') {
                int close = text.indexOf("*/", i + 2);
                i = close < 0 ? end : close + 2;
            } else if (Character.isJavaIdentifierStart(c) && c < 128) {
                int from = i;
                while (i < end && text.charAt(i) < 128 && Character.isJavaIdentifierPart(text.charAt(i))) {
                    i++;
                }
                words.add(text.substring(from, i));
            } else {
                i++;
            }
        }
        return words;
    }
}
