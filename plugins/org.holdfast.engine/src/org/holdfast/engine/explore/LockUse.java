package org.holdfast.engine.explore;

import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Step;

/**
 * Facts about lock classes, collected at every acquisition that some run reaches (tried, whether or not it then blocks).
 * A class is a location class name, with {@code /N} for subclass N.
 */
public sealed interface LockUse {
    /**
     * {@code taken} was acquired while {@code held} was held.
     *
     * @param sameLock both are one instance
     * @param nested   the acquisition names a held lock that serialises the class
     */
    record Edge(String held, Step.Mode heldMode, Site heldSite, String taken, Step.Mode takenMode, Site site, boolean attempt, boolean sameLock,
            boolean nested, Kind kind, String thread, Trace trace) implements LockUse {
    }

    /** {@code taken} was acquired in this context. */
    record InContext(String taken, Step.Mode mode, boolean attempt, Kind kind, boolean interruptsOn, boolean softirqsOn, Site site, String thread,
            Trace trace) implements LockUse {
    }
}
