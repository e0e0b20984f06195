package org.holdfast.engine.explore;

import java.util.List;
import org.holdfast.engine.program.Site;

/**
 * What an exploration found and how far it went. All lists are in a fixed order: same program and options, same result.
 *
 * @param complete    every run was covered; only then may the absence of violations be called clean
 * @param cut         why it is not complete, as a sentence; empty if it is
 * @param violations  one for each (rule, node), fatal ones and observations, in order of position in the text
 * @param unreached   sites none of whose nodes any run reached, library-internal ones left out; empty if not complete
 * @param vacuous     numbers of claims never judged
 * @param assumptions the program's, and what the engine relied on (64-bit fingerprints with the odds of a missed state, memory order)
 */
public record Result(long states, long transitions, boolean complete, String cut, double seconds, List<Violation> violations,
        List<LockUse> locks, List<Site> unreached, List<Integer> vacuous, List<String> assumptions) {
    public Result {
        violations = List.copyOf(violations);
        locks = List.copyOf(locks);
        unreached = List.copyOf(unreached);
        vacuous = List.copyOf(vacuous);
        assumptions = List.copyOf(assumptions);
    }
}
