package org.holdfast.lang.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.program.Range;

/**
 * A scenario whose expected findings stand under what they concern, as comments {@code // ^^^^ rule-id: part of the message}. The comments are taken
 * out before the check. Tabs are eight columns wide, for the eye and for the carets alike.
 */
record Underlined(String text, List<Mark> marks) {
    private static final Pattern COMMENT = Pattern.compile("^(\\s*// )(\\^+) ([\\w-]+): ?(.*)$");

    /** {@code line} from 1 in the text without the comments; columns from 0 as the eye sees them. */
    record Mark(int line, int column, int width, String rule, String message) {
        boolean isAt(Range range, String text) {
            String found = text.lines().skip(range.line() - 1L).findFirst().orElse("");
            int from = Underlined.columns(found.substring(0, Math.min(found.length(), range.column() - 1)));
            boolean several = range.endLine() != range.line();
            boolean hidden = from < 3 && column == 3; // the comment's own slashes are in the way of what stands farther left
            return range.line() == line && (from == column && (several || range.length() == width) || hidden && (several || from + range.length() == column + width));
        }
    }

    static Underlined of(String source) {
        List<String> lines = new ArrayList<>();
        List<Mark> marks = new ArrayList<>();
        for (String line : source.lines().toList()) {
            Matcher m = COMMENT.matcher(line);
            if (m.matches()) {
                marks.add(new Mark(lines.size(), columns(m.group(1)), m.group(2).length(), m.group(3), m.group(4)));
            } else {
                lines.add(line);
            }
        }
        return new Underlined(String.join("\n", lines) + "\n", List.copyOf(marks));
    }

    private static int columns(String text) {
        int width = 0;
        for (char c : text.toCharArray()) {
            width = c == '\t' ? (width / 8 + 1) * 8 : width + 1;
        }
        return width;
    }
}
