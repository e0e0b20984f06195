package org.holdfast.lang.check;

import java.util.Set;
import java.util.function.BooleanSupplier;
import org.holdfast.engine.explore.Explorer.Progress;

/**
 * What to check and how far.
 *
 * @param revisions  names; empty for all
 * @param maxStates  most states stored for one revision
 * @param maxSeconds wall-clock bound for one revision
 * @param repairs    seek causes and mends by trying them
 * @param severities which rules count for more or less than they say
 * @param progress   hears of long explorations
 * @param cancelled  polled often; true ends the check with incomplete results
 */
public record Settings(Set<String> revisions, long maxStates, double maxSeconds, boolean repairs, Severities severities, Progress progress,
        BooleanSupplier cancelled) {
    public static final Settings DEFAULT = new Settings(Set.of(), 20_000_000, 60, true, Severities.AS_THEY_ARE, Progress.NONE, () -> false);

    public Settings {
        revisions = Set.copyOf(revisions);
    }

    public Settings withRevisions(Set<String> names) {
        return new Settings(names, maxStates, maxSeconds, repairs, severities, progress, cancelled);
    }

    public Settings withBounds(long states, double seconds) {
        return new Settings(revisions, states, seconds, repairs, severities, progress, cancelled);
    }

    public Settings withProgress(Progress listener) {
        return new Settings(revisions, maxStates, maxSeconds, repairs, severities, listener, cancelled);
    }

    public Settings withCancellation(BooleanSupplier poll) {
        return new Settings(revisions, maxStates, maxSeconds, repairs, severities, progress, poll);
    }

    public Settings withSeverities(Severities asked) {
        return new Settings(revisions, maxStates, maxSeconds, repairs, asked, progress, cancelled);
    }

    public Settings withoutRepairs() {
        return new Settings(revisions, maxStates, maxSeconds, false, severities, progress, cancelled);
    }

    boolean selects(String revision) {
        return revisions.isEmpty() || revisions.contains(revision);
    }
}
