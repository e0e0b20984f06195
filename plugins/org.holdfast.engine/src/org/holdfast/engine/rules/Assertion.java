package org.holdfast.engine.rules;

import java.util.List;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** BUG_ON, WARN_ON. */
final class Assertion extends Observed {
    Assertion() {
        super(new Card("assertion", Card.Group.PROTOCOL, Severity.ERROR, Card.Evidence.EXPLORE, "An assertion in a body fails", """
                `BUG_ON()`, `WARN_ON()` and `WARN_ON_ONCE()` say what must never be the case; the witness shows a run in which it is.""", """
                scenario "lost update"

                int users;

                thread a { users++; }
                thread b { users++; }

                finally {
                	WARN_ON(users != 2);
                     // ^^^^^^^^^^^^^^^^^^^ assertion: `WARN_ON(users != 2)`
                }
                """, "", """
                scenario "lost update"

                atomic_t users;

                thread a { atomic_inc(&users); }
                thread b { atomic_inc(&users); }

                finally {
                	WARN_ON(atomic_read(&users) != 2);
                }
                """), "", false);
    }

    @Override
    public List<Symptom> symptoms(Case c) {
        return super.symptoms(c).stream().map(s -> {
            Spot spot = c.spot(s.violation().site());
            return spot == null ? s : s.saying("`%s` of %s fails: %s".formatted(spot.text(), s.violation().thread(), s.violation().message()));
        }).toList();
    }
}
