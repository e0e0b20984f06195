package org.holdfast.cli.text;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.explore.Trace;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.rule.Finding;

/**
 * How an interleaving ends: the sentence behind the stars and the column it stands in, -1 where all threads are concerned.
 *
 * @param trace the run without that sentence
 */
record Ending(Trace trace, String text, int column) {

    static Ending of(Finding f) {
        List<Event> steps = f.trace().steps();
        String symptom = f.manifests().isEmpty() ? f.rule() : f.manifests().getFirst();
        if (steps.isEmpty()) {
            return new Ending(f.trace(), symptom, -1);
        }
        Event last = steps.getLast();
        if (last.blocked() || symptom.equals("leak")) {
            return new Ending(f.trace(), last.note().isEmpty() || last.blocked() ? symptom : last.note(), -1);
        }
        if (last.note().isEmpty()) {
            return new Ending(f.trace(), symptom, last.thread());
        }
        Event silent = new Event(last.thread(), last.site(), last.code(), last.node(), last.step(), last.subject(), last.object(), "", last.held(), false);
        List<Event> all = new ArrayList<>(steps);
        all.set(all.size() - 1, silent);
        return new Ending(new Trace(f.trace().threads(), all), last.note(), last.thread());
    }
}
