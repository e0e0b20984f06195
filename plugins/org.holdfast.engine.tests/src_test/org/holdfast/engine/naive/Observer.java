package org.holdfast.engine.naive;

import java.util.List;
import java.util.TreeSet;
import org.holdfast.engine.naive.Evaluation.Undefined;
import org.holdfast.engine.naive.Stop.Trapped;
import org.holdfast.engine.naive.World.Execution;
import org.holdfast.engine.naive.World.Held;
import org.holdfast.engine.naive.World.Thing;
import org.holdfast.engine.naive.World.Walk;
import org.holdfast.engine.program.Code.Node;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Kind;
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

    /** Whoever holds the lock will find out; until then this is all there is to see. */
    void lockFreed(boolean heldByAnother) {
        if (heldByAnother) {
            observe("held-lock-freed");
        }
    }

    void maySleep() {
        boolean atomic = self.preempt > 0 || self.softirq > 0 || self.irq > 0 || self.role.kind() != Kind.PROCESS
                || self.sections.containsKey(Value.NULL);
        if (atomic) {
            observe("sleep-in-atomic");
        }
    }

    void require(long lock, Step.Require.Hold hold, boolean leaving) {
        boolean fulfilled = switch (hold) {
            case EXCLUSIVE -> self.holdsExclusively(lock);
            case SHARED -> self.holds(lock);
            case NOT -> !self.holds(lock);
        };
        if (!fulfilled) {
            observe(leaving ? "lock-leak" : "must-hold");
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


    /** A list operation: the first node or head on the ring that has guards says what must be held. */
    void list(long address, boolean write) {
        Memory.ring(world, address).stream().filter(a -> !guards(a, false).isEmpty()).findFirst()
                .ifPresent(a -> observeUnless(exempt(a) || guarded(a, write, false)));
    }

    /** A valid address is read or written: are its guard, and the guards of pointers that lead to the object, held? */
    void access(long address, boolean write) {
        observeUnless(exempt(address) || guarded(address, write, false));
        for (int i = 0; i < world.things.size(); i++) {
            for (int c = 0; c < world.things.get(i).cells.length; c++) {
                long pointer = world.things.get(i).cells[c];
                if (Value.isPointer(pointer) && Value.object(pointer) == Value.object(address)) {
                    observeUnless(exempt(address) || guarded(Value.pointer(i, c), write, true));
                }
            }
        }
    }

    private void observeUnless(boolean allowed) {
        if (!allowed) {
            observe("unguarded-access");
        }
    }

    /** Before it is published, and while there is nobody else, an object needs no guarding. */
    private boolean exempt(long address) {
        Thing thing = world.things.get(Value.object(address));
        return self.role.setup() || thing.allocated != null && !thing.published;
    }

    private List<Guard> guards(long address, boolean pointee) {
        return Memory.cell(world, address).guards().stream().filter(g -> g.pointee() == pointee).toList();
    }

    /** A guard of the cell is held, or it has none. Readers need a guard in any mode, or for an RCU pointer a reader section. */
    private boolean guarded(long address, boolean write, boolean pointee) {
        List<Guard> guards = guards(address, pointee);
        boolean reader = !write && Memory.cell(world, address).rcu() && (self.reads(Value.NULL) || !self.sections.isEmpty());
        return guards.isEmpty() || reader || !write && guards.stream().anyMatch(Guard::writes) || guards.stream().map(g -> Value.pointer(g.object() >= 0 ? g.object() : Value.object(address), g.offset()))
                .anyMatch(lock -> write ? self.holdsExclusively(lock) : self.holds(lock));
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

    /** A claim only looks: whether it holds changes nothing. */
    void judge(int claim, Evaluation evaluation, Expr condition) {
        long value;
        try {
            value = evaluation.of(condition);
        } catch (Undefined | Trapped undefined) {
            return;
        }
        facts.judged.add(claim);
        boolean refuted = switch (model.program.claims().get(claim).form()) {
            case NEVER -> value != 0;
            case ALWAYS -> value == 0;
            case UNREACHABLE -> true;
        };
        if (refuted) {
            observed.add(Symptom.refuted(model.program.claims().get(claim).name()));
        }
    }

    /** After every transition, all claims whose region is open in some execution, and those of the labels that executions stand at. */
    void judge() {
        for (Execution execution : world.executions) {
            for (Node node : execution.ended ? List.<Node>of() : model.code(execution).nodes()) {
                Evaluation evaluation = new Evaluation(world, execution);
                if (node.step() instanceof Step.Watch watch && watch.open() && execution.registers[watch.slot()] > 0) {
                    judge(watch.claim(), evaluation, watch.condition());
                } else if (node.step() instanceof Step.Judge label && label.slot() >= 0 && execution.registers[label.slot()] > 0) {
                    judge(label.claim(), evaluation, label.condition());
                }
            }
        }
    }
}
