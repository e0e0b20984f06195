package org.holdfast.cli.text;

import org.holdfast.cli.text.Ink.Tone;
import org.holdfast.engine.program.Range;

/** A source line with its number and a line under it that points. */
final class Excerpt {
    private static final int NUMBER = 6;

    private Excerpt() {
    }

    /** Empty if the text is not to be had. */
    static String of(Range range, Sources sources, Tone tone, Ink ink) {
        return sources.line(range).map(line -> {
            int from = Math.clamp(range.column() - 1L, 0, line.length());
            int to = range.endLine() == range.line() ? Math.clamp(range.endColumn() - 1L, from, line.length()) : line.stripTrailing().length();
            // Tabs are expanded from the left edge on, so that what is below stands below.
            int start = Wrap.expandTabs(line.substring(0, from)).length();
            int length = Math.max(1, Wrap.expandTabs(line.substring(0, Math.max(from, to))).length() - start);
            String text = Wrap.expandTabs(line).stripTrailing();
            int cut = surplus(text, start);
            String gutter = " ".repeat(NUMBER + 1) + ink.dye(Tone.FAINT, "|");
            String number = "%" + NUMBER + "d ";
            return ink.dye(Tone.FAINT, number.formatted(range.line()) + "|") + " " + withoutSurplus(text, cut) + "\n"
                    + gutter + " " + " ".repeat(start - cut) + ink.dye(tone, "^" + "~".repeat(length - 1)) + "\n";
        }).orElse("");
    }

    /** How much of the indentation has to go for the line to fit; never what stands before it, a patch mark. */
    private static int surplus(String text, int start) {
        int over = text.length() + NUMBER + 3 - Wrap.WIDTH;
        int mark = markEnd(text);
        int blank = 0;
        while (mark + blank < start && text.charAt(mark + blank) == ' ') {
            blank++;
        }
        return Math.clamp(over, 0, Math.max(0, blank - 1));
    }

    private static String withoutSurplus(String text, int cut) {
        int mark = markEnd(text);
        return text.substring(0, mark) + text.substring(mark + cut);
    }

    private static int markEnd(String text) {
        if (!text.startsWith("+") && !text.startsWith("-")) {
            return 0;
        }
        return text.startsWith("[", 1) && text.indexOf(']') > 0 ? text.indexOf(']') + 1 : 1;
    }
}
