package org.holdfast.engine.rules;

import java.util.List;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Observed;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/** A claim of the author does not hold. */
final class ClaimRefuted extends Observed {
    ClaimRefuted() {
        super(new Card("claim-refuted", Card.Group.SCENARIO, Severity.ERROR, Card.Evidence.EXPLORE, "A claim is refuted", """
                The scenario states what its author says can never, or must always, be the case. The witness is a run in which it is otherwise.
                A claim only looks: the run goes on, and what else goes wrong in it is found as well. Where the mend of another finding makes the claim true,
                the two are one finding.""", """
                scenario "the count may be two"

                int users;

                void use(void)
                {
                	users++;
                     // ^^^^^^^ claim-refuted: claim `alone` (nobody is ever inside)
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
                """), "", false);
    }

    /** Nobody can tell whether the code is to be mended or the claim. */
    @Override
    public boolean isDiagnosed() {
        return false;
    }

    /** In the author's words. */
    @Override
    public List<Symptom> symptoms(Case c) {
        return super.symptoms(c).stream().map(s -> {
            String name = s.violation().subject();
            String text = c.program().claims().stream().filter(x -> x.name().equals(name)).map(Program.Claim::text).findFirst().orElse("");
            // The same claim wherever it fails first: a mend of something else may move that.
            Symptom same = new Symptom(s.finding(), s.violation(), "", name, false);
            return same.saying("claim `%s` (%s) is refuted by %s".formatted(name, text, s.violation().thread()));
        }).toList();
    }
}
