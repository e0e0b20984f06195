package org.holdfast.engine.explore;

import java.util.List;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Step;

/**
 * Facts about lock classes, collected at every acquisition that some run reaches (tried, whether or not it then blocks), and beside them.
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

    /** A function that takes or releases locks was entered or left, with these classes held, outermost first. */
    record Boundary(String function, boolean leaving, List<String> held, Site site, String thread) implements LockUse {
        public Boundary {
            held = List.copyOf(held);
        }
    }

    /** Two plain accesses to one cell, by executions of these codes, the first a write, that can be made at the same time. */
    record Race(String cell, Site write, String writer, Site other, String reader, boolean both, Trace trace) implements LockUse {
    }

    /** {@code taken} was acquired in this context; {@code already}: it was held when this context came about, interrupts were switched on. */
    record InContext(String taken, Step.Mode mode, boolean attempt, Kind kind, boolean interruptsOn, boolean softirqsOn, Site site, String thread,
            Trace trace, boolean already) implements LockUse {
        public InContext(String taken, Step.Mode mode, boolean attempt, Kind kind, boolean interruptsOn, boolean softirqsOn, Site site, String thread, Trace trace) {
            this(taken, mode, attempt, kind, interruptsOn, softirqsOn, site, thread, trace, false);
        }
    }
}
