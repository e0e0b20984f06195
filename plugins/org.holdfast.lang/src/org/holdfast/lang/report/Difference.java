package org.holdfast.lang.report;

import java.util.ArrayList;
import java.util.List;

/** What an edit changes, as lines of a unified diff. Longest common subsequence, for texts of scenario size. */
public final class Difference {
    private static final int CONTEXT = 2;
    /** Beyond this many cells of the table the middle is shown as replaced as a whole. */
    private static final long TABLE = 4_000_000;

    private Difference() {
    }

    /** {@code number}: of the old text's line, from 1; of an added line that of the line after it. */
    record Line(char sign, int number, String text) {
    }

    /** For people: without the header, and with a blank behind the sign that keeps it apart from patch marks. */
    public static List<String> of(String before, String after) {
        List<Line> all = lines(before.split("\n", -1), after.split("\n", -1));
        List<String> out = new ArrayList<>();
        int shown = -1;
        for (int i = 0; i < all.size(); i++) {
            if (!near(all, i)) {
                continue;
            }
            if (shown != i - 1) {
                out.add("@@ line " + all.get(i).number() + " @@");
            }
            shown = i;
            out.add(all.get(i).sign() + " " + Wrap.expandTabs(all.get(i).text().replace("\r", "")));
        }
        while (!out.isEmpty() && out.getLast().isBlank()) {
            out.removeLast();
        }
        return out;
    }

    /** For programs too: what {@code patch} takes. Empty where nothing differs. */
    public static String unified(String file, String before, String after) {
        List<Line> all = lines(before.split("\n", -1), after.split("\n", -1));
        StringBuilder out = new StringBuilder();
        int added = 0;
        int removed = 0;
        for (int i = 0; i < all.size(); i++) {
            if (near(all, i)) {
                int end = i;
                while (end < all.size() && near(all, end)) {
                    end++;
                }
                List<Line> hunk = all.subList(i, end);
                long old = hunk.stream().filter(l -> l.sign() != '+').count();
                long fresh = hunk.stream().filter(l -> l.sign() != '-').count();
                int first = i - added + 1;
                out.append("@@ -").append(first).append(',').append(old).append(" +").append(i - removed + 1).append(',').append(fresh).append(" @@\n");
                hunk.forEach(l -> out.append(l.sign()).append(l.text()).append('\n'));
                added += (int) (hunk.size() - old);
                removed += (int) (hunk.size() - fresh);
                i = end - 1;
            }
        }
        return out.isEmpty() ? "" : "--- a/" + file + "\n+++ b/" + file + "\n" + out;
    }

    private static boolean near(List<Line> all, int i) {
        for (int k = Math.max(0, i - CONTEXT); k <= Math.min(all.size() - 1, i + CONTEXT); k++) {
            if (all.get(k).sign() != ' ') {
                return true;
            }
        }
        return false;
    }

    private static List<Line> lines(String[] a, String[] b) {
        int head = 0;
        while (head < a.length && head < b.length && a[head].equals(b[head])) {
            head++;
        }
        int tail = 0;
        while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail].equals(b[b.length - 1 - tail])) {
            tail++;
        }
        int n = a.length - head - tail;
        int m = b.length - head - tail;
        int[][] common = (long) n * m > TABLE ? new int[n + 1][0] : table(a, b, head, n, m);
        List<Line> out = new ArrayList<>();
        for (int i = 0; i < head; i++) {
            out.add(new Line(' ', i + 1, a[i]));
        }
        int i = 0;
        int j = 0;
        while (i < n || j < m) {
            boolean known = common[0].length > 0;
            if (known && i < n && j < m && a[head + i].equals(b[head + j])) {
                out.add(new Line(' ', head + i + 1, a[head + i]));
                i++;
                j++;
            } else if (j == m || i < n && (!known || common[i + 1][j] >= common[i][j + 1])) {
                out.add(new Line('-', head + i + 1, a[head + i++]));
            } else {
                out.add(new Line('+', head + i + 1, b[head + j++]));
            }
        }
        for (int k = a.length - tail; k < a.length; k++) {
            out.add(new Line(' ', k + 1, a[k]));
        }
        return out;
    }

    private static int[][] table(String[] a, String[] b, int head, int n, int m) {
        int[][] common = new int[n + 1][m + 1];
        for (int i = n - 1; i >= 0; i--) {
            for (int j = m - 1; j >= 0; j--) {
                common[i][j] = a[head + i].equals(b[head + j]) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
