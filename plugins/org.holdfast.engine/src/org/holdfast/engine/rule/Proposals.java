package org.holdfast.engine.rule;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Repair.Cost;

/** Collects the repairs of one rule for one symptom. */
public final class Proposals {
    private final Cause cause;
    private final List<Repair> repairs = new ArrayList<>();

    /** @param cause what the finding says if one of these mends it */
    public Proposals(Cause cause) {
        this.cause = cause;
    }

    public Proposals move(String title, Statement s, Statement anchor, boolean after) {
        return add(Cost.MOVE, title, List.of(new Change.Move(s.number(), anchor.number(), after)));
    }

    public Proposals insert(String title, Statement anchor, boolean after, String text) {
        return add(Cost.INSERT, title, List.of(new Change.Insert(anchor.number(), after, text)));
    }

    public Proposals delete(String title, Statement s) {
        return add(Cost.INSERT, title, List.of(new Change.Delete(s.number())));
    }

    public Proposals replace(String title, Range range, String text) {
        return add(Cost.EXTEND, title, List.of(new Change.Replace(range, text)));
    }

    public Proposals add(Cost cost, String title, List<Change> changes) {
        repairs.add(new Repair(cause, cost, title, changes));
        return this;
    }

    public List<Repair> list() {
        return List.copyOf(repairs);
    }
}
