package org.holdfast.engine.rule;

import java.util.List;

/** A rule that reports what the exploration met under the rule's own id. */
public abstract class Observed implements Rule {
    private final Card card;
    private final String advice;
    private final boolean cause;

    /**
     * @param advice what to do, as the end of the message after a semicolon; may be empty
     * @param cause  the id already says what is wrong, so that no other rule may rename it
     */
    protected Observed(Card card, String advice, boolean cause) {
        this.card = card;
        this.advice = advice;
        this.cause = cause;
    }

    @Override
    public final Card card() {
        return card;
    }

    @Override
    public List<Symptom> symptoms(Case c) {
        return c.violations(card.id()).stream().map(v -> c.symptom(v, card.severity(), advice, cause)).toList();
    }

    /** Whether the symptom is one of this rule's. */
    protected final boolean isOwn(Symptom s) {
        return s.finding().rule().equals(card.id());
    }
}
