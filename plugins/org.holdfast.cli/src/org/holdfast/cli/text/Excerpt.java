package org.holdfast.cli.text;

import org.holdfast.engine.program.Range;
import org.holdfast.lang.report.Ink;
import org.holdfast.lang.report.Ink.Tone;
import org.holdfast.lang.report.Sources;
import org.holdfast.lang.report.Wrap;

/** A source line with its number and a line under it that points. */
final class Excerpt {
    private static final int NUMBER = 6;
    private static final int ROOM = Wrap.WIDTH - NUMBER - 3;
    private static final String DOTS = "...";
    /** So much at least is shown of, and before, what is pointed at. */
    private static final int LEAST = 16;

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
            String shown = withoutSurplus(text, cut);
            int at = start - cut;
            if (shown.length() > ROOM && at + Math.min(length, LEAST) > ROOM - DOTS.length()) {
                // What is pointed at stands too far right: the line begins with dots.
                int drop = at - LEAST;
                shown = DOTS + shown.substring(drop + DOTS.length());
                at -= drop;
            }
            if (shown.length() > ROOM) {
                shown = shown.substring(0, ROOM - DOTS.length()) + DOTS;
                length = Math.min(length, ROOM - at);
            }
            String number = "%" + NUMBER + "d ";
            return ink.dye(Tone.FAINT, number.formatted(range.line()) + "|") + " " + shown + "\n" + " ".repeat(NUMBER + 1) + ink.dye(Tone.FAINT, "|") + " "
                    + " ".repeat(at) + ink.dye(tone, "^" + "~".repeat(length - 1)) + "\n";
        }).orElse("");
    }

    /** How much of the indentation has to go for the line to fit; never what stands before it, a patch mark. */
    private static int surplus(String text, int start) {
        int over = text.length() - ROOM;
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
