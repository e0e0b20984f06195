package org.holdfast.engine.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.program.Layout;
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
}
