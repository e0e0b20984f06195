package org.holdfast.ide.check;

import java.util.Optional;
import org.holdfast.engine.rule.Severity;

/** How serious a project takes what a rule reports. */
public interface Severities {
    /** As the rules themselves say. */
    Severities AS_REPORTED = (rule, reported) -> Optional.of(reported);

    /**
     * @param rule     the rule or kind of problem
     * @param reported what the check says
     * @return empty where it is not to be shown at all
     */
    Optional<Severity> of(String rule, Severity reported);
}
