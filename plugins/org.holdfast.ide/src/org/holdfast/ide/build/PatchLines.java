package org.holdfast.ide.build;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.holdfast.ide.Document;
import org.holdfast.lang.revision.Mark;

/**
 * Lines of a scenario found again in the patch it is about, a unified diff or a mail with one. A line is the same if its sign and its words are; of several the one
 * whose neighbours are alike. Lines count from 0.
 */
public final class PatchLines {
    /** Neighbours on each side that are looked at. */
    private static final int NEAR = 4;

    private final List<Line> patch;

    /** A line of a hunk, and where in the patch file it stands. */
    private record Line(int number, char sign, String words) {
    }

    private PatchLines(List<Line> patch) {
        this.patch = patch;
    }

    /** @param text of the patch file; what is no hunk in it is passed over */
    public static PatchLines of(String text) {
        List<Line> lines = new ArrayList<>();
        String[] all = text.split("\n", -1);
        int old = 0;
        int fresh = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i].startsWith("@@ -")) {
                int[] lengths = lengths(all[i]);
                old = lengths[0];
                fresh = lengths[1];
            } else if (old > 0 || fresh > 0) {
                char sign = all[i].isEmpty() ? ' ' : all[i].charAt(0);
                old -= sign == '+' ? 0 : 1;
                fresh -= sign == '-' ? 0 : 1;
                lines.add(new Line(i, sign, words(all[i].isEmpty() ? "" : all[i].substring(1))));
            }
        }
        return new PatchLines(lines);
    }

    /** Of {@code @@ -12,7 +12,8 @@}: 7 and 8; a length that is left out is 1. */
    private static int[] lengths(String header) {
        int[] lengths = {0, 0};
        String[] parts = header.split(" ");
        for (int i = 1; i < Math.min(3, parts.length); i++) {
            int comma = parts[i].indexOf(',');
            try {
                lengths[i - 1] = comma < 0 ? 1 : Integer.parseInt(parts[i].substring(comma + 1));
            } catch (NumberFormatException e) {
                return new int[] {0, 0}; // no hunk after all
            }
        }
        return lengths;
    }

    private static String words(String line) {
        return line.replaceAll("\\s+", " ").strip();
    }

    /** Where the patch has a line of a scenario; empty where it has no such line, or only one that could be any. */
    public OptionalInt of(Document scenario, int line) {
        Line own = line(scenario, line);
        int best = -1;
        int most = own.words().length() > 2 ? -1 : 1; // a brace alone says little
        for (int i = 0; i < patch.size(); i++) {
            if (same(patch.get(i), own)) {
                int alike = alike(scenario, line, i);
                if (alike > most) {
                    most = alike;
                    best = i;
                }
            }
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(patch.get(best).number());
    }

    private int alike(Document scenario, int line, int at) {
        int count = 0;
        for (int step = -1; step <= 1; step += 2) {
            for (int i = 1; i <= NEAR; i++) {
                int there = at + i * step;
                int here = line + i * step;
                if (there >= 0 && there < patch.size() && here >= 0 && here < scenario.lines().lines() && same(patch.get(there), line(scenario, here))) {
                    count++;
                }
            }
        }
        return count;
    }

    private static boolean same(Line a, Line b) {
        return !a.words().isEmpty() && a.sign() == b.sign() && a.words().equals(b.words());
    }

    private static Line line(Document scenario, int number) {
        Mark mark = scenario.lines().mark(number);
        int start = mark == null ? scenario.lines().start(number) : mark.offset() + mark.length();
        return new Line(number, mark == null ? ' ' : mark.removed() ? '-' : '+', words(scenario.text().substring(start, scenario.lines().end(number))));
    }
}
