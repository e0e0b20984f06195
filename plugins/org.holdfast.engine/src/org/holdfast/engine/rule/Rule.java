package org.holdfast.engine.rule;

import java.util.List;
import java.util.Optional;

/**
 * One rule: what it says of itself, what it sees, how it would mend it. Stateless. A rule that knows symptoms overrides {@link #symptoms}; one that
 * knows a cause of other rules' symptoms overrides {@link #repairs}, {@link #explain} or {@link #absorbs}.
 */
public interface Rule {
    Card card();

    /** What of this rule is to be seen in the case. */
    default List<Symptom> symptoms(Case c) {
        return List.of();
    }

    /**
     * Mends that are worth trying for the symptom, most likely first. Asked of every rule for a symptom without a cause, and of the rule itself for
     * its own; proposals are free, only the first few are tried.
     */
    default List<Repair> repairs(Symptom symptom, Case c) {
        return List.of();
    }

    /** A cause read off the witness with certainty though no repair of ours mends it. */
    default Optional<Cause> explain(Symptom symptom, Case c) {
        return Optional.empty();
    }

    /**
     * Whether a mend and a cause are looked for on account of this rule's symptoms alone. Otherwise they are reported as they are, or with what else the mend
     * of another finding takes away.
     */
    default boolean isDiagnosed() {
        return true;
    }

    /**
     * Whether {@code other} is {@code own}, a symptom of this rule, showing: then they are one finding. Asked of rules that name causes, and of others once
     * no cause was found.
     */
    default boolean absorbs(Symptom own, Symptom other, Case c) {
        return false;
    }
}
