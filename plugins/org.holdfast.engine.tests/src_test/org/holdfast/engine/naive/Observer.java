package org.holdfast.engine.naive;

import java.util.List;
import java.util.TreeSet;
import org.holdfast.engine.naive.Evaluation.Undefined;
import org.holdfast.engine.naive.Stop.Trapped;
import org.holdfast.engine.naive.Stop.Violated;
import org.holdfast.engine.naive.World.Execution;
import org.holdfast.engine.naive.World.Held;
import org.holdfast.engine.naive.World.Walk;
import org.holdfast.engine.program.Code.Node;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Layout;
import org.holdfast.engine.program.Layout.Guard;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Step.Mode;
import org.holdfast.engine.program.Value;

/** What a step shows without ending the path, and the claims. */
final class Observer {
    private final Model model;
    private final World world;
    private final Execution self;
    private final Facts facts;
    final TreeSet<Symptom> observed = new TreeSet<>();

    Observer(Model model, World world, int index, Facts facts) {
        this.model = model;
        this.world = world;
        this.self = world.executions.get(index);
        this.facts = facts;
    }

    void reached(Place place) {
        facts.reached(place);
    }

    private void observe(String rule) {
        observed.add(new Symptom(rule, model.code(self).name(), self.pc));
    }

    void maySleep() {
        boolean atomic = self.preempt > 0 || self.softirq > 0 || self.irq > 0 || self.role.kind() != Kind.PROCESS
                || self.sections.containsKey(Value.NULL);
        if (atomic) {
            observe("sleep-in-atomic");
        }
    }

    void require(long lock, Step.Require.Hold hold) {
        boolean fulfilled = switch (hold) {
            case EXCLUSIVE -> self.holdsExclusively(lock);
            case SHARED -> self.holds(lock);
            case NOT -> !self.holds(lock);
        };
        if (!fulfilled) {
            observe("must-hold");
        }
    }

    void walk(Step.Walk step) {
        Walk walk = self.walks.get(step.slot());
        switch (step.phase()) {
            case BEGIN -> self.walks.put(step.slot(), new Walk(self.held.size(), false, false));
            case NEXT -> {
                if (walk != null && walk.dropped()) {
                    observe("lock-dropped-in-iteration");
                }
                self.walks.computeIfPresent(step.slot(), (s, w) -> new Walk(self.held.size(), false, false));
            }
            case END -> self.walks.remove(step.slot());
        }
    }

    void reference(boolean taken) {
        if (taken) {
            self.walks.replaceAll((s, w) -> new Walk(w.noted(), true, w.dropped()));
        }
    }

    /** @param place of the lock in the order of what was held */
    void released(int place) {
        self.walks.replaceAll((s, w) -> place >= w.noted() ? w : new Walk(w.noted() - 1, w.referenced(), w.dropped() || !w.referenced()));
    }

    private boolean published(int object) {
        return world.things.get(object).allocated == null || world.things.get(object).published;
    }

    /** A list operation: the first node or head on the ring that has guards says what must be held. */
    void list(long address, boolean write) {
        Memory.ring(world, address).stream().filter(a -> !guards(a).isEmpty()).findFirst().ifPresent(a -> access(a, write));
    }

    private List<Guard> guards(long address) {
        return Memory.cell(world, address).guards().stream().filter(g -> !g.pointee()).toList();
    }

    /** A valid address is read or written: is its guard held? */
    void access(long address, boolean write) {
        int object = Value.object(address);
        Layout.Cell cell = Memory.cell(world, address);
        List<Guard> guards = guards(address);
        if (guards.isEmpty() || self.role.setup() || !published(object)) {
            return;
        }
        boolean guarded = guards.stream().map(g -> Value.pointer(g.object() >= 0 ? g.object() : object, g.offset()))
                .anyMatch(lock -> write ? self.holdsExclusively(lock) : self.holds(lock));
        boolean reader = !write && cell.rcu() && (self.reads(Value.NULL) || !self.sections.isEmpty());
        if (!guarded && !reader) {
            observe("unguarded-access");
        }
    }

    /** A lock is tried, whether or not it is to be had. */
    void acquire(long lock, Step.Acquire step, long nest) {
        LockKind kind = Memory.lock(world, lock);
        Mode mode = Locks.effective(kind, step.mode(), self);
        for (Held held : self.held) {
            facts.edges.add(Facts.edge(lockClass(held.lock(), held.subclass()), held.mode(), lockClass(lock, step.subclass()), mode, step.attempt(),
                    held.lock() == lock, step.nest() != null && self.holds(nest), self.role.kind(), model.place(self)));
        }
    }

    private String lockClass(long lock, int subclass) {
        String name = model.program.locations().get(Memory.cell(world, lock).location());
        return subclass == 0 ? name : name + "/" + subclass;
    }

    /** A label, or a region's claim. */
    void judge(int claim, Evaluation evaluation, Expr condition) {
        if (refuted(claim, evaluation, condition)) {
            throw new Violated("claim-refuted");
        }
    }

    private boolean refuted(int claim, Evaluation evaluation, Expr condition) {
        long value;
        try {
            value = evaluation.of(condition);
        } catch (Undefined | Trapped undefined) {
            return false;
        }
        facts.judged.add(claim);
        return switch (model.program.claims().get(claim).form()) {
            case NEVER -> value != 0;
            case ALWAYS -> value == 0;
            case UNREACHABLE -> true;
        };
    }

    /** After every transition, all claims whose region is open in some execution. */
    void judge() {
        boolean refuted = false;
        for (Execution execution : world.executions) {
            for (Node node : execution.ended ? List.<Node>of() : model.code(execution).nodes()) {
                if (node.step() instanceof Step.Watch watch && watch.open() && execution.registers[watch.slot()] > 0) {
                    refuted |= refuted(watch.claim(), new Evaluation(world, execution), watch.condition());
                }
            }
        }
        if (refuted) {
            throw new Violated("claim-refuted");
        }
    }
}
