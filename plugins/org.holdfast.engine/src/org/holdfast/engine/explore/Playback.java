package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.holdfast.engine.program.Layout;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Value;

/** Runs a trace again and tells the situations it goes through. */
public final class Playback {
    private static final List<Step.Mode> MODES = List.of(Step.Mode.values());

    private final Replay replay;
    private final Machine m;
    /** Numbers of the objects among those of their name, or 0 where there is but one; from a run to the end. */
    private final int[] numbers;
    private final List<Situation> situations = new ArrayList<>();
    /** Before the threads have done anything. */
    private Situation start;

    private Playback(Replay replay, int[] numbers) {
        this.replay = replay;
        this.numbers = numbers;
        m = replay.m;
    }

    /**
     * The situation the trace begins in, then the one after each of its steps; steps that are done as one have the same.
     *
     * @param program the one in which the trace was found, or one with the same code
     * @return empty if the trace does not say how it came about, or not in this program
     */
    public static List<Situation> of(Program program, Trace trace) {
        if (trace.schedule().isEmpty()) {
            return List.of();
        }
        Image image = new Image(program);
        Liveness.analyse(image, false);
        Run run = Run.parse(trace.schedule());
        Replay first = Replay.of(image, Shape.Caps.START, run, null, -1);
        int[] numbers = numbers(first.m);
        Playback[] last = new Playback[1];
        Replay.of(image, first.m.shape.caps, run, r -> last[0] = new Playback(r, numbers));
        return last[0].along(trace);
    }

    private static int[] numbers(Machine m) {
        int[] numbers = new int[m.objects()];
        Map<String, Integer> count = new TreeMap<>();
        for (int o = m.image.globals; o < numbers.length; o++) {
            numbers[o] = count.merge(m.image.layouts[m.layoutOf(o)].layout.name(), 1, Integer::sum);
        }
        for (int o = m.image.globals; o < numbers.length; o++) {
            numbers[o] = count.get(m.image.layouts[m.layoutOf(o)].layout.name()) == 1 ? 0 : numbers[o];
        }
        return numbers;
    }

    /** Something has happened: the steps recorded since the last time have led to this. */
    void now() {
        boolean before = replay.recorder.entries.isEmpty() || replay.recorder.entries.getLast().phase() == Machine.INIT;
        if (before || situations.size() < replay.recorder.entries.size()) {
            Situation s = situation();
            start = before ? s : start;
            while (situations.size() < replay.recorder.entries.size()) {
                situations.add(s);
            }
        }
    }

    /** The steps of a trace that follow its run (what failed, who waits) find things as the run leaves them. */
    private List<Situation> along(Trace trace) {
        Situation end = situation();
        List<Situation> out = new ArrayList<>();
        List<Recorder.Entry> entries = replay.recorder.entries;
        int skipped = 0;
        while (m.w[PHASE] != Machine.INIT && skipped < entries.size() && entries.get(skipped).phase() == Machine.INIT) {
            skipped++;
        }
        // A run that ends in init is shown from its beginning.
        out.add(start == null || m.w[PHASE] == Machine.INIT ? situations.isEmpty() ? end : situations.getFirst() : start);
        for (int i = 0; i < trace.steps().size(); i++) {
            Trace.Event e = trace.steps().get(i);
            int at = skipped + i;
            // A claim is judged in passing, in the midst of what the run's last transition does.
            boolean judged = i == trace.steps().size() - 1 && (e.step() instanceof Step.Judge || e.step() instanceof Step.Watch);
            if (at < entries.size() && !judged && !(entries.get(at).code().equals(e.code()) && entries.get(at).node() == e.node())) {
                return List.of();
            }
            out.add(at < entries.size() && !judged ? situations.get(at) : end);
        }
        return out;
    }

    private Situation situation() {
        List<Situation.Execution> executions = new ArrayList<>();
        List<Situation.Lock> locks = new ArrayList<>();
        for (int e = 0; e < m.shape.slots; e++) {
            if (m.exists(e) && (e < m.shape.solo || e > m.shape.solo || m.w[PHASE] != Machine.MAIN)) {
                executions.add(execution(e));
                locks(e, locks);
            }
        }
        List<Situation.Thing> things = new ArrayList<>();
        for (int o = 0; o < m.objects(); o++) {
            boolean gone = o >= m.image.globals && (m.status(o) == Machine.NONE || m.status(o) == Machine.FREED && onStack(o));
            if (!gone) {
                things.add(thing(o));
            }
        }
        List<Situation.Item> pending = new ArrayList<>();
        for (int p = 0; p < Deferred.count(m); p++) {
            int i = Deferred.at(m, p);
            pending.add(new Situation.Item(Image.DEFERRALS.get(Deferred.deferral(m, i)), m.image.program.functions().get(Deferred.function(m, i)).name(),
                    m.w[i + P_ITEM] == 0 ? "" : place(m.w[i + P_ITEM]), names(m.w[i + P_READERS])));
        }
        return new Situation(executions, locks, things, pending);
    }

    private Situation.Execution execution(int e) {
        boolean over = m.ended(e) || m.image.routines[m.routine(e)].step(m.pc(e)) instanceof Step.End;
        Situation.Progress progress = over ? Situation.Progress.ENDED
                : e < m.shape.statics && !m.has(e, Machine.STARTED) && m.pc(e) == 0 ? Situation.Progress.NOT_STARTED : Situation.Progress.RUNNABLE;
        String waits = "";
        boolean phase = m.w[PHASE] == Machine.MAIN || e >= m.shape.solo;
        if (phase && !over && m.alive(e) && (e < m.shape.statics && !Cpus.allow(replay.interpreter, e) || replay.interpreter.probe().blocked(e))) {
            Waits.Wait wait = new Waits(replay.interpreter, 1L << e).all.getFirst();
            if (!wait.cpu() || progress == Situation.Progress.RUNNABLE) {
                progress = Situation.Progress.BLOCKED;
                Routine r = m.image.routines[m.routine(e)];
                m.enter(e);
                boolean subject = wait.step() instanceof Step.Acquire || wait.step() instanceof Step.Barrier;
                waits = wait.cpu() ? "waits for its CPU" : Wording.waitsFor(replay.recorder, wait, subject ? r.x[wait.inner() - r.base].eval(m) : 0);
            }
        }
        return new Situation.Execution(replay.recorder.name(e), Image.KINDS.get(m.kind(e)), progress, waits, contexts(e));
    }

    private List<String> contexts(int e) {
        List<String> contexts = new ArrayList<>();
        long c = m.w[m.shape.execution[e] + X_CONTEXT];
        if (c >>> 32 != 0) {
            contexts.add("interrupts off");
        }
        if ((c >>> 16 & 0xFFFF) != 0) {
            contexts.add("softirqs off");
        }
        if ((c & 0xFFFF) != 0) {
            contexts.add("preemption off");
        }
        for (int s = 0, i = m.shape.execution[e] + m.shape.sections; s < m.sectionCount(e); s++, i += 2) {
            contexts.add(m.w[i] == 0 ? "RCU reader" : "reader of " + place(m.w[i]));
        }
        return contexts;
    }

    private void locks(int e, List<Situation.Lock> locks) {
        for (int h = 0, i = m.shape.execution[e] + X_HELD; h < m.heldCount(e); h++, i += 2) {
            int unique = Locking.node(m.w[i + 1]);
            Routine r = m.image.routineOf(unique);
            locks.add(new Situation.Lock(replay.recorder.names.lock(m.w[i], Locking.subclass(m.w[i + 1])), place(m.w[i]), replay.recorder.name(e),
                    MODES.get(Locking.mode(m.w[i + 1])), r.code.nodes().get(unique - r.base).site()));
        }
    }

    private Situation.Thing thing(int o) {
        Situation.Status status = o < m.image.globals ? Situation.Status.GLOBAL : switch (m.status(o)) {
            case Machine.LIVE -> onStack(o) ? Situation.Status.STACK : Situation.Status.LIVE;
            case Machine.RECYCLED -> Situation.Status.RECYCLED;
            default -> Situation.Status.FREED;
        };
        List<Situation.Cell> cells = new ArrayList<>();
        if (status != Situation.Status.FREED) {
            List<Layout.Cell> shape = m.image.layouts[m.layoutOf(o)].layout.cells();
            Set<String> locks = locks(shape);
            for (int c = 0; c < shape.size(); c++) {
                String path = shape.get(c).path();
                if (locks.stream().noneMatch(path::startsWith)) {
                    cells.add(new Situation.Cell(shape.get(c).path(), value(m.w[m.base(o) + c])));
                }
            }
        }
        return new Situation.Thing(name(o), status, cells);
    }

    private boolean onStack(int o) {
        return (m.w[m.meta(o)] & Machine.STACK) != 0;
    }

    /** What the paths of locks' cells begin with, those of their bookkeeping too. */
    private static Set<String> locks(List<Layout.Cell> cells) {
        Set<String> prefixes = new LinkedHashSet<>();
        cells.stream().filter(c -> c.lock() != null).forEach(c -> prefixes.add(c.path().substring(0, c.path().lastIndexOf('.') + 1)));
        return prefixes;
    }

    private String name(int o) {
        String name = replay.recorder.names.object(Value.pointer(o, 0));
        return o >= numbers.length || numbers[o] == 0 ? name : name + " #" + numbers[o];
    }

    private String place(long address) {
        if (!Value.isPointer(address)) {
            return replay.recorder.names.value(address);
        }
        int o = Value.object(address);
        List<Layout.Cell> cells = m.image.layouts[m.layoutOf(o)].layout.cells();
        int offset = Value.offset(address);
        if (offset >= 0 && offset < cells.size() && cells.get(offset).lock() != null) {
            // As its class is named, which leaves out what the library's lock is made of.
            String lock = replay.recorder.names.lock(address, 0);
            return o < m.image.globals ? lock : name(o) + lock.substring(lock.indexOf('.') < 0 ? lock.length() : lock.indexOf('.'));
        }
        String path = offset < 0 || offset >= cells.size() ? "" : cells.get(offset).path();
        return path.isEmpty() || offset == 0 ? name(o) : name(o) + "." + path;
    }

    private String value(long v) {
        if (Value.isPointer(v)) {
            return "&" + place(v);
        }
        return Value.isExecution(v) ? replay.recorder.name(Value.executionIndex(v)) : replay.recorder.names.value(v);
    }

    private List<String> names(long set) {
        List<String> names = new ArrayList<>();
        for (long left = set; left != 0; left &= left - 1) {
            names.add(replay.recorder.name(Long.numberOfTrailingZeros(left)));
        }
        return names;
    }
}
