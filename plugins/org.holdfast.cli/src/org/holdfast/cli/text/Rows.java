package org.holdfast.cli.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.explore.Trace;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Step;

/**
 * An interleaving as somebody tells it: a line for each statement of the user's, however many steps the library makes of it, and a line for
 * each function that is entered.
 */
public final class Rows {
    private Rows() {
    }

    /**
     * @param depth   functions it is inside of
     * @param call    only says that a function is entered; what happens in it follows, one deeper
     * @param waiting the statement cannot go on yet
     */
    public record Row(int thread, int depth, boolean call, String text, List<String> notes, boolean waiting, boolean spinning, Range range) {
        public Row {
            notes = List.copyOf(notes);
        }

        Row notedBy(Row other) {
            return new Row(thread, depth, false, text, other.notes, other.waiting, other.spinning, other.range);
        }
    }

    /** Statements only, each with the functions it is in left out. */
    public static List<Row> statements(Trace trace, Sources sources) {
        return build(trace, sources).stream().filter(d -> !d.row.call()).map(d -> d.row).toList();
    }

    /** Statements, and the calls that lead to them; a function of which nothing but one statement is seen is its call alone. */
    public static List<Row> withCalls(Trace trace, Sources sources) {
        List<Draft> drafts = build(trace, sources);
        for (int i = drafts.size() - 2; i >= 0; i--) {
            Draft call = drafts.get(i);
            Draft inner = drafts.get(i + 1);
            if (call.row.call() && !inner.row.call() && inner.isIn(call) && isOver(call, i + 2, drafts)) {
                call.row = call.row.notedBy(inner.row);
                drafts.remove(i + 1);
            }
        }
        return drafts.stream().map(d -> d.row).toList();
    }

    /** Whether the thread's next row, at {@code from} or later, is out of the function that {@code call} enters. */
    private static boolean isOver(Draft call, int from, List<Draft> drafts) {
        for (Draft d : drafts.subList(from, drafts.size())) {
            if (d.row.thread() == call.row.thread()) {
                return !d.isIn(call);
            }
        }
        return false;
    }

    /** A row in the making. {@code frames}: of the user's functions it is in; for a call with the one it enters. */
    private static final class Draft {
        final List<Site.Frame> frames;
        Row row;
        /** The thread had to wait here and was overtaken. */
        boolean waited;

        Draft(List<Site.Frame> frames, Row row) {
            this.frames = frames;
            this.row = row;
        }

        boolean isIn(Draft call) {
            return row.thread() == call.row.thread() && frames.size() >= call.frames.size()
                    && frames.subList(0, call.frames.size()).equals(call.frames);
        }

        boolean isOf(Event e, List<Site.Frame> stack) {
            return row.range() != null && row.range().equals(e.site().range()) && frames.equals(stack);
        }
    }

    private static List<Draft> build(Trace trace, Sources sources) {
        List<Draft> drafts = new ArrayList<>();
        Draft[] last = new Draft[trace.threads().size()];
        Event before = null;
        for (Event e : trace.steps()) {
            List<Site.Frame> frames = e.site().frames().stream().filter(f -> !f.library()).toList();
            Draft previous = last[e.thread()];
            boolean same = previous != null && previous.isOf(e, frames);
            boolean overtaken = before != null && before.thread() != e.thread();
            if (same) {
                previous.waited |= overtaken && previous.row.waiting();
            }
            if (same && (!overtaken || previous.waited && e != trace.steps().getLast())) {
                // What a thread waited for and then got is told by its going on.
                previous.row = previous.waited ? previous.row : merge(previous.row, e);
            } else {
                enter(previous == null ? List.of() : previous.frames, frames, e, sources, drafts);
                String text = Statement.line(e.site().text());
                last[e.thread()] = new Draft(frames, row(e, same ? "... " + text : text, frames.size()));
                drafts.add(last[e.thread()]);
            }
            before = e;
        }
        return drafts;
    }

    private static void enter(List<Site.Frame> from, List<Site.Frame> to, Event e, Sources sources, List<Draft> drafts) {
        int common = 0;
        while (common < from.size() && common < to.size() && from.get(common).equals(to.get(common))) {
            common++;
        }
        for (int i = common; i < to.size(); i++) {
            Site.Frame f = to.get(i);
            String call = f.function() + "()";
            String text = f.call() == null ? call : sources.slice(f.call()).map(Statement::line).orElse(call);
            drafts.add(new Draft(to.subList(0, i + 1), new Row(e.thread(), i, true, text, List.of(), false, false, f.call())));
        }
    }

    private static Row row(Event e, String text, int depth) {
        return new Row(e.thread(), depth, false, text, e.note().isEmpty() ? List.of() : List.of(e.note()), e.blocked(), spins(e), e.site().range());
    }

    private static Row merge(Row row, Event e) {
        Set<String> notes = new LinkedHashSet<>(row.notes());
        if (!e.note().isEmpty()) {
            notes.add(e.note());
        }
        return new Row(row.thread(), row.depth(), false, row.text(), List.copyOf(notes), e.blocked(), spins(e), row.range());
    }

    private static boolean spins(Event e) {
        return e.step() instanceof Step.Acquire && e.site().text().matches("(?s).*\\b(?:raw_)?(?:spin|read|write)_(?:try)?lock.*");
    }
}
