package org.holdfast.lang.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Fits text into lines. */
public final class Wrap {
    /** Widest line of anything we write: fits a mail that is quoted once. */
    public static final int WIDTH = 78;

    private Wrap() {
    }

    /** Words in lines of at most {@code width}; a longer word gets a line of its own. */
    public static List<String> words(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Paragraphs, which empty lines part, each wrapped anew. */
    public static String paragraphs(String text) {
        return Arrays.stream(text.strip().split("\\n\\s*\\n")).map(p -> String.join("\n", words(p, WIDTH))).collect(Collectors.joining("\n\n")) + "\n";
    }

    /** Every line but the empty ones moved to the right. */
    public static String indent(String text, int by) {
        return text.stripTrailing().lines().map(l -> l.isBlank() ? "" : " ".repeat(by) + l).collect(Collectors.joining("\n")) + "\n";
    }

    /** A paragraph: {@code first} before the first line, as many spaces before the others. */
    public static String paragraph(String first, String text) {
        String indent = " ".repeat(first.length());
        return first + String.join("\n" + indent, words(text, WIDTH - first.length())) + "\n";
    }

    /** The text at {@code column} counted from 0, with tabs as eight. */
    public static String expandTabs(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\t') {
                out.append(" ".repeat(8 - out.length() % 8));
            } else {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    public static String squeeze(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
