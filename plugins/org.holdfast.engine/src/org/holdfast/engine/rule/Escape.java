package org.holdfast.engine.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Sections.Section;

/** Takes a step out of the critical sections it stands in: behind the release, before the acquisition, or by an earlier release. */
public final class Escape {
    private final Case c;
    private final Cause cause;

    /** @param cause what is named if it helps */
    public Escape(Case c, Cause cause) {
        this.c = c;
        this.cause = cause;
    }

    /**
     * @param path which levels of inlining lead to the step; the sections of each are tried, innermost first
     * @param which sections to leave
     */
    public List<Repair> repairs(List<Spot> path, Predicate<Section> which) {
        Proposals out = new Proposals(cause);
        for (Spot spot : path.reversed()) {
            for (Section section : new Sections(c.outline()).around(spot.statement())) {
                Statement s = within(spot.statement(), section);
                if (s != null && which.test(section)) {
                    String what = "`" + Outline.brief(s) + "`";
                    boolean prepares = !s.writes().isEmpty(); // what it sets may be wanted inside
                    for (boolean before : new boolean[] {prepares, !prepares}) {
                        Statement anchor = before ? section.open() : section.close();
                        out.move("Move " + what + (before ? " before " : " after ") + quoted(anchor), s, anchor, !before);
                    }
                    out.move("Release first: move " + quoted(section.close()) + " before " + what, section.close(), s, false);
                }
            }
        }
        return new ArrayList<>(out.list());
    }

    private static String quoted(Statement s) {
        return "`" + Outline.brief(s) + "`";
    }

    /** The statement in the section's own block that {@code s} is or is nested in. */
    private Statement within(Statement s, Section section) {
        return c.outline().ancestors(s).stream().filter(x -> x.parent() == section.open().parent()).findFirst().orElse(null);
    }
}
