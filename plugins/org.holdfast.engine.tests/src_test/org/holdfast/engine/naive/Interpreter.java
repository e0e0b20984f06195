package org.holdfast.engine.naive;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import org.holdfast.engine.naive.Stop.Blocked;
import org.holdfast.engine.naive.Stop.Trapped;
import org.holdfast.engine.naive.Stop.Undecided;
import org.holdfast.engine.naive.Stop.Violated;
import org.holdfast.engine.naive.World.Execution;
import org.holdfast.engine.naive.World.Status;
import org.holdfast.engine.naive.World.Thing;
import org.holdfast.engine.program.Code.Node;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Step.Waiting;
import org.holdfast.engine.program.Value;

/**
 * Runs one transition of one execution on a world of its own: a visible step (or an atomic section), and the local steps after it. Choices are
 * answered from a list; when that is used up the transition stops as {@link Undecided} and is run again.
 */
final class Interpreter {
    private static final int MOST_LOCAL_STEPS = 10_000;

    private final Model model;
    private final World world;
    private final int index;
    private final Execution self;
    private final Iterator<Integer> choices;
    private final Evaluation evaluation;
    private final Observer observer;
    /** Visible nodes that ran, in order, and local ones that failed. */
    final List<Place> visited = new ArrayList<>();
    /** Where it stopped, if a {@link Stop} was thrown. */
    Place at;
    /** The transition only queued a writer at its lock. */
    boolean queued;
    private int depth;

    Interpreter(Model model, World world, int index, List<Integer> choices, Facts facts) {
        this.model = model;
        this.world = world;
        this.index = index;
        this.self = world.executions.get(index);
        this.choices = choices.iterator();
        this.evaluation = new Evaluation(world, self);
        this.observer = new Observer(model, world, index, facts);
    }

    Observer observer() {
        return observer;
    }

    /** One transition from a scheduling point. */
    void transition() {
        self.started = true;
        if (self.role.cpu() != null && self.role.kind() == Kind.PROCESS) {
            world.current.put(self.role.cpu(), index);
        }
        boolean visible = model.visible(self);
        if (visible) {
            visibleStep();
            while (depth > 0 && self.alive()) {
                atomicStep();
            }
        }
        if (!queued) {
            locals(!visible);
        }
        observer.judge();
    }

    /** An interrupt comes in, although its first step has to wait: what it interrupts waits with it. */
    void arrive() {
        self.started = true;
        observer.judge();
    }

    /** The local steps before the first visible one, which belong to what starts the execution. */
    void prefix() {
        locals(false);
        observer.judge();
    }

    /** A visible step has begun: the execution stands at no label any more. */
    private void leaveLabel() {
        for (Node node : model.code(self).nodes()) {
            if (node.step() instanceof Step.Judge label) {
                assign(label.slot(), 0);
            }
        }
    }

    private void atomicStep() {
        if (visited.size() > MOST_LOCAL_STEPS) {
            throw new Trapped("atomic section without end");
        }
        if (model.visible(self)) {
            visibleStep();
        } else {
            localStep(true);
        }
    }

    private void visibleStep() {
        at = model.place(self);
        visited.add(at);
        observer.reached(at);
        Node node = model.node(self);
        leaveLabel();
        visible(node.step(), node.next());
        world.settle();
    }

    /** A local step that would fail or wait is no part of a transition that has already done something: others may run before it. */
    private void locals(boolean first) {
        boolean mayFail = first;
        for (int n = 0; n < MOST_LOCAL_STEPS && self.alive() && !model.visible(self); n++) {
            try {
                localStep(mayFail);
            } catch (Violated | Trapped | Blocked failure) {
                if (!mayFail) {
                    return;
                }
                throw failure;
            }
            mayFail = false;
        }
    }

    /** @param here whether a failure happens here and now, not in a transition to come */
    private void localStep(boolean here) {
        Place place = model.place(self);
        Place before = at;
        at = place;
        Node node = model.node(self);
        try {
            local(node.step(), node.next());
        } catch (Violated | Trapped failure) {
            if (here) {
                observer.reached(place);
            }
            throw failure;
        }
        observer.reached(place);
        at = before;
    }

    private long of(Expr expr) {
        return evaluation.of(expr);
    }

    private int choose(int alternatives) {
        if (alternatives == 1) {
            return 0;
        }
        if (!choices.hasNext()) {
            throw new Undecided(alternatives);
        }
        return choices.next();
    }

    private void assign(int target, long value) {
        if (target >= 0) {
            self.registers[target] = value;
        }
    }

    /** Everything is evaluated before anything changes, so that a failure leaves the world as it was. */
    private void local(Step step, int next) {
        switch (step) {
            case Step.Assign s -> assign(s.target(), of(s.value()));
            case Step.Jump s -> { }
            case Step.Branch s -> {
                self.pc = of(s.condition()) != 0 ? next : s.otherwise();
                return;
            }
            case Step.Choose s -> {
                List<Long> values = new ArrayList<>(new LinkedHashSet<>(s.values().stream().map(this::of).toList()));
                assign(s.target(), values.get(choose(values.size())));
            }
            case Step.Check s -> {
                if (of(s.condition()) == 0) {
                    throw new Violated(s.rule());
                }
            }
            case Step.Trap s -> throw new Trapped(s.message());
            case Step.AtomicEnd s -> depth = Math.max(0, depth - 1);
            case Step.Await s -> {
                if (of(s.condition()) == 0) {
                    throw new Blocked(s.waiting(), sleeps(s.waiting()));
                }
            }
            case Step.MaySleep s -> observer.maySleep();
            case Step.Reference s -> {
                of(s.object());
                observer.reference(s.taken());
            }
            case Step.Walk s -> {
                of(s.head());
                observer.walk(s);
            }
            case Step.Origin s -> assign(s.target(), Memory.origin(world, of(s.object())));
            case Step.Judge s -> {
                observer.judge(s.claim(), evaluation, s.condition());
                assign(s.slot(), 1);
            }
            case Step.Watch s -> {
                if (s.open() && depth == 0) {
                    observer.judge(s.claim(), evaluation, s.condition());
                }
                self.registers[s.slot()] += s.open() ? 1 : -1;
            }
            case Step.Require s -> observer.require(of(s.lock()), s.hold(), s.leaving());
            case Step.Boundary s -> {
            }
            default -> throw new IllegalStateException("not local: " + step);
        }
        self.pc = next;
    }

    private void visible(Step step, int next) {
        switch (step) {
            case Step.SetContext s -> setContext(s);
            case Step.Load s -> {
                long address = of(s.address());
                Thing thing = Memory.access(world, address, s.access().member());
                observer.access(address, false);
                assign(s.target(), thing.cells[Value.offset(address)]);
            }
            case Step.Store s -> {
                long address = of(s.address());
                long value = of(s.value());
                Thing thing = Memory.access(world, address, s.access().member());
                observer.access(address, true);
                thing.cells[Value.offset(address)] = value;
                if (thing.allocated == null || thing.published) {
                    Memory.publish(world, value);
                }
            }
            case Step.ListAccess s -> observer.list(of(s.address()), s.write());
            case Step.Allocate s -> allocate(s);
            case Step.Free s -> observer.lockFreed(Memory.free(world, self, of(s.address()), s.recycle()));
            case Step.AtomicBegin s -> depth++;
            case Step.Acquire s -> {
                long lock = of(s.lock());
                long nest = s.nest() == null ? Value.NULL : of(s.nest());
                observer.acquire(lock, s, nest);
                Locks.Attempt result = Locks.acquire(world, index, lock, s.mode(), s.attempt(), s.subclass(), depth == 0);
                if (result == Locks.Attempt.QUEUED) {
                    queued = true;
                    return;
                }
                assign(s.target(), result == Locks.Attempt.TAKEN ? 1 : 0);
            }
            case Step.Release s -> {
                observer.released(Locks.release(world, index, of(s.lock()), s.mode()));
            }
            case Step.HandOver s -> {
                long lock = of(s.lock());
                if (s.take()) {
                    Locks.take(world, index, lock, s.mode());
                } else {
                    observer.released(Locks.give(world, index, lock, s.mode()));
                }
            }
            case Step.InitLock s -> observer.lockFreed(Locks.init(world, index, of(s.lock())));
            case Step.ReadLock s -> self.sections.merge(Memory.identity(world, of(s.domain())), 1, Integer::sum);
            case Step.ReadUnlock s -> {
                long domain = Memory.identity(world, of(s.domain()));
                if (!self.sections.containsKey(domain)) {
                    throw new Violated("rcu-usage");
                }
                self.sections.computeIfPresent(domain, (d, n) -> n == 1 ? null : n - 1);
            }
            case Step.Barrier s -> {
                long subject = of(s.subject());
                if (s.end()) {
                    Deferrals.barrierEnd(world, index, s.what(), subject);
                } else {
                    Deferrals.barrierBegin(world, index, s.what(), subject);
                }
            }
            case Step.Defer s -> Deferrals.defer(world, s.deferral(), of(s.function()), of(s.item()), of(s.argument()), of(s.queue()), of(s.limit()));
            case Step.Cancel s -> assign(s.target(), Deferrals.cancel(world, of(s.item())) ? 1 : 0);
            case Step.Query s -> assign(s.target(), Deferrals.query(world, index, of(s.item()), s.state()) ? 1 : 0);
            case Step.End s -> {
                end();
                return;
            }
            default -> throw new IllegalStateException("not visible: " + step);
        }
        self.pc = next;
    }

    private static boolean sleeps(Waiting waiting) {
        return switch (waiting) {
            case COMPLETION, WAKEUP, WORK, GRACE_PERIOD, REFERENCE -> true;
            case LOCK, TIMER, OTHER -> false;
        };
    }

    private void setContext(Step.SetContext step) {
        long value = of(step.value());
        if (value < 0) {
            throw new Violated("unlock-not-held");
        }
        switch (step.field()) {
            case PREEMPT -> self.preempt = (int) value;
            case SOFTIRQ -> self.softirq = (int) value;
            case IRQ -> self.irq = value != 0 ? 1 : 0;
            case IN -> throw new Trapped("the context an execution runs in cannot be set");
        }
    }

    private void allocate(Step.Allocate step) {
        long reuse = step.reuse() == null ? Value.NULL : of(step.reuse());
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < world.things.size() && reuse != Value.NULL; i++) {
            Thing thing = world.things.get(i);
            if (thing.status == Status.RECYCLED && thing.layout.id() == step.layout() && thing.reuse == reuse) {
                free.add(i);
            }
        }
        int which = choose(free.size() + 1);
        Thing thing = new Thing();
        int object = world.things.size();
        if (which == 0) {
            thing.layout = model.program.layouts().get(step.layout());
            thing.cells = new long[thing.layout.size()];
            thing.stack = step.stack();
            thing.reuse = reuse;
            world.things.add(thing);
        } else {
            object = free.get(which - 1);
            thing = world.things.get(object);
            thing.status = Status.LIVE;
            int again = object;
            world.pending.removeIf(p -> p.deferral == Deferral.RECLAIM && Memory.leadsTo(p.item, again));
        }
        thing.allocated = at;
        thing.published = false;
        assign(step.target(), Value.pointer(object, 0));
    }

    private void end() {
        if (!self.held.isEmpty() || self.preempt > 0 || self.softirq > 0 || self.irq > 0) {
            throw new Violated("lock-leak");
        }
        if (!self.sections.isEmpty()) {
            throw new Violated("rcu-usage");
        }
        self.end();
        world.current.values().removeIf(e -> e == index);
        if (self.origin != null) {
            world.settle();
            world.remove(index);
        }
    }
}
