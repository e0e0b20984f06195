package org.holdfast.engine.rules;

import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Severity;

/** A claim of the author does not hold. */
final class ClaimRefuted extends Observed {
    ClaimRefuted() {
        super(new Card("claim-refuted", Card.Group.SCENARIO, Severity.ERROR, Card.Evidence.EXPLORE, "A claim is refuted", """
                The scenario states what its author says can never, or must always, be the case. The witness is a run in which it is otherwise.""", """
                scenario "the count may be two"

                int users;

                void use(void)
                {
                	users++;
                	users--;
                }

                thread a { use(); }

                claim alone "nobody is ever inside": never (users > 0) in use;

                thread b { }
                """, "", """
                scenario "the count may be two"

                int users;

                void use(void)
                {
                	users++;
                	users--;
                }

                thread a { use(); }

                claim alone "at most one is inside": never (users > 1) in use;

                thread b { }
                """), "", true);
    }
}
