package org.holdfast.engine.naive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.holdfast.engine.explore.Trace;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.naive.Moves.Move;
import org.holdfast.engine.naive.NaiveExplorer.Phase;
import org.holdfast.engine.program.Step;

/**
 * Runs a witness of the other explorer here: its events must be possible in their order, and what it is a witness of must come out at its end. A
 * trace does not say all: which choice was made, when a callback started or a writer queued itself. Everything that fits is tried.
 */
public final class Replay {
    private final NaiveExplorer explorer;
    private final Violation violation;
    private final Symptom symptom;
    private final List<Event> events = new ArrayList<>();
    private final List<Event> blocked = new ArrayList<>();
    private final Set<List<Object>> seen = new HashSet<>();
    private final Deque<Position> todo = new ArrayDeque<>();
    private int furthest;

    private Replay(NaiveExplorer explorer, Violation violation) {
        this.explorer = explorer;
        this.violation = violation;
        this.symptom = Symptom.of(violation);
        List<Event> steps = violation.trace().steps();
        for (int i = 0; i < steps.size(); i++) {
            Event event = steps.get(i);
            if (event.blocked()) {
                boolean last = steps.subList(i, steps.size()).stream().allMatch(Event::blocked);
                (last ? blocked : new ArrayList<Event>()).add(event);
            } else if (scheduled(event)) {
                events.add(event);
            }
        }
    }

    private record Position(Phase phase, World world, int event) {
    }

    /** Replays all witnesses of the program that was explored. */
    public static List<String> complaints(NaiveExplorer explorer, List<Violation> violations) {
        List<String> result = new ArrayList<>();
        for (Violation violation : violations) {
            String complaint = new Replay(explorer, violation).run();
            if (complaint != null) {
                result.add(complaint);
            }
        }
        return result;
    }

    /** Claims are judged in passing, checks when they fail: neither is a transition to wait for. */
    private static boolean scheduled(Event event) {
        return event.step().visible() && !(event.step() instanceof Step.Watch) && !(event.step() instanceof Step.Judge);
    }

    private String run() {
        boolean init = events.isEmpty() ? violation.code().equals("init") && !violation.rule().equals("leak") : events.get(0).code().equals("init");
        Phase first = init ? Phase.INIT : Phase.MAIN;
        if (events.isEmpty() && explorer.observedAtStart.contains(symptom)) {
            return null;
        }
        explorer.starts.get(first).forEach(w -> add(first, w, 0));
        while (!todo.isEmpty()) {
            Position position = todo.pop();
            if (ends(position)) {
                return null;
            }
            for (Move move : explorer.moves.all(position.world)) {
                if (step(position, move)) {
                    return null;
                }
            }
            if (explorer.isEnd(position.phase, position.world)) {
                if (position.event == events.size() && explorer.observedAtStart.contains(symptom)) {
                    return null;
                }
                explorer.after(position.phase, position.world).forEach((phase, worlds) -> worlds.forEach(w -> add(phase, w, position.event)));
            }
        }
        String at = furthest < events.size() ? "stuck at event " + furthest + " " + events.get(furthest).code() + ":" + events.get(furthest).node()
                : "does not show at the end";
        return symptom + ": witness " + at + " of " + text(violation.trace());
    }

    private void add(Phase phase, World world, int event) {
        furthest = Math.max(furthest, event);
        if (seen.add(List.of(phase, Canonical.of(explorer.model, world).key(), event))) {
            todo.push(new Position(phase, world, event));
        }
    }

    /** @return whether the symptom showed */
    private boolean step(Position position, Move move) {
        for (int used = used(move, position.event); used >= 0; used--) {
            int event = position.event + used;
            boolean shows = symptom.equals(move.violation()) || move.observed().contains(symptom);
            if (used == 0 && !silent(move) && !symptom.equals(move.violation())) {
                return false;
            }
            if (event == events.size() && shows) {
                return true;
            }
            if (move.next() != null) {
                add(position.phase, move.next(), event);
            }
        }
        return false;
    }

    /** Starts, ends, queueing, arrival, sections without a visible step, and local steps that fail need not be in a trace. */
    private boolean silent(Move move) {
        List<Place> visited = move.visited();
        return move.execution() < 0 || move.queued() || visited.isEmpty() || visited.size() == 1 && bracket(explorer.model.step(visited.get(0)));
    }

    private static boolean bracket(Step step) {
        return step instanceof Step.End || step instanceof Step.AtomicBegin;
    }

    /** How many events from this one on are steps of the move, in order; not all steps of an atomic section need be there. */
    private int used(Move move, int from) {
        int event = from;
        for (Place place : move.visited()) {
            if (event < events.size() && place.equals(new Place(events.get(event).code(), events.get(event).node())) && actor(move, events.get(event))) {
                event++;
            }
        }
        return event - from;
    }

    private boolean actor(Move move, Event event) {
        boolean thread = move.code().startsWith("thread ");
        return !thread || violation.trace().threads().get(event.thread()).equals(move.actor());
    }

    private boolean ends(Position position) {
        if (position.event < events.size()) {
            return false;
        }
        Ends ends = explorer.ends.get(position.phase);
        Integer number = explorer.graphs.get(position.phase).number(position.world);
        if (violation.rule().equals("leak")) {
            return explorer.isLast(position.phase, position.world) && explorer.leaks(position.world).contains(symptom);
        }
        return number != null && blocked.stream().allMatch(b -> !waiting(position.world, b).isEmpty())
                && (bound(ends, number) || stuck(ends, number, position.world));
    }

    private boolean bound(Ends ends, int state) {
        return ends.bound(state).stream().allMatch(this::same) && !ends.bound(state).isEmpty();
    }

    /** Others may go on, but those who are said to wait for each other never will. */
    private boolean stuck(Ends ends, int state, World world) {
        Set<Integer> executions = new TreeSet<>();
        blocked.forEach(b -> executions.addAll(waiting(world, b)));
        return violation.rule().equals("deadlock") && blocked.stream().anyMatch(b -> b.code().equals(violation.code()))
                && ends.stuck(state, executions);
    }

    private boolean same(Symptom verdict) {
        return verdict.rule().equals(symptom.rule()) && verdict.code().equals(symptom.code())
                && (verdict.node() == symptom.node() || verdict.rule().equals("livelock"));
    }

    /** Those with that code that have no move. */
    private Set<Integer> waiting(World world, Event event) {
        Set<Integer> waiting = new TreeSet<>();
        for (int e = 0; e < world.executions.size(); e++) {
            World.Execution execution = world.executions.get(e);
            boolean same = execution.alive() && explorer.model.code(execution).name().equals(event.code());
            if (same && explorer.moves.turn(world, e).moves().isEmpty()) {
                waiting.add(e);
            }
        }
        return waiting;
    }

    static String text(Trace trace) {
        StringBuilder text = new StringBuilder();
        for (Event event : trace.steps()) {
            text.append(event.blocked() ? " (" : " ").append(trace.threads().get(event.thread())).append('/').append(event.code()).append(':')
                    .append(event.node()).append(event.blocked() ? ")" : "");
        }
        return text.toString();
    }
}
