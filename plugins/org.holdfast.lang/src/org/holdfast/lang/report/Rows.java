package org.holdfast.lang.report;

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
     * @param step    number of the last step of the trace that belongs to it; for a call, of the first one in it
     */
    public record Row(int thread, int depth, boolean call, String text, List<String> notes, boolean waiting, boolean spinning, Range range, int step) {
        public Row {
            notes = List.copyOf(notes);
        }

        Row at(int step) {
            return new Row(thread, depth, call, text, notes, waiting, spinning, range, step);
        }

        Row notedBy(Row other) {
            return new Row(thread, depth, false, text, other.notes, other.waiting, other.spinning, other.range, other.step);
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

    /** What a thread would have come to. */
    public static Row later(int thread, Site site) {
        return new Row(thread, levels(site).size(), false, Statement.line(site.text()), List.of(), false, false, site.range(), -1);
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

    /** A function the user wrote that a step is in. {@code callback}: called by the library. */
    private record Level(String function, Range call, boolean callback) {
    }

    private static List<Level> levels(Site site) {
        List<Level> levels = new ArrayList<>();
        boolean library = false;
        for (Site.Frame f : site.frames()) {
            if (!f.library()) {
                levels.add(new Level(f.function(), f.call(), library));
            }
            library = f.library();
        }
        // A function that is a contract only: the step is the call itself.
        while (!levels.isEmpty() && site.range() != null && site.range().equals(levels.getLast().call()) && !levels.getLast().callback()) {
            levels.removeLast();
        }
        return levels;
    }

    /** A row in the making. {@code levels}: what it is in; for a call with the function it enters. */
    private static final class Draft {
        final List<Level> levels;
        /** Which of the runs in its column. */
        final int run;
        Row row;
        /** The thread had to wait here and was overtaken. */
        boolean waited;
        /** Only prepares locals. */
        boolean silent;

        Draft(List<Level> levels, int run, Row row) {
            this.levels = levels;
            this.run = run;
            this.row = row;
        }

        boolean isIn(Draft call) {
            int depth = call.row.depth() + 1;
            return row.thread() == call.row.thread() && run == call.run && levels.size() >= depth && levels.subList(0, depth).equals(call.levels.subList(0, depth));
        }

        boolean isOf(Event e, List<Level> stack) {
            return row.range() != null && row.range().equals(e.site().range()) && levels.equals(stack);
        }
    }

    private static List<Draft> build(Trace trace, Sources sources) {
        List<Draft> drafts = new ArrayList<>();
        Draft[] last = new Draft[trace.threads().size()];
        Event before = null;
        Event end = trace.steps().isEmpty() ? null : trace.steps().getLast();
        for (int step = 0; step < trace.steps().size(); step++) {
            Event e = trace.steps().get(step);
            List<Level> levels = levels(e.site());
            Draft previous = last[e.thread()] == null || last[e.thread()].run != e.run() ? null : last[e.thread()];
            boolean same = previous != null && previous.isOf(e, levels);
            boolean overtaken = before != null && before.thread() != e.thread();
            if (same) {
                previous.waited |= overtaken && previous.row.waiting();
            }
            if (same && e != end && (!overtaken || previous.waited) || same && !overtaken) {
                // What a thread waited for and then got is told by its going on.
                previous.row = previous.waited ? previous.row : merge(previous.row, e, step);
                previous.silent &= e != end;
            } else if (e == end || !(e.step() instanceof Step.Free && Notes.isSilent(e))) {
                enter(previous, levels, e, step, sources, drafts);
                String text = Statement.line(e.site().text());
                Draft draft = new Draft(levels, e.run(), row(e, same ? "... " + text : text, levels.size(), step));
                draft.silent = Notes.isSilent(e) && e != end;
                last[e.thread()] = draft;
                drafts.add(draft);
            }
            before = e;
        }
        drafts.removeIf(d -> d.silent);
        return drafts;
    }

    /** Rows for the functions that are entered to come from one statement to another. */
    private static void enter(Draft previous, List<Level> to, Event e, int step, Sources sources, List<Draft> drafts) {
        List<Level> from = previous == null ? List.of() : previous.levels;
        int common = 0;
        while (common < from.size() && common < to.size() && from.get(common).equals(to.get(common))) {
            common++;
        }
        for (int i = common; i < to.size(); i++) {
            Level level = to.get(i);
            String call = level.function() + "()";
            String text = level.call() == null || level.callback() ? call : sources.slice(level.call()).map(Statement::line).orElse(call);
            Row row = new Row(e.thread(), i, true, text, List.of(), false, false, level.call(), step);
            if (i == common && i == from.size() && previous != null && !previous.row.call() && level.call() != null && level.call().equals(previous.row.range())
                    && !level.callback()) {
                // Its arguments were read: the row for that says that it is called.
                int at = drafts.indexOf(previous);
                drafts.set(at, new Draft(to.subList(0, i + 1), e.run(), row.at(previous.row.step() + 1)));
            } else {
                drafts.add(new Draft(to.subList(0, i + 1), e.run(), row));
            }
        }
    }

    private static Row row(Event e, String text, int depth, int step) {
        String note = Notes.of(e);
        return new Row(e.thread(), depth, false, text, note.isEmpty() ? List.of() : List.of(note), e.blocked(), spins(e), e.site().range(), step);
    }

    private static Row merge(Row row, Event e, int step) {
        Set<String> notes = new LinkedHashSet<>(row.notes());
        if (!Notes.of(e).isEmpty()) {
            notes.add(Notes.of(e));
        }
        return new Row(row.thread(), row.depth(), false, row.text(), List.copyOf(notes), e.blocked(), spins(e), row.range(), step);
    }

    private static boolean spins(Event e) {
        return e.step() instanceof Step.Acquire && e.site().text().matches("(?s).*\\b(?:raw_)?(?:spin|read|write)_(?:try)?lock.*");
    }
}
