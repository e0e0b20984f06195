package org.holdfast.engine.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Step;

/** Runs a {@link Run} again from the beginning and turns it into a {@link Trace}. Nothing in it is reduced. */
final class Replay {
    final Machine m;
    final Interpreter interpreter;
    final Recorder recorder;
    /** Outcome of the last transition; {@link Moves#NONE} where some unit could not move. */
    int outcome = Interpreter.DONE;
    private int last = -1;
    private Run run = Run.EMPTY;
    /** Is told of each transition, or null. */
    private Playback playback;

    private Replay(Image image, Shape.Caps caps) {
        m = new Machine(image, new Shape(image, caps), true);
        recorder = new Recorder(m);
        interpreter = new Interpreter(m, new Script(), recorder);
        interpreter.recording = true;
    }

    /** Replays the run; {@code target} an observation it is for, or null; {@code acquire} an acquisition it is for, or -1. */
    static Replay of(Image image, Shape.Caps caps, Run run, Finding target, int acquire) {
        for (Shape.Caps room = caps;;) {
            try {
                Replay replay = new Replay(image, room);
                replay.recorder.target = target;
                replay.recorder.acquire = acquire;
                replay.go(run);
                return replay;
            } catch (Grow grow) {
                room = room.grown(grow);
            }
        }
    }

    /** Replays the run before the eyes of a playback. */
    static Replay of(Image image, Shape.Caps caps, Run run, Function<Replay, Playback> playback) {
        for (Shape.Caps room = caps;;) {
            try {
                Replay replay = new Replay(image, room);
                replay.playback = playback.apply(replay);
                replay.go(run);
                return replay;
            } catch (Grow grow) {
                room = room.grown(grow);
            }
        }
    }

    private void go(Run of) {
        run = of;
        for (int i = 0; i < run.length(); i++) {
            int unit = run.units()[i];
            recorder.last = i == run.length() - 1;
            if (!possible(unit)) {
                outcome = Moves.NONE;
                return;
            }
            stopped(unit);
            tell();
            interpreter.script.set(run.choices()[i]);
            m.commit();
            outcome = step(unit);
            tell();
            if (outcome == Interpreter.BLOCKED) {
                m.rollBack(0);
                if (!recorder.last) {
                    outcome = Moves.NONE;
                }
                return;
            }
            if (outcome != Interpreter.DONE) {
                return;
            }
        }
    }

    private void tell() {
        if (playback != null) {
            playback.now();
        }
    }

    private int step(int unit) {
        if (unit < Moves.ITEM || unit >= Moves.ARRIVE) {
            return Moves.run(interpreter, unit);
        }
        int function = Deferred.function(m, Deferred.at(m, unit - Moves.ITEM));
        int e = Deferred.start(m, unit - Moves.ITEM);
        if (e < 0) {
            interpreter.node = -1;
            m.faultMessage = m.image.program.functions().get(function).name() + "() has no body";
            return Interpreter.TRAPPED;
        }
        recorder.started(e);
        interpreter.begin(e);
        return Interpreter.DONE;
    }

    private boolean possible(int unit) {
        boolean main = m.w[Shape.PHASE] == Machine.MAIN;
        if (unit >= Moves.PHASE_CHANGE) {
            return main ? Ends.still(m) : m.w[Shape.PHASE] == Machine.INIT && !m.alive(m.shape.solo);
        }
        if (!main && unit != m.shape.solo && m.alive(m.shape.solo) && !interpreter.probe().blocked(m.shape.solo)) {
            // Init and teardown run alone as long as they can.
            return false;
        }
        if (unit >= Moves.ARRIVE) {
            int e = unit - Moves.ARRIVE;
            return main && m.alive(e) && !m.has(e, Machine.STARTED) && Cpus.allow(interpreter, e);
        }
        if (unit >= Moves.ITEM) {
            return unit - Moves.ITEM < Deferred.count(m) && Deferred.ready(m, unit - Moves.ITEM);
        }
        if (!m.alive(unit) || unit < m.shape.statics != main && unit <= m.shape.solo) {
            return false;
        }
        return unit >= m.shape.statics || Cpus.allow(interpreter, unit);
    }

    /** Another execution moves now: the one that ran until now may be waiting, which the trace shows. */
    private void stopped(int unit) {
        int before = last;
        last = unit < Moves.ITEM ? unit : -1;
        if (before >= 0 && before != unit && m.alive(before) && (before <= m.shape.solo || m.exists(before))) {
            waiting(before);
        }
    }

    /** Adds the event of an execution that waits, unless it could go on. */
    private void waiting(int e) {
        Probe probe = interpreter.probe();
        boolean recording = interpreter.recording;
        if (e < m.shape.statics && !Cpus.allow(interpreter, e) || !probe.blocked(e)) {
            return;
        }
        Routine r = m.image.routines[m.routine(e)];
        blocked(e, r, probe.node, probe.wait);
        interpreter.recording = recording;
    }

    private void blocked(int e, Routine r, int node, Step wait) {
        m.enter(e);
        long about = wait instanceof Step.Acquire || wait instanceof Step.Barrier ? r.x[node].eval(m) : 0;
        recorder.add(e, r, node, about, Wording.waits(m, wait, about), true);
    }

    /** Adds the waits of a deadlock. */
    void deadlock(Waits waits) {
        for (Waits.Wait w : waits.all) {
            Routine r = m.image.routines[m.routine(w.execution())];
            Code.Node n = r.code.nodes().get(w.inner() - r.base);
            boolean shown = recorder.entries.stream().anyMatch(x -> x.blocked() && x.thread().equals(recorder.name(w.execution()))
                    && x.node() == w.inner() - r.base && lastOf(x));
            if (!shown) {
                blocked(w.execution(), r, w.inner() - r.base, n.step());
            }
        }
    }

    /** Whether the entry is the last one of its thread. */
    private boolean lastOf(Recorder.Entry entry) {
        for (int i = recorder.entries.size() - 1; i >= 0; i--) {
            if (recorder.entries.get(i).thread().equals(entry.thread())) {
                return recorder.entries.get(i) == entry;
            }
        }
        return false;
    }

    /** The events as a trace; those of init only if the run ends in it. */
    Trace trace() {
        boolean init = m.w[Shape.PHASE] == Machine.INIT;
        Map<String, Integer> columns = new LinkedHashMap<>();
        List<Trace.Event> events = new ArrayList<>();
        for (Recorder.Entry e : recorder.entries) {
            if (init || e.phase() != Machine.INIT) {
                int column = columns.computeIfAbsent(e.thread(), t -> columns.size());
                events.add(new Trace.Event(column, e.site(), e.code(), e.node(), e.step(), e.subject(), e.object(), e.note(), e.held(), e.blocked(),
                        e.run()));
            }
        }
        return new Trace(List.copyOf(columns.keySet()), events, run.text());
    }
}
