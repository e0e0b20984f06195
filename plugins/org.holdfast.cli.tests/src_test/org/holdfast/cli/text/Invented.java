package org.holdfast.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.holdfast.engine.explore.Trace;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Step;

/**
 * Interleavings written down, for tests of how they look. A line is {@code thread | calls > statement | note}, where calls are the texts of
 * the calls it is in; a note {@code <waits>} says that the step is blocked.
 */
final class Invented {
    private static final Step STEP = new Step.Jump();

    private Invented() {
    }

    static Trace trace(String text) {
        List<String> threads = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        Set<String> places = new TreeSet<>();
        for (String line : text.strip().lines().toList()) {
            String[] part = line.split("\\|", -1);
            String thread = part[0].strip();
            if (!threads.contains(thread)) {
                threads.add(thread);
            }
            String[] path = part[1].strip().split(" > ");
            String note = part.length > 2 ? part[2].strip() : "";
            List<Site.Frame> frames = new ArrayList<>();
            String at = "";
            for (int i = 0; i < path.length - 1; i++) {
                at += path[i];
                frames.add(new Site.Frame(path[i].replaceAll("\\(.*", ""), false, range(at, places)));
            }
            String statement = path[path.length - 1];
            Site site = new Site(range(at + statement, places), statement, 0, frames);
            boolean blocked = note.equals("<waits>");
            events.add(new Event(threads.indexOf(thread), site, thread, 0, STEP, "", -1, blocked ? "" : note, List.of(), blocked, 0));
        }
        return new Trace(threads, events);
    }

    /** Different places for different texts; nothing is read from there. */
    private static Range range(String text, Set<String> places) {
        places.add(text);
        int offset = Math.abs(text.hashCode());
        return new Range("no such file", offset, text.length(), 1 + offset % 97, 1, 1 + offset % 97, 1 + text.length());
    }
}
