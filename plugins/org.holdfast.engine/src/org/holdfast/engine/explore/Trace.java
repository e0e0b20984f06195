package org.holdfast.engine.explore;

import java.util.List;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Step;

/**
 * A run that leads to a violation, one column a thread.
 *
 * @param threads display names of the columns, in order of first appearance; instances of one thread are {@code name#1}, {@code name#2}
 * @param steps   what happened, in order; visible steps and the checks that failed, not the local ones between
 * @param schedule who moved at each transition from the beginning on, for {@link Playback}; empty where that is not known
 */
public record Trace(List<String> threads, List<Event> steps, String schedule) {
    public Trace {
        threads = List.copyOf(threads);
        steps = List.copyOf(steps);
    }

    /** A run of which only this is known. */
    public Trace(List<String> threads, List<Event> steps) {
        this(threads, steps, "");
    }

    /**
     * @param thread   column
     * @param code     name of the code and {@code node} number of the step in it
     * @param step     the step that ran (for a deadlock: that is blocked, see {@code blocked})
     * @param subject  what it touched, as a user names it ({@code nf_ref of struct nfsd_file}), or empty
     * @param object   identity of the object touched along this trace (equal numbers, same object), or -1
     * @param note     what it changed ({@code 1 -> 0}, {@code freed}, {@code sleeps}), or empty
     * @param held     lock classes held afterwards, outermost first
     * @param blocked  the step is waiting, not done
     * @param run      tells a callback that runs again in the same column from its first run
     */
    public record Event(int thread, Site site, String code, int node, Step step, String subject, int object, String note, List<String> held,
            boolean blocked, int run) {
        public Event {
            held = List.copyOf(held);
        }
    }
}
