package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Value;

/** Writes down what happens while a run is replayed: the events of a {@link Trace}, and where objects were allocated and freed. */
final class Recorder implements Observer {
    /** One event with its phase; {@code thread} is a display name. */
    record Entry(long phase, String thread, Site site, String code, int node, Step step, String subject, int object, String note, List<String> held,
            boolean blocked, int run) {
    }

    /** Where something happened to an object. */
    record Place(String thread, Site site) {
    }

    private final Machine m;
    final Names names;
    final List<Entry> entries = new ArrayList<>();
    final Map<Integer, Place> allocated = new TreeMap<>();
    final Map<Integer, Place> freed = new TreeMap<>();
    /** Names given to the callbacks that run, by slot. */
    private final Map<Integer, String> callbacks = new TreeMap<>();
    /** How many callbacks had come to life when the one in a slot had. */
    private final Map<Integer, Integer> runs = new TreeMap<>();
    private int started;
    private long address;
    private long old;
    private String object = "";
    private int writers;

    /** The observation the run is replayed for; nothing is recorded after it. */
    Finding target;
    /** Unique number of the acquiring node the run is replayed for, or -1. */
    int acquire = -1;
    boolean reached;
    /** What the target observation was about. */
    long about;
    /** Unique number of the node after which the target claim did not hold. */
    int refuting;
    String thread;
    int slot;

    Recorder(Machine m) {
        this.m = m;
        names = new Names(m);
    }

    /** Display name of an execution; callbacks that run at the same time get numbers. */
    String name(int e) {
        return e <= m.shape.solo ? names.thread(e) : callbacks.getOrDefault(e, "callback");
    }

    /** A callback has come to life. */
    void started(int e) {
        callbacks.remove(e);
        String name = m.image.routines[m.routine(e)].code.name();
        String free = name;
        for (int n = 2; used(free, e); n++) {
            free = name + "#" + n;
        }
        callbacks.put(e, free);
        runs.put(e, ++started);
    }

    private boolean used(String name, int except) {
        for (int e = m.shape.solo + 1; e < m.shape.slots; e++) {
            if (e != except && m.exists(e) && name.equals(callbacks.get(e))) {
                return true;
            }
        }
        return false;
    }

    private void add(Routine r, int node, String subject, int identity, String note, boolean blocked) {
        if (!reached) {
            Code.Node n = r.code.nodes().get(node);
            entries.add(new Entry(m.w[PHASE], name(m.slot), n.site(), r.code.name(), node, n.step(), subject, identity, note, names.held(m.slot), blocked,
                    runs.getOrDefault(m.slot, 0)));
        }
    }

    /** The step that failed, stopped the run, or waits. */
    void add(int e, Routine r, int node, long about, String note, boolean blocked) {
        m.enter(e);
        add(r, node, names.cell(about), identity(about), note, blocked);
    }

    private static int identity(long address) {
        return Value.isPointer(address) ? Value.object(address) : -1;
    }

    @Override
    public void before(Machine machine, Routine r, int node) {
        slot = m.slot;
        address = subject(r, node);
        int i = m.peek(address);
        old = i < 0 ? 0 : m.w[i];
        writers = i >= 0 && r.op[node] == Op.ACQUIRE && i + 2 < m.w.length ? (int) m.w[i + 2] : 0;
        object = names.object(address);
    }

    /** What the step is about: an address, or 0. */
    private long subject(Routine r, int node) {
        try {
            return switch (r.op[node]) {
                case Op.LOAD, Op.STORE, Op.LIST_ACCESS, Op.FREE, Op.ACQUIRE, Op.RELEASE, Op.HAND_OVER, Op.INIT_LOCK, Op.READ_LOCK, Op.READ_UNLOCK, Op.BARRIER_BEGIN,
                        Op.BARRIER_END, Op.CANCEL, Op.QUERY, Op.REFERENCE -> r.x[node].eval(m);
                case Op.DEFER -> r.more[node][1].eval(m);
                default -> 0;
            };
        } catch (Stuck stuck) {
            return 0;
        }
    }

    @Override
    public void after(Machine machine, Routine r, int node) {
        Step step = r.step(node);
        String subject = names.cell(address);
        int identity = identity(address);
        String note = "";
        boolean waits = false;
        switch (step) {
            case Step.Store s -> {
                int i = m.peek(address);
                long now = i < 0 ? old : m.w[i];
                note = now == old ? "" : names.value(old) + " -> " + names.value(now);
            }
            case Step.Free s -> {
                subject = object;
                note = Value.isPointer(address) ? s.recycle() ? "recycled" : "freed" : "";
                if (Value.isPointer(address)) {
                    freed.put(identity, new Place(name(m.slot), r.code.nodes().get(node).site()));
                }
            }
            case Step.Allocate s -> {
                address = m.w[m.registers + r.a[node]];
                subject = names.object(address);
                identity = identity(address);
                note = "allocated";
                allocated.put(identity, new Place(name(m.slot), r.code.nodes().get(node).site()));
                freed.remove(identity);
            }
            case Step.Acquire s -> {
                int i = m.peek(address);
                waits = i >= 0 && m.has(m.slot, Machine.WAITING) && m.w[i + 2] > writers;
                note = waits ? "waits" : s.attempt() ? Locking.find(m, m.slot, address, Locking.ANY) >= 0 && taken(r, node) ? "taken" : "not taken" : "";
            }
            case Step.SetContext s -> {
                subject = switch (s.field()) {
                    case PREEMPT -> "preemption";
                    case SOFTIRQ -> "softirqs";
                    default -> "interrupts";
                };
                note = m.context(m.slot, s.field()) > 0 ? "off" : "on";
            }
            case Step.HandOver s -> note = s.take() ? "taken over" : "handed over";
            case Step.ReadLock s -> subject = subject.isEmpty() ? "RCU" : subject;
            case Step.ReadUnlock s -> subject = subject.isEmpty() ? "RCU" : subject;
            case Step.Reference s -> note = s.taken() ? "taken" : "dropped";
            case Step.Defer s -> note = "queues " + names.value(r.more[node][0].eval(m));
            case Step.Cancel s -> note = s.target() < 0 ? "" : m.w[m.registers + s.target()] != 0 ? "cancelled" : "was not pending";
            case Step.Query s -> note = m.w[m.registers + s.target()] != 0 ? "yes" : "no";
            default -> {
            }
        }
        if (!(step instanceof Step.End)) {
            add(r, node, subject, identity, note, waits);
        }
    }

    private boolean taken(Routine r, int node) {
        return r.a[node] < 0 || m.w[m.registers + r.a[node]] != 0;
    }

    @Override
    public void observed(String rule, Machine machine, Routine r, int node, long what) {
        if (target != null && !reached && target.rule().equals(rule) && target.node() == r.base + node) {
            add(r, node, names.cell(what), identity(what), "", false);
            stop(what);
        }
    }

    private void stop(long what) {
        reached = true;
        about = what;
        thread = name(m.slot);
        slot = m.slot;
    }

    @Override
    public void acquiring(Machine machine, Routine r, int node, long lock, int kind, int mode, boolean attempt, int subclass, long nest) {
        if (acquire == r.base + node && !reached && last) {
            add(r, node, names.cell(lock), identity(lock), "", false);
            stop(lock);
        }
    }

    /** The last transition of the run has begun. */
    boolean last;

    /** What refuted an open claim has been recorded as the step it was. */
    @Override
    public void refuted(int claim, Machine machine, Routine r, int node) {
        if (target != null && !reached && target.equals(Finding.refuted(claim))) {
            if (r.op[node] < Op.VISIBLE) {
                add(r, node, "", -1, "", false);
            }
            refuting = r.base + node;
            stop(0);
        }
    }
}
