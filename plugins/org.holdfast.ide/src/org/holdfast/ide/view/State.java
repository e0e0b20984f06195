package org.holdfast.ide.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.holdfast.engine.explore.Situation;
import org.holdfast.engine.explore.Situation.Cell;
import org.holdfast.engine.explore.Situation.Execution;
import org.holdfast.engine.explore.Situation.Item;
import org.holdfast.engine.explore.Situation.Lock;
import org.holdfast.engine.explore.Situation.Progress;
import org.holdfast.engine.explore.Situation.Status;
import org.holdfast.engine.explore.Situation.Thing;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Step.Mode;
import org.holdfast.lang.report.Notes;

/**
 * The state at a step of an interleaving as a reader wants it.
 *
 * @param changes what the step changed, a sentence each
 * @param groups  threads, locks, counts, objects, variables, pending work; groups with nothing in them are left out
 */
public record State(List<String> changes, List<Group> groups) {
    static final State UNKNOWN = new State(List.of(), List.of());
    private static final Pattern COUNT = Pattern.compile("(?:.*\\.)?(?:refs|count|counter)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");

    public State {
        changes = List.copyOf(changes);
        groups = List.copyOf(groups);
    }

    public record Group(String title, List<Entry> entries) {
        public Group {
            entries = List.copyOf(entries);
        }
    }

    /**
     * @param changed it was not so before the step
     * @param range   what it leads to, or null
     */
    public record Entry(String text, boolean changed, Range range, List<Entry> parts) {
        public Entry {
            parts = List.copyOf(parts);
        }
    }

    /** {@code runs}: the thread whose step led here. */
    static State of(Situation before, Situation now, String runs) {
        List<Group> old = groups(before, "");
        Set<String> known = new HashSet<>();
        old.forEach(g -> flat(g.entries()).forEach(e -> known.add(g.title() + e)));
        List<Group> groups = groups(now, runs).stream().filter(g -> !g.entries().isEmpty())
                .map(g -> new Group(g.title(), g.entries().stream().map(e -> marked(e, g.title(), "", known)).toList())).toList();
        return new State(changes(before, now), groups);
    }

    private static Collection<String> flat(List<Entry> entries) {
        Set<String> out = new LinkedHashSet<>();
        entries.forEach(e -> {
            out.add(key(e, ""));
            e.parts().forEach(p -> out.add(key(p, e.text())));
        });
        return out;
    }

    /** What runs is no news: only what a line says of a thread's fate is compared. */
    private static String key(Entry e, String of) {
        return of.replaceAll(":.*", "") + "/" + e.text().replace(": runs", ": can run");
    }

    private static Entry marked(Entry e, String title, String of, Set<String> known) {
        return new Entry(e.text(), !known.contains(title + key(e, of)), e.range(), e.parts().stream().map(p -> marked(p, title, e.text(), known)).toList());
    }

    // ---- what is the case ----

    private static List<Group> groups(Situation s, String runs) {
        List<Entry> counts = new ArrayList<>();
        List<Entry> objects = new ArrayList<>();
        List<Entry> variables = new ArrayList<>();
        for (Thing t : s.objects()) {
            List<Entry> parts = new ArrayList<>();
            for (Cell c : t.cells()) {
                parts.add(entry((c.path().isEmpty() ? "" : c.path() + " = ") + c.value(), null));
                if (isCount(c)) {
                    counts.add(entry(name(t, c) + " = " + c.value(), null));
                }
            }
            boolean scalar = t.cells().size() == 1 && t.cells().getFirst().path().isEmpty();
            if (t.status() == Status.GLOBAL || t.status() == Status.STACK) {
                if (!t.cells().isEmpty()) {
                    variables.add(scalar ? entry(t.name() + " = " + t.cells().getFirst().value(), null) : new Entry(t.name(), false, null, parts));
                }
            } else {
                objects.add(new Entry(t.name() + ": " + word(t.status()), false, null, parts));
            }
        }
        return List.of(new Group("Threads", s.executions().stream().map(e -> entry(thread(e, runs), null)).toList()),
                new Group("Locks held", s.locks().stream().map(l -> entry(lock(l), l.taken().range())).toList()), new Group("Counts", counts),
                new Group("Objects", objects), new Group("Pending", s.pending().stream().map(i -> entry(pending(i), null)).toList()),
                new Group("Variables", variables));
    }

    private static Entry entry(String text, Range range) {
        return new Entry(text, false, range, List.of());
    }

    private static boolean isCount(Cell c) {
        return COUNT.matcher(c.path()).matches() && NUMBER.matcher(c.value()).matches();
    }

    private static String name(Thing t, Cell c) {
        return c.path().isEmpty() ? t.name() : t.name() + "." + c.path();
    }

    private static String word(Status status) {
        return switch (status) {
            case GLOBAL, STACK, LIVE -> "alive";
            case RECYCLED -> "freed, may be handed out again";
            case FREED -> "freed";
        };
    }

    private static String thread(Execution e, String runs) {
        String fate = switch (e.progress()) {
            case NOT_STARTED -> "not started";
            case RUNNABLE -> e.name().equals(runs) ? "runs" : "can run";
            case BLOCKED -> e.waits();
            case ENDED -> "ended";
        };
        return Notes.withoutClone(e.name()) + ": " + fate + (e.contexts().isEmpty() ? "" : "; " + String.join(", ", e.contexts()));
    }

    private static String lock(Lock l) {
        return l.name() + ": " + Notes.withoutClone(l.owner()) + (l.mode() == Mode.EXCLUSIVE ? "" : ", shared");
    }

    private static String pending(Item i) {
        String what = Notes.withoutClone(i.function()) + " (" + switch (i.deferral()) {
            case RCU -> "RCU callback";
            case IRQ_WORK -> "irq work";
            default -> i.deferral().name().toLowerCase(Locale.ROOT);
        } + ")";
        return what + (i.item().isEmpty() ? "" : " of " + i.item()) + (i.readers().isEmpty() ? "" : ", after readers " + String.join(", ", i.readers()));
    }

    // ---- what has changed ----

    private static List<String> changes(Situation before, Situation now) {
        List<String> out = new ArrayList<>();
        added(before.locks(), now.locks()).forEach(l -> out.add(Notes.withoutClone(l.owner()) + " holds " + l.name() + (l.mode() == Mode.EXCLUSIVE ? "" : ", shared")));
        added(now.locks(), before.locks()).forEach(l -> out.add(Notes.withoutClone(l.owner()) + " no longer holds " + l.name()));
        Map<String, Thing> things = named(before.objects(), State::key);
        for (Thing t : now.objects()) {
            Thing old = things.get(key(t));
            if (t.status() != Status.GLOBAL && t.status() != Status.STACK && (old == null || old.status() != t.status())) {
                out.add(t.name() + (t.status() == Status.LIVE ? old == null ? " is allocated" : " is handed out again" : t.status() == Status.FREED ? " is freed" : " may be handed out again"));
            }
            if (old != null && old.cells().size() == t.cells().size()) {
                for (int i = 0; i < t.cells().size(); i++) {
                    Cell c = t.cells().get(i);
                    if (!c.value().equals(old.cells().get(i).value())) {
                        out.add(name(t, c) + ": " + old.cells().get(i).value() + " -> " + c.value());
                    }
                }
            }
        }
        added(before.pending(), now.pending()).forEach(i -> out.add(pending(i) + (queued(i, before) ? " waits on" : " is queued")));
        added(now.pending(), before.pending()).stream().filter(i -> !queued(i, now)).forEach(i -> out.add(pending(i) + " is no longer queued"));
        Map<String, Execution> executions = named(before.executions(), Execution::name);
        for (Execution e : now.executions()) {
            Execution old = executions.get(e.name());
            if (old == null) {
                out.add(Notes.withoutClone(e.name()) + " begins");
            } else if (!old.progress().equals(e.progress()) && e.progress() != Progress.RUNNABLE || !old.waits().equals(e.waits())) {
                out.add(thread(e, ""));
            } else {
                String name = Notes.withoutClone(e.name());
                added(old.contexts(), e.contexts()).forEach(c -> out.add(name + ": " + c));
                added(e.contexts(), old.contexts()).forEach(c -> out.add(name + ": no longer " + c));
            }
        }
        return out;
    }

    /** A variable may have the name of a type. */
    private static String key(Thing t) {
        return (t.status() == Status.GLOBAL ? "variable " : "") + t.name();
    }

    private static boolean queued(Item i, Situation s) {
        return s.pending().stream().anyMatch(x -> x.function().equals(i.function()) && x.item().equals(i.item()));
    }

    /** First of each name: variables of one name are told apart by nothing, and are rare. */
    private static <T> Map<String, T> named(List<T> all, Function<T, String> name) {
        Map<String, T> map = new LinkedHashMap<>();
        all.forEach(t -> map.putIfAbsent(name.apply(t), t));
        return map;
    }

    /** What is in {@code now} and was not before, each as often as it is more. */
    private static <T> List<T> added(List<T> before, List<T> now) {
        List<T> rest = new ArrayList<>(now);
        before.forEach(rest::remove);
        return rest;
    }
}
