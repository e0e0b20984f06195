package org.holdfast.engine.rule;

import java.util.List;
import org.holdfast.engine.explore.Violation.Related;
import org.holdfast.engine.program.Range;

/**
 * What is to blame for a symptom.
 *
 * @param rule    its id
 * @param message what the finding then says: names locks, objects and threads, and what to do
 * @param blame   where the finding then stands
 * @param related places the cause adds to those of the symptom
 */
public record Cause(String rule, String message, Range blame, List<Related> related) {
    public Cause {
        related = List.copyOf(related);
    }

    public Cause(String rule, String message, Range blame) {
        this(rule, message, blame, List.of());
    }

    /** For proposals whose cause somebody else knows. */
    public static final Cause NONE = new Cause("", "", null);

    /** The cause that a symptom names by itself. */
    public static Cause of(Symptom s) {
        return new Cause(s.finding().rule(), s.finding().message(), s.finding().range());
    }

    boolean isSame(Cause other) {
        return rule.equals(other.rule) && blame.equals(other.blame);
    }
}
