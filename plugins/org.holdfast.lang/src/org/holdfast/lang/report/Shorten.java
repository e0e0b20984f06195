package org.holdfast.lang.report;

import java.util.List;
import java.util.regex.Pattern;

/** Makes a statement fit a column: as it is, in two lines, or with arguments left out. */
final class Shorten {
    private static final Pattern GROUP = Pattern.compile("\\(([^()]{4,})\\)");
    private static final Pattern BREAK = Pattern.compile(", | = | && | \\|\\| ");
    private static final String CONTINUED = "    ";
    private static final int NARROW = 24;

    private Shorten() {
    }

    /** One line, or two of which the second is indented; none longer than {@code width}, which is at least 8. */
    static List<String> fit(String statement, int width) {
        if (statement.length() <= width) {
            return List.of(statement);
        }
        // A break at a comma keeps what matters, which lock, which list; it needs room for names.
        var at = BREAK.matcher(statement);
        int best = -1;
        while (width >= NARROW && at.find()) {
            int end = at.end() - 1;
            if (end <= width && statement.length() - at.end() + CONTINUED.length() <= width) {
                best = end;
            }
        }
        if (best >= 0) {
            return List.of(statement.substring(0, best), CONTINUED + statement.substring(best + 1));
        }
        return List.of(cut(statement, width));
    }

    /** Arguments become {@code ...}, the innermost first and of these the longest; if that does not do, the end is cut off. */
    static String cut(String statement, int width) {
        String text = statement;
        while (text.length() > width) {
            var group = GROUP.matcher(text);
            int start = -1;
            int end = -1;
            while (group.find()) {
                if (!group.group(1).equals("...") && group.end(1) - group.start(1) > end - start) {
                    start = group.start(1);
                    end = group.end(1);
                }
            }
            if (start < 0) {
                return collapse(text, width);
            }
            text = text.substring(0, start) + "..." + text.substring(end);
        }
        return text;
    }

    /** No parenthesis is left to shorten: {@code f(g(...), h(...))} becomes {@code f(...)}, or the text just ends. */
    private static String collapse(String text, int width) {
        int open = text.indexOf('(');
        if (open > 0 && text.indexOf(')') < text.length() - 1 && open + 5 <= width && text.endsWith(")")) {
            return text.substring(0, open) + "(...)";
        }
        return text.length() <= width ? text : text.substring(0, width - 3) + "...";
    }
}
