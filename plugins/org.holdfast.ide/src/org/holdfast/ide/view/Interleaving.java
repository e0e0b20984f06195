package org.holdfast.ide.view;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.explore.Playback;
import org.holdfast.engine.explore.Situation;
import org.holdfast.engine.explore.Trace;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Finding;
import org.holdfast.lang.report.Columns;
import org.holdfast.lang.report.Ending;
import org.holdfast.lang.report.Ink;
import org.holdfast.lang.report.Notes;
import org.holdfast.lang.report.Rows;
import org.holdfast.lang.report.Rows.Row;
import org.holdfast.lang.report.Sources;

/**
 * The run that shows a finding: a column for each thread, steps going down, with the state at each step. A step is a statement of the user's, or
 * a call of one of the user's functions; it goes on where others have come between.
 *
 * @param title   rule and message of the finding
 * @param end     number of the step at which it went wrong, -1 where there is no step; steps behind it are what threads would have come to
 * @param ending  what went wrong
 */
public record Interleaving(String title, List<String> threads, List<Step> steps, int end, Ending ending) {
    /** Role of a related place that a thread had not come to when it went wrong. */
    private static final String LATER = "still to come";
    private static final int GAP = 3;
    /** No column but the last is wider than this, nor narrower than that where there is too little room. */
    private static final int WIDEST = 64;
    private static final int NARROWEST = 14;
    /** Of the picture, in characters. */
    private static final int PICTURE = 130;
    private static final int NESTED = 2;

    public Interleaving {
        threads = List.copyOf(threads);
        steps = List.copyOf(steps);
    }

    /**
     * @param text      of the statement, on one line
     * @param waits     {@code <sleeps>} or {@code <spins>}, or empty
     * @param notes     what it changed, as the text form says it
     * @param switched  another thread ran before
     * @param call      only enters a function
     * @param range     of the statement, or null
     * @param state     after it; without groups where the trace does not tell
     */
    public record Step(int thread, int depth, String text, String waits, List<String> notes, boolean switched, boolean call, Range range, State state) {
        public Step {
            notes = List.copyOf(notes);
        }

        /** How the whole line reads. */
        public String line() {
            return " ".repeat(NESTED * depth) + text + (waits.isEmpty() ? "" : "  " + waits) + comment();
        }

        /** The notes behind the statement, with the gap before them; empty if there are none. */
        public String comment() {
            return notes.isEmpty() ? "" : "  /* " + String.join(", ", notes) + " */";
        }
    }

    /**
     * @param finding one with a trace
     * @param program of the finding's revision, to play the trace back; null if it is not to be had
     */
    public static Interleaving of(Finding finding, Sources sources, Program program) {
        Trace trace = finding.trace();
        List<Situation> situations = program == null ? List.of() : Playback.of(program, trace);
        List<Step> steps = new ArrayList<>();
        int last = -1;
        int shown = -1;
        for (Row row : Rows.withCalls(trace, sources)) {
            int at = situations.isEmpty() ? -1 : row.call() ? row.step() : row.step() + 1;
            State state = at < 0 ? State.UNKNOWN : State.of(situations.get(Math.max(shown, 0)), situations.get(at), trace.threads().get(row.thread()));
            shown = Math.max(shown, at);
            steps.add(step(row, last >= 0 && last != row.thread(), state));
            last = row.thread();
        }
        int end = steps.size() - 1;
        later(finding).forEach(row -> steps.add(step(row, false, State.UNKNOWN)));
        return new Interleaving(finding.rule() + ": " + finding.message(), trace.threads().stream().map(Notes::withoutClone).toList(), steps, end,
                Ending.of(finding));
    }

    private static List<Row> later(Finding finding) {
        Trace trace = finding.trace();
        return finding.related().stream().filter(r -> r.role().equals(LATER) && trace.threads().contains(r.thread()))
                .map(r -> Rows.later(trace.threads().indexOf(r.thread()), r.site())).toList();
    }

    private static Step step(Row row, boolean switched, State state) {
        return new Step(row.thread(), row.depth(), row.text(), row.waiting() ? row.spinning() ? "<spins>" : "<sleeps>" : "", row.notes(), switched, row.call(),
                row.range(), state);
    }

    /** In 78 columns, as kernel people write it in commit messages and mails. */
    public static String text(Finding finding, Sources sources) {
        Ending ending = Ending.of(finding);
        return Columns.render(finding.trace().threads().stream().map(Notes::withoutClone).toList(), Rows.withCalls(finding.trace(), sources), ending.text(),
                ending.column(), later(finding), Ink.PLAIN);
    }

    // ---- going through it ----

    /** The next step before which another thread ran, or the end. */
    public int nextSwitch(int from) {
        int at = from + 1;
        while (at < end && !steps.get(at).switched()) {
            at++;
        }
        return Math.min(at, end);
    }

    /** The step before which another thread ran that begins the present stretch, or that of the stretch before; or the first step. */
    public int previousSwitch(int from) {
        int at = from - 1;
        while (at > 0 && !steps.get(at).switched()) {
            at--;
        }
        return Math.max(at, 0);
    }

    // ---- layout ----

    /**
     * Where each column begins, in characters. A step may run over the columns to the right of its own, for nobody else has anything in its line; so columns move
     * together where that makes all fit into the room, as far as they can.
     *
     * @param room in characters
     */
    public List<Integer> columns(int room) {
        List<Integer> columns = noWiderThan(widest());
        for (int widest = widest(); widest > NARROWEST && width(columns) > room; widest--) {
            columns = noWiderThan(widest - 1);
        }
        return columns;
    }

    private int widest() {
        return Math.min(WIDEST, steps.stream().mapToInt(s -> s.line().length()).max().orElse(NARROWEST));
    }

    private List<Integer> noWiderThan(int widest) {
        List<Integer> columns = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < threads.size(); i++) {
            int column = i;
            columns.add(at);
            int text = steps.stream().filter(s -> s.thread() == column).mapToInt(s -> s.line().length()).max().orElse(0);
            at += Math.max(threads.get(i).length(), Math.min(text, widest)) + GAP;
        }
        return columns;
    }

    /** Characters in the longest line with columns like these. */
    public int width(List<Integer> columns) {
        int names = columns.isEmpty() ? 0 : columns.getLast() + threads.getLast().length();
        return Math.max(names, steps.stream().mapToInt(s -> columns.get(s.thread()) + s.line().length()).max().orElse(0));
    }

    /** Where the line that says what went wrong ends. */
    public int endsAt(List<Integer> columns) {
        return (columns.isEmpty() ? 0 : columns.get(Math.max(0, ending.column()))) + "*** ".length() + ending.text().length();
    }

    /** As a picture in the SVG format. */
    public String svg() {
        List<Integer> columns = columns(PICTURE);
        int left = 20;
        int top = 44;
        int height = top + (steps.size() + 2) * Svg.LINE;
        Svg svg = new Svg(left * 2 + Svg.width(Math.max(width(columns), endsAt(columns))), height);
        for (int i = 0; i < threads.size(); i++) {
            int x = left + Svg.width(columns.get(i));
            svg.text("strong", x, 22, threads.get(i)).line("line", List.of(new Point(x - 8, 30), new Point(x - 8, height - 10)));
        }
        int y = top;
        for (int i = 0; i < steps.size(); i++) {
            Step s = steps.get(i);
            int x = left + Svg.width(columns.get(s.thread()) + NESTED * s.depth());
            if (s.switched()) {
                int from = left + Svg.width(columns.get(steps.get(i - 1).thread())) - 8;
                int to = left + Svg.width(columns.get(s.thread())) - 8;
                svg.line("line", List.of(new Point(from, y - 13), new Point(to, y - 13)));
            }
            svg.text(i > end ? "faint" : s.call() ? "strong" : "", x, y, s.text());
            x += Svg.width(s.text().length());
            if (!s.waits().isEmpty()) {
                svg.text("warning", x + Svg.width(2), y, s.waits());
                x += Svg.width(2 + s.waits().length());
            }
            if (!s.notes().isEmpty()) {
                svg.text("faint", x, y, s.comment());
            }
            y += Svg.LINE;
            if (i == end) {
                svg.text("error", left + Svg.width(columns.get(Math.max(0, ending.column()))), y, "*** " + ending.text());
                y += Svg.LINE;
            }
        }
        return svg.end();
    }
}
