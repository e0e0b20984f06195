package org.holdfast.engine.rules;

import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Severity;

/** Threads run for ever without getting further. */
final class Livelock extends Observed {
    Livelock() {
        super(new Card("livelock", Card.Group.PROTOCOL, Severity.ERROR, Card.Evidence.EXPLORE, "Threads run for ever without getting any further", """
                Under a fair scheduler the threads go round in a set of states that none of them leaves: a loop that waits for what nobody changes, or two threads that undo each
                other's progress.""", """
                scenario "spins on a flag nobody sets"

                int ready;

                thread spinner {
                	while (!READ_ONCE(ready))
                             // ^^^^^^^^^^^^^^^^ livelock: spinner
                		cpu_relax();
                }
                """, "", """
                scenario "spins on a flag nobody sets"

                int ready;

                thread spinner {
                	while (!READ_ONCE(ready))
                		cpu_relax();
                }

                thread setter { WRITE_ONCE(ready, 1); }
                """), "", false);
    }
}
