package org.holdfast.engine.rules;

import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Severity;

/**
 * Ids that no exploration finds: what the check as a whole reports of the scenario. They are rules for their cards.
 */
record Reported(Card card) implements Rule {
    static final Reported EXPECTATION_NOT_MET = new Reported(new Card("expectation-not-met", Card.Group.SCENARIO, Severity.ERROR, Card.Evidence.BOTH,
            "A revision's verdict is not the expected one", """
            `expect R RULE, ...` makes a scenario test itself: every error of the revision has to be covered by an item, by its own id or by what it shows as, and
            every item (unless it has a `?`) has to cover an error.""", """
            scenario "said to be clean"

            DEFINE_MUTEX(m);

            thread a { mutex_unlock(&m); }

            expect base  clean;
            expect patch clean;
            """, "", """
            scenario "said to be clean"

            DEFINE_MUTEX(m);

            thread a { mutex_unlock(&m); }

            expect base  unlock-not-held;
            expect patch unlock-not-held;
            """));
    static final Reported INCOMPLETE = new Reported(new Card("incomplete", Card.Group.SCENARIO, Severity.WARNING, Card.Evidence.EXPLORE,
            "The exploration was cut short", """
            A budget of states, time or memory was used up, or a path needs what the engine cannot do. What was found is true, but what was not found may still be there: such a
            revision is never called clean.""", """
            scenario "round and round"
            // ^^^^^^^^^^^^^^^^^^^^^^^ incomplete: calls itself through a pointer

            struct ops { void (*run)(void); };
            struct ops ops;
            int left = 2;

            void again(void)
            {
            	if (left-- > 0)
            		ops.run();
            }

            init { ops.run = again; }
            thread a { ops.run(); }
            """, "", """
            scenario "round and round"

            struct ops { void (*run)(void); };
            struct ops ops;
            int left = 2;

            void again(void)
            {
            	while (left > 0)
            		left--;
            }

            init { ops.run = again; }
            thread a { ops.run(); }
            """));
    static final Reported UNUSED_SUPPRESSION = new Reported(new Card("unused-suppression", Card.Group.SCENARIO, Severity.WARNING, Card.Evidence.BOTH,
            "A suppression that allows nothing", """
            `/* holdfast: allow RULE - reason */` on a line makes a finding of that rule on that line an information. One that has nothing to allow (any more), or that gives no reason, is
            reported, so that suppressions do not outlive what they were made for.""", """
            scenario "nothing to allow"

            DEFINE_MUTEX(m);
            int users;

            thread a {
            	mutex_lock(&m);
            	users++; /* holdfast: allow unguarded-access - statistics only */
                          // ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ unused-suppression: nothing on this line
            	mutex_unlock(&m);
            }
            """, "", """
            scenario "nothing to allow"

            DEFINE_MUTEX(m);
            int users;

            thread a {
            	mutex_lock(&m);
            	users++;
            	mutex_unlock(&m);
            }
            """));
    static final Reported UNMODELLED_CALL = new Reported(new Card("unmodelled-call", Card.Group.SCENARIO, Severity.WARNING, Card.Evidence.FLOW,
            "A call to something undeclared", """
            The function is neither in the scenario nor in the kernel library, so the check goes on as if the call did nothing. Declare it (a prototype with annotations is a contract),
            or say that it does not matter.""", """
            scenario "what does it do?"

            thread a {
            	frobnicate();
                 // ^^^^^^^^^^ unmodelled-call: frobnicate
            }
            """, "", """
            scenario "what does it do?"

            void frobnicate(void);

            thread a {
            	frobnicate();
            }
            """));
}
