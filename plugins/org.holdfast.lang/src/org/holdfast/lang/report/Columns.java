package org.holdfast.lang.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.holdfast.lang.report.Ink.Tone;
import org.holdfast.lang.report.Rows.Row;

/**
 * An interleaving in the form kernel people draw it in commit messages: a column for each thread, time going down. A line belongs to one
 * thread, so that its text may run on to the right over columns that are silent.
 */
public final class Columns {
    private static final int INDENT = 5;
    private static final int GAP = 2;
    private static final int NESTED = 2;
    /** Where the second of two columns starts, unless its text needs more room. */
    private static final int SECOND = 42;
    private static final int SECOND_AT_LEAST = 30;
    /** Room for the last of many columns. */
    private static final int LAST = 34;
    private static final int WIDEST_STEP = 20;
    /** With more columns than this there is no room to show the calls that lead to a statement. */
    private static final int NESTING = 3;

    private final List<String> threads;
    private final List<Row> rows;
    private final Ink ink;
    private final int[] start;
    private final StringBuilder out = new StringBuilder();

    private Columns(List<String> threads, List<Row> rows, Ink ink) {
        this.threads = threads;
        this.rows = threads.size() <= NESTING ? rows : rows.stream().filter(r -> !r.call()).toList();
        this.ink = ink;
        this.start = starts();
    }

    /**
     * @param end    what went wrong, for the line with the stars
     * @param column where that happened, -1 if it concerns all
     * @param later  what threads would have done next, shown below that line
     */
    public static String render(List<String> threads, List<Row> rows, String end, int column, List<Row> later, Ink ink) {
        Columns columns = new Columns(threads, rows, ink);
        columns.header();
        columns.rows.forEach(columns::row);
        columns.stars(end, column);
        later.forEach(columns::row);
        return columns.out.toString();
    }

    // ---- layout ----

    private int nesting(Row row) {
        return threads.size() <= NESTING ? row.depth() * NESTED : 0;
    }

    private int[] starts() {
        int n = threads.size();
        int[] at = new int[n];
        if (n == 2) {
            // A text that is too long in any case does not count: it will be shortened.
            int need = rows.stream().filter(r -> r.thread() == 1)
                    .mapToInt(r -> nesting(r) + r.text().length() + (r.waiting() ? GAP + wait(r).length() : 0))
                    .filter(w -> w <= Wrap.WIDTH - SECOND_AT_LEAST).max().orElse(0);
            at[0] = INDENT;
            at[1] = Math.clamp((long) Wrap.WIDTH - need, SECOND_AT_LEAST, SECOND);
            return at;
        }
        int step = n == 1 ? 0 : Math.min(WIDEST_STEP, (Wrap.WIDTH - INDENT - LAST) / (n - 1));
        for (int i = 0; i < n; i++) {
            at[i] = INDENT + i * step;
        }
        return at;
    }

    // ---- lines ----

    private void header() {
        boolean oneLine = IntStream.range(0, threads.size() - 1).allMatch(i -> start[i] + threads.get(i).length() < start[i + 1]);
        if (oneLine) {
            line(Tone.STRONG, threads::get);
            line(Tone.FAINT, i -> "-".repeat(threads.get(i).length()));
            return;
        }
        // A staircase: every name on a line of its own, a bar below those that have had theirs.
        for (int k = 0; k < threads.size(); k++) {
            int row = k;
            line(Tone.STRONG, i -> i < row ? "|" : i == row ? threads.get(i) : "");
        }
        line(Tone.FAINT, i -> "-");
    }

    private void line(Tone tone, IntFunction<String> cell) {
        int width = 0;
        for (int i = 0; i < threads.size(); i++) {
            String text = cell.apply(i);
            if (!text.isEmpty()) {
                out.append(" ".repeat(start[i] - width)).append(ink.dye(tone, text));
                width = start[i] + text.length();
            }
        }
        out.append('\n');
    }

    private void row(Row row) {
        // The deeper a call is, the further right its text; but never so far that nothing of it can be seen.
        int left = Math.min(start[row.thread()] + nesting(row), Math.max(start[row.thread()], Wrap.WIDTH - LAST));
        String wait = row.waiting() ? wait(row) : "";
        int room = Wrap.WIDTH - left - (wait.isEmpty() ? 0 : GAP + wait.length());
        List<String> text = new ArrayList<>(Shorten.fit(row.text(), room));
        String tail = text.removeLast();
        text.forEach(t -> out.append(" ".repeat(left)).append(t).append('\n'));
        out.append(" ".repeat(left)).append(tail);
        int end = left + tail.length();
        if (!wait.isEmpty()) {
            out.append(" ".repeat(GAP)).append(ink.dye(Tone.WARNING, wait));
            end += GAP + wait.length();
        }
        notes(row, left, end);
        out.append('\n');
    }

    private static String wait(Row row) {
        return row.spinning() ? "<spins>" : "<sleeps>";
    }

    private void notes(Row row, int left, int end) {
        String note = String.join(", ", row.notes());
        if (note.isEmpty()) {
            return;
        }
        String comment = "/* " + note + " */";
        if (end + GAP + comment.length() <= Wrap.WIDTH) {
            out.append(" ".repeat(GAP)).append(ink.dye(Tone.FAINT, comment));
            return;
        }
        int at = Math.max(INDENT, Math.min(left + GAP, Wrap.WIDTH - Math.min(comment.length(), LAST)));
        List<String> lines = Wrap.words(note, Wrap.WIDTH - at - "/*  */".length());
        for (int i = 0; i < lines.size(); i++) {
            String part = (i == 0 ? "/* " : "   ") + lines.get(i) + (i == lines.size() - 1 ? " */" : "");
            out.append('\n').append(" ".repeat(at)).append(ink.dye(Tone.FAINT, part));
        }
    }

    private void stars(String end, int column) {
        int at = column < 0 ? INDENT : Math.min(start[column], Wrap.WIDTH - LAST);
        List<String> lines = Wrap.words(end, Wrap.WIDTH - at - "*** ".length());
        for (int i = 0; i < lines.size(); i++) {
            out.append(" ".repeat(at)).append(ink.dye(Tone.ERROR, (i == 0 ? "*** " : "    ") + lines.get(i))).append('\n');
        }
    }
}
