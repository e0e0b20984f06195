package org.holdfast.engine.rule;

import java.util.List;
import org.holdfast.engine.explore.Trace;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.program.Range;

/**
 * One diagnostic of one revision: a cause, put on the statement to blame, with the symptoms it shows as.
 *
 * @param rule      id of the cause, or of the symptom where no cause is known
 * @param manifests ids of the symptoms other than {@code rule}, in order of first appearance
 * @param message   one sentence that names the locks, objects and threads and says what to do
 * @param range     the statement to blame
 * @param related   other places that belong to it
 * @param trace     the witness, or null (a fact of the text alone)
 * @param witness   the violation that {@code trace} ends in, or null where it ends in none
 */
public record Finding(String rule, List<String> manifests, Severity severity, String message, Range range, List<Violation.Related> related, Trace trace,
        List<Fix> fixes, Violation witness) {
    public Finding {
        manifests = List.copyOf(manifests);
        related = List.copyOf(related);
        fixes = List.copyOf(fixes);
    }

    public Finding(String rule, List<String> manifests, Severity severity, String message, Range range, List<Violation.Related> related, Trace trace,
            List<Fix> fixes) {
        this(rule, manifests, severity, message, range, related, trace, fixes, null);
    }

    /** Whether an expectation of {@code id} covers this finding. */
    public boolean isCoveredBy(String id) {
        return rule.equals(id) || manifests.contains(id);
    }
}
