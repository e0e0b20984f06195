package org.holdfast.lang.report;

import org.holdfast.engine.explore.Trace;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.rule.Finding;

/** How an interleaving ends: the sentence behind the stars and the column it stands in, -1 where all threads are concerned. */
public record Ending(String text, int column) {

    public static Ending of(Finding f) {
        Trace trace = f.trace();
        boolean blocked = !trace.steps().isEmpty() && trace.steps().getLast().blocked();
        Violation v = f.witness();
        if (v == null) {
            String symptom = f.manifests().isEmpty() ? f.rule() : f.manifests().getFirst();
            return new Ending(symptom, blocked || trace.steps().isEmpty() ? -1 : trace.steps().getLast().thread());
        }
        return new Ending(v.rule() + ": " + v.message(), blocked ? -1 : trace.threads().indexOf(v.thread()));
    }
}
