package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.explore.LockUse.Race;
import org.holdfast.engine.explore.Violation.Related;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** Two plain accesses to one variable that can meet. What comes of it in a scenario is reported as what it is; this says only that they can. */
final class DataRace implements Rule {
    private static final Card CARD = new Card("data-race", Card.Group.LOCKING, Severity.INFORMATION, Card.Evidence.EXPLORE, "Two plain accesses can meet", """
            Two threads touch one variable at the same time, one of them writes, and no lock keeps them apart. In this scenario each access is one step; a compiler may split, repeat or
            drop a plain one, and a processor may reorder it. Take a lock, or mark the accesses with `READ_ONCE()` and `WRITE_ONCE()` where the race is meant.""", """
            scenario "a flag between two threads"

            int stop;
            int seen;

            thread setter {
            	stop = 1;
                 // ^^^^^^^^ data-race: `stop` is written by setter
            }

            thread looker {
            	seen = stop;
            }
            """, "", """
            scenario "a flag between two threads"

            int stop;
            int seen;

            thread setter {
            	WRITE_ONCE(stop, 1);
            }

            thread looker {
            	seen = READ_ONCE(stop);
            }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Symptom> symptoms(Case c) {
        List<Symptom> out = new ArrayList<>();
        if (c.result().violations().stream().anyMatch(v -> v.fatal())) {
            return out; // what a race leads to is more than that there is one
        }
        for (var use : c.result().locks()) {
            if (use instanceof Race r && !isReported(r.write(), c) && !isReported(r.other(), c)) {
                String message = "`%s` is written by %s while %s %s it, both plainly and with no lock in common; take one, or mark the accesses (`READ_ONCE()`, `WRITE_ONCE()`)"
                        .formatted(r.cell(), r.writer(), r.writer().equals(r.reader()) ? "another instance" : r.reader(), r.both() ? "writes" : "reads");
                Statement s = c.outline().statement(r.write().statement());
                out.add(new Symptom(new Finding(CARD.id(), List.of(), Severity.INFORMATION, message, r.write().range(),
                        List.of(new Related(r.both() ? "writes" : "reads", r.reader(), r.other())), r.trace(), List.of()), null, c.place(r.write()), s == null ? r.cell() : s.text(), true));
            }
        }
        return out;
    }

    /** That it lacks its guard, or what comes of it, says more. */
    private static boolean isReported(Site access, Case c) {
        return c.result().violations().stream().anyMatch(v -> v.site().range().equals(access.range()));
    }
}
