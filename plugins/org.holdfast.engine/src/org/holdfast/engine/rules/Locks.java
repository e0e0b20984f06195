package org.holdfast.engine.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.explore.LockUse;
import org.holdfast.engine.explore.Trace;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.program.Layout;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.rule.Case;

/** What several rules ask about the locks of a violation. */
final class Locks {
    private Locks() {
    }

    /** The step that failed, or null where the trace does not end in it. */
    static Step failing(Violation v) {
        return v.trace() == null || v.trace().steps().isEmpty() ? null : v.trace().steps().getLast().step();
    }

    /** The lock classes that the violation is about: its subject, or those its message names between backquotes. */
    static List<String> mentioned(Violation v, Case c) {
        Set<String> classes = new LinkedHashSet<>();
        for (Layout layout : c.program().layouts()) {
            for (Layout.Cell cell : layout.cells()) {
                if (cell.lock() != null) {
                    classes.add(c.program().locations().get(cell.location()));
                }
            }
        }
        if (classes.contains(v.subject())) {
            return List.of(v.subject());
        }
        return classes.stream().filter(k -> v.message().matches(".*(?<![\\w.])" + java.util.regex.Pattern.quote(k) + "(?![\\w.]).*")).toList();
    }

    /** The class of the lock that an acquisition in a trace takes or waits for; its subject where nothing is known of the site. */
    static String lockClass(Trace.Event acquire, Case c) {
        return c.result().locks().stream().filter(u -> u instanceof LockUse.InContext i && i.site().equals(acquire.site()))
                .map(u -> ((LockUse.InContext) u).taken()).findFirst().orElse(acquire.subject());
    }

    /** Classes of the locks declared to guard a cell that is named as in messages: {@code global.path} or {@code path of struct s}. */
    static List<String> guards(String cellName, Case c) {
        Set<String> out = new LinkedHashSet<>();
        for (int g = 0; g < c.program().globals().size(); g++) {
            Program.Global global = c.program().globals().get(g);
            Layout layout = c.program().layouts().get(global.layout());
            for (Layout.Cell cell : layout.cells()) {
                String name = cell.path().isEmpty() ? global.name() : global.name() + "." + cell.path();
                if (name.equals(cellName) || name.equals(cellName + ".next")) {
                    add(cell, layout, c, out);
                }
            }
        }
        for (Layout layout : c.program().layouts()) {
            for (Layout.Cell cell : layout.cells()) {
                String name = cell.path() + " of " + layout.name();
                if (name.equals(cellName)) {
                    add(cell, layout, c, out);
                }
            }
        }
        return List.copyOf(out);
    }

    private static void add(Layout.Cell cell, Layout layout, Case c, Set<String> out) {
        for (Layout.Guard guard : cell.guards()) {
            Layout owner = guard.object() < 0 ? layout : c.program().layouts().get(c.program().globals().get(guard.object()).layout());
            out.add(c.program().locations().get(owner.cells().get(guard.offset()).location()));
        }
    }
}
