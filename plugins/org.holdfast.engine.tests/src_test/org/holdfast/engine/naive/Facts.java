package org.holdfast.engine.naive;

import java.util.TreeSet;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Step.Mode;

/** What is collected while steps run, over all transitions. */
final class Facts {
    final TreeSet<Symptom> observations = new TreeSet<>();
    final TreeSet<String> edges = new TreeSet<>();
    final TreeSet<Integer> judged = new TreeSet<>();
    /** Nodes whose step was begun. */
    final TreeSet<String> reached = new TreeSet<>();

    void reached(Place place) {
        reached.add(place.toString());
    }

    /** One line for a lock tried while another was held. */
    static String edge(String held, Mode heldMode, String taken, Mode mode, boolean attempt, boolean sameLock, boolean nested, Kind kind, Place place) {
        return String.join(" ", held, heldMode.name(), "->", taken, mode.name(), attempt ? "attempt" : "", sameLock ? "same" : "",
                nested ? "nested" : "", kind.name(), place.toString());
    }
}
