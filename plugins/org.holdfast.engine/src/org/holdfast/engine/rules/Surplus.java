package org.holdfast.engine.rules;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rule.Witness;

/** Repairs for one put or free too many: remove one of those in the run, or clear the pointer behind the first. */
final class Surplus {
    private Surplus() {
    }

    static List<Repair> repairs(Symptom symptom, Cause cause, Case c) {
        Witness w = Witness.of(symptom, c).orElse(null);
        if (w == null) {
            return List.of();
        }
        Set<Spot> spots = new LinkedHashSet<>();
        w.path().reversed().stream().filter(Surplus::gives).forEach(spots::add);
        for (Event e : w.backwards()) {
            w.path(e).reversed().stream().filter(Surplus::gives).forEach(spots::add);
        }
        Proposals out = new Proposals(cause);
        for (Spot spot : spots) {
            Statement s = spot.statement();
            if (s.form() == Form.EXPRESSION && s.calls().getLast().equals(spot.call())) {
                Statement whole = c.outline().inBlock(s) ? s : c.outline().parent(s); // with the condition it is all of
                boolean everything = s.function().startsWith("thread ") && c.outline().siblings(whole).size() == 1; // who does nothing does nothing wrong
                if (!everything && (whole == s || whole.form() == Form.IF && whole.calls().isEmpty())) {
                    out.delete("Remove `" + spot.text() + "`", whole);
                }
                for (String argument : spot.call().effects().frees().isEmpty() ? List.<String>of() : spot.call().arguments()) {
                    if (argument.matches("[A-Za-z_][\\w>.\\-]*")) {
                        out.add(Repair.Cost.INSERT, "Clear the pointer: `" + argument + " = NULL` after `" + spot.text() + "`",
                                List.of(new Change.Insert(s.number(), true, argument + " = NULL;")));
                    }
                }
            }
        }
        return out.list();
    }

    private static boolean gives(Spot spot) {
        return spot.call() != null && (!spot.call().effects().puts().isEmpty() || !spot.call().effects().frees().isEmpty());
    }
}
