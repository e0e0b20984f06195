package org.holdfast.lang.check;

import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * What to check and how far.
 *
 * @param revisions  names; empty for all
 * @param maxStates  most states stored for one revision
 * @param maxSeconds wall-clock bound for one revision
 * @param repairs    seek causes and mends by trying them
 * @param cancelled  polled often; true ends the check with incomplete results
 */
public record Settings(Set<String> revisions, long maxStates, double maxSeconds, boolean repairs, BooleanSupplier cancelled) {
    public static final Settings DEFAULT = new Settings(Set.of(), 20_000_000, 60, true, () -> false);

    public Settings {
        revisions = Set.copyOf(revisions);
    }

    public Settings withRevisions(Set<String> names) {
        return new Settings(names, maxStates, maxSeconds, repairs, cancelled);
    }

    public Settings withBounds(long states, double seconds) {
        return new Settings(revisions, states, seconds, repairs, cancelled);
    }

    public Settings withCancellation(BooleanSupplier poll) {
        return new Settings(revisions, maxStates, maxSeconds, repairs, poll);
    }

    public Settings withoutRepairs() {
        return new Settings(revisions, maxStates, maxSeconds, false, cancelled);
    }
}
