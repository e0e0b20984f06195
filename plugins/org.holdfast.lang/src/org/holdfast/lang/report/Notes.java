package org.holdfast.lang.report;

import java.util.regex.Pattern;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Step;

/**
 * What of a step's own note is worth a reader's time. A trace notes everything a step changes; that {@code spin_lock()} turns preemption off
 * and {@code list_del()} writes four pointers is known, that a count fell to 0 is not.
 */
public final class Notes {
    /** Fields of the library's that count references. */
    private static final Pattern COUNT = Pattern.compile("(?:.*\\.)?(?:refs|count|counter)(?: of .*)?");
    private static final Pattern NUMBERS = Pattern.compile("-?\\d+ -> -?\\d+");
    private static final Pattern UPDATE = Pattern.compile("\\+\\+|--|[-+*/|&^]=");
    /** Where a callback that the library clones was cloned. */
    private static final Pattern CLONE = Pattern.compile("@\\d+");

    private Notes() {
    }

    static String of(Event e) {
        return switch (e.step()) {
            case Step.Store s when inLibrary(e.site()) -> COUNT.matcher(e.subject()).matches() && NUMBERS.matcher(e.note()).matches() ? e.note() : "";
            case Step.Store s -> UPDATE.matcher(e.site().text()).find() ? e.note() : "";
            case Step.Defer d -> queued(e);
            case Step.SetContext s -> "";
            case Step.Reference r -> "";
            case Step.Query q -> "";
            case Step.Await a -> "";
            case Step.Barrier b -> "";
            case Step.Acquire a -> "";
            default -> e.note();
        };
    }

    /** What is queued, unless the statement names it. */
    private static String queued(Event e) {
        String note = withoutClone(e.note());
        String function = note.substring(note.lastIndexOf(' ') + 1);
        return e.site().text().contains(function) ? "" : note;
    }

    /** A callback's name as the user wrote it. */
    public static String withoutClone(String name) {
        return CLONE.matcher(name).replaceAll("");
    }

    /** Scopes of locals whose address is known begin and end without the user's doing. */
    static boolean isSilent(Event e) {
        return switch (e.step()) {
            case Step.Allocate a -> a.stack();
            case Step.Free f -> !inLibrary(e.site());
            default -> false;
        };
    }

    private static boolean inLibrary(Site site) {
        return !site.frames().isEmpty() && site.frames().getLast().library();
    }
}
