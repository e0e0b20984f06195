package org.holdfast.engine.rules;

import java.util.List;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** A claim that holds only because its place is never reached. */
final class ClaimVacuous implements Rule {
    private static final Card CARD = new Card("claim-vacuous", Card.Group.SCENARIO, Severity.WARNING, Card.Evidence.EXPLORE, "A claim was never put to the test", """
            No run reaches the function, label or region in which the claim is judged, so that it holds says nothing. Either the scenario lacks the thread that would get there,
            or the claim names the wrong place.""", """
            scenario "a place nobody reaches"

            int users;

            void release(void)
            {
            	users--;
            }

            claim drained "nobody is left": always (users == 0) in release;
            // ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ claim-vacuous: drained

            thread a { users++; }
            """, "", """
            scenario "a place nobody reaches"

            int users;

            void release(void)
            {
            	users--;
            }

            claim used "somebody is there": always (users >= 0) in release;

            thread a { users++; release(); }
            """);

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Symptom> symptoms(Case c) {
        if (!c.result().complete()) {
            return List.of(); // a cut run may just not have got there
        }
        return c.result().vacuous().stream().map(number -> {
            Program.Claim claim = c.program().claims().get(number);
            boolean reachability = claim.form() == Program.Claim.Form.UNREACHABLE;
            return reachability ? null : new Symptom(new Finding(CARD.id(), List.of(), Severity.WARNING,
                    "claim `%s` is never judged: no run reaches its place".formatted(claim.name()), claim.range(), List.of(), null, List.of()), null, "",
                    claim.name(), true);
        }).filter(s -> s != null).toList();
    }
}
