package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Value;

/** What each step does to the machine's execution. */
final class Steps {
    private static final java.util.List<Step.Barrier.What> WHATS = java.util.List.of(Step.Barrier.What.values());
    private static final int GRACE_PERIOD = Step.Barrier.What.GRACE_PERIOD.ordinal();

    private final Interpreter interpreter;
    private final Machine m;
    final Guards guards;

    Steps(Interpreter interpreter) {
        this.interpreter = interpreter;
        m = interpreter.m;
        guards = new Guards(m);
    }

    /** Runs the visible step; the next node, or one of the interpreter's negative answers. */
    int run(Routine r, int pc, boolean atomic) {
        switch (r.op[pc]) {
            case Op.LOAD: {
                long address = r.x[pc].eval(m);
                int i = m.cell(address, r.b[pc]);
                if (i < 0) {
                    return Interpreter.FAIL;
                }
                if (guards.any) {
                    guards.access(interpreter.observer, r, pc, address, false);
                }
                if (interpreter.touched != null) {
                    interpreter.touched.access(r.base + pc, address, false);
                }
                m.set(m.registers + r.a[pc], m.w[i]);
                return r.next[pc];
            }
            case Op.STORE:
                return store(r, pc) ? r.next[pc] : Interpreter.FAIL;
            case Op.ACQUIRE:
                return acquire(r, pc, atomic);
            case Op.RELEASE:
                return release(r, pc) ? r.next[pc] : Interpreter.FAIL;
            case Op.SET_CONTEXT:
                return setContext(r, pc) ? r.next[pc] : Interpreter.FAIL;
            case Op.ALLOCATE:
                allocate(r, pc);
                return r.next[pc];
            case Op.FREE:
                return free(r, pc) ? r.next[pc] : Interpreter.FAIL;
            case Op.BARRIER_END:
                return barrierEnd(r, pc);
            case Op.END:
                return end();
            default:
                return rare(r, pc);
        }
    }

    private boolean store(Routine r, int pc) {
        long address = r.x[pc].eval(m);
        long value = r.y[pc].eval(m);
        int i = m.cell(address, r.b[pc]);
        if (i < 0) {
            return false;
        }
        if (guards.any) {
            guards.access(interpreter.observer, r, pc, address, true);
        }
        if (interpreter.touched != null) {
            interpreter.touched.access(r.base + pc, address, true);
        }
        m.set(i, value);
        if (Value.isPointer(value) && Heap.published(m, Value.object(address))) {
            Heap.publish(m, value);
        }
        return true;
    }

    private int acquire(Routine r, int pc, boolean atomic) {
        long lock = r.x[pc].eval(m);
        int kind = Locking.kind(m, lock);
        if (kind < 0) {
            return Interpreter.FAIL;
        }
        int how = r.b[pc];
        int mode = Locking.effective(m, kind, how & 3);
        boolean attempt = (how & 4) != 0;
        int subclass = how >>> 3;
        interpreter.observer.acquiring(m, r, pc, lock, kind, mode, attempt, subclass, r.y[pc] == null ? 0 : r.y[pc].eval(m));
        if (interpreter.touched != null) {
            interpreter.touched.lock(r.base + pc, lock, Touched.ACQUIRE);
        }
        int answer = Locking.acquire(m, lock, kind, mode, attempt, subclass, r.base + pc, atomic);
        switch (answer) {
            case Locking.FAULT:
                return Interpreter.FAIL;
            case Locking.BLOCKED:
                return Interpreter.BLOCK;
            case Locking.REGISTERED:
                note(Touched.ANYTHING);
                return Interpreter.STAY;
            default:
                if (r.a[pc] >= 0) {
                    m.set(m.registers + r.a[pc], answer == Locking.TAKEN ? 1 : 0);
                }
                return r.next[pc];
        }
    }

    private void note(int kind) {
        if (interpreter.touched != null) {
            interpreter.touched.note(kind);
        }
    }

    private boolean free(Routine r, int pc) {
        long address = r.x[pc].eval(m);
        if (interpreter.touched != null) {
            interpreter.touched.free(r.base + pc, address);
        }
        return Heap.free(m, address, r.a[pc] != 0) && unheld(r, pc);
    }

    /** A lock somebody else holds is gone: he will notice when he gives it back. */
    private boolean unheld(Routine r, int pc) {
        if (m.foreign != 0) {
            interpreter.observer.observed("held-lock-freed", m, r, pc, m.foreign);
        }
        return true;
    }

    private boolean release(Routine r, int pc) {
        long lock = r.x[pc].eval(m);
        int h = Locking.release(m, lock, r.b[pc]);
        if (h < 0) {
            return false;
        }
        if (interpreter.touched != null) {
            interpreter.touched.lock(r.base + pc, lock, Touched.RELEASE);
        }
        dropped(r, h);
        return true;
    }

    private boolean handOver(Routine r, int pc) {
        long lock = r.x[pc].eval(m);
        if (interpreter.touched != null && m.peek(lock) >= 0) {
            interpreter.touched.lock(r.base + pc, lock, Touched.LOCK);
        }
        if (r.a[pc] != 0) {
            return Locking.take(m, lock, r.b[pc], r.base + pc);
        }
        int h = Locking.give(m, lock, r.b[pc]);
        if (h < 0) {
            return false;
        }
        dropped(r, h);
        return true;
    }

    /** The entry at that place of the held list is gone. */
    private void dropped(Routine r, int h) {
        for (int walk : r.walks) {
            Walks.released(m, m.registers + walk, h);
        }
    }

    private boolean setContext(Routine r, int pc) {
        long value = r.x[pc].eval(m);
        if (value < 0) {
            m.fail("unlock-not-held", 0);
            return false;
        }
        note(Touched.SECTION);
        int i = m.execution + X_CONTEXT;
        long c = m.w[i];
        switch (r.a[pc]) {
            case 0:
                m.set(i, c & ~0xFFFFL | value & 0xFFFF);
                break;
            case 1:
                m.set(i, c & ~0xFFFF0000L | (value & 0xFFFF) << 16);
                break;
            default:
                m.set(i, c & 0xFFFFFFFFL | (value != 0 ? 1L << 32 : 0));
        }
        if (c != 0) {
            Grace.leave(m, Value.NULL);
        }
        if (m.w[i] >>> 16 < c >>> 16 && m.heldCount(m.slot) > 0) {
            interpreter.observer.enabled(m, r, pc);
        }
        return true;
    }

    private void allocate(Routine r, int pc) {
        Step.Allocate step = (Step.Allocate) r.step(pc);
        int layout = r.b[pc];
        int node = r.base + pc;
        long reuse = r.x[pc] == null ? 0 : r.x[pc].eval(m);
        int recycled = reuse == 0 ? 0 : Heap.recycled(m, layout, reuse);
        if (reuse != 0 || m.ordered) {
            note(Touched.ANYTHING);
        }
        int which = interpreter.script.choose(recycled + 1);
        long address = which > 0 ? Heap.reuse(m, layout, reuse, which - 1, node) : Heap.allocate(m, layout, step.stack(), reuse, node);
        m.set(m.registers + r.a[pc], address);
    }

    private int end() {
        if (m.heldCount(m.slot) > 0 || m.anyOff(m.slot)) {
            m.fail("lock-leak", m.heldCount(m.slot) > 0 ? m.w[m.execution + X_HELD] : 0);
            return Interpreter.FAIL;
        }
        if (m.sectionCount(m.slot) > 0) {
            m.fail("rcu-usage", m.w[m.execution + m.shape.sections]);
            return Interpreter.FAIL;
        }
        note(Touched.END);
        boolean reader = Grace.reads(m, m.slot, Value.NULL);
        if (m.slot > m.shape.solo) {
            m.set(m.execution, 0);
        } else {
            m.flag(m.slot, Machine.ENDED, true);
            m.set(m.execution + X_CONTEXT, 0);
            for (int i = m.registers, n = i + m.image.routines[m.routine(m.slot)].registers; i < n; i++) {
                m.set(i, 0);
            }
        }
        Cpus.ends(m);
        if (reader) {
            Grace.drop(m, m.slot, Value.NULL);
        }
        return Interpreter.GONE;
    }

    private int barrierEnd(Routine r, int pc) {
        if (r.x[pc].eval(m) != 0) {
            note(Touched.ANYTHING);
        }
        if (m.freed(r.x[pc].eval(m))) {
            return Interpreter.FAIL;
        }
        if (m.w[m.execution + X_SNAPSHOT] != 0 || Deferred.awaited(m, m.slot)) {
            return Interpreter.BLOCK;
        }
        return r.next[pc];
    }

    private int rare(Routine r, int pc) {
        boolean good = switch (r.op[pc]) {
            case Op.LIST_ACCESS -> {
                guards.list(interpreter.touched, interpreter.observer, r, pc, r.x[pc].eval(m), r.a[pc] != 0);
                yield true;
            }
            case Op.HAND_OVER -> handOver(r, pc);
            case Op.INIT_LOCK -> {
                long lock = r.x[pc].eval(m);
                if (interpreter.touched != null && m.peek(lock) >= 0) {
                    interpreter.touched.lock(r.base + pc, lock, Touched.LOCK);
                }
                yield Locking.initialise(m, lock) && unheld(r, pc);
            }
            case Op.READ_LOCK -> {
                long domain = r.x[pc].eval(m);
                note(Value.isPointer(domain) && Value.object(domain) >= m.image.globals ? Touched.ANYTHING : Touched.SECTION);
                if (m.freed(domain)) {
                    yield false;
                }
                Grace.lock(m, domain);
                yield true;
            }
            case Op.READ_UNLOCK -> {
                long domain = r.x[pc].eval(m);
                note(Value.isPointer(domain) && Value.object(domain) >= m.image.globals ? Touched.ANYTHING : Touched.SECTION);
                yield !m.freed(domain) && Grace.unlock(m, domain);
            }
            case Op.BARRIER_BEGIN -> {
                note(Touched.ANYTHING);
                long subject = r.x[pc].eval(m);
                if (m.freed(subject)) {
                    yield false;
                }
                if (r.a[pc] == GRACE_PERIOD) {
                    Grace.wait(m, m.slot, Grace.readers(m, subject), subject);
                } else {
                    Deferred.note(m, WHATS.get(r.a[pc]), subject);
                }
                yield true;
            }
            case Op.DEFER -> {
                note(Touched.ANYTHING);
                yield defer(r, pc);
            }
            case Op.CANCEL -> {
                note(Touched.ANYTHING);
                long item = r.x[pc].eval(m);
                if (m.freed(item)) {
                    yield false;
                }
                boolean was = Deferred.cancel(m, item);
                if (r.a[pc] >= 0) {
                    m.set(m.registers + r.a[pc], was ? 1 : 0);
                }
                yield true;
            }
            case Op.QUERY -> {
                note(Touched.ANYTHING);
                long item = r.x[pc].eval(m);
                if (m.freed(item)) {
                    yield false;
                }
                boolean answer = switch (Step.Query.State.values()[r.b[pc]]) {
                    case PENDING -> Deferred.pending(m, item);
                    case RUNNING -> Deferred.covered(m, item, -1);
                    case RUNNING_ELSEWHERE -> Deferred.covered(m, item, m.slot);
                };
                m.set(m.registers + r.a[pc], answer ? 1 : 0);
                yield true;
            }
            default -> throw new IllegalStateException("operation " + r.op[pc]);
        };
        return good ? r.next[pc] : Interpreter.FAIL;
    }

    private boolean defer(Routine r, int pc) {
        Formula[] f = r.more[pc];
        long function = f[0].eval(m);
        long item = f[1].eval(m);
        long argument = f[2].eval(m);
        long queue = f[3].eval(m);
        if (!Value.isFunction(function)) {
            m.fail(Machine.wild(function), function);
            return false;
        }
        if (m.freed(item) || m.freed(queue)) {
            return false;
        }
        Deferred.add(m, r.a[pc], Value.functionId(function), item, argument, queue, f[4].eval(m));
        return true;
    }

    /** Runs a local step other than those that decide where the transition goes. */
    void local(Routine r, int pc, int op) {
        switch (op) {
            case Op.CHOOSE -> choose(r, pc);
            case Op.MAY_SLEEP -> {
                if (m.anyOff(m.slot) || m.kind(m.slot) != 0 || Grace.find(m, m.slot, Value.NULL) >= 0) {
                    interpreter.observer.observed("sleep-in-atomic", m, r, pc, 0);
                }
            }
            case Op.REFERENCE -> {
                if (interpreter.recording) {
                    interpreter.observer.before(m, r, pc);
                    interpreter.observer.after(m, r, pc);
                }
                if (r.a[pc] != 0) {
                    for (int walk : r.walks) {
                        Walks.referenced(m, m.registers + walk);
                    }
                }
            }
            case Op.WALK -> Walks.step(interpreter.observer, m, r, pc);
            case Op.ORIGIN -> {
                note(Touched.ANYTHING);
                m.set(m.registers + r.a[pc], Heap.origin(m, r.x[pc].eval(m)));
            }
            case Op.REQUIRE -> guards.require(interpreter.observer, r, pc);
            case Op.BOUNDARY -> interpreter.observer.boundary(m, r, pc);
            default -> throw new IllegalStateException("operation " + op);
        }
    }

    private void choose(Routine r, int pc) {
        Formula[] f = r.more[pc];
        long[] values = new long[f.length];
        int n = 0;
        for (Formula one : f) {
            long v = one.eval(m);
            boolean seen = false;
            for (int i = 0; i < n; i++) {
                seen |= values[i] == v;
            }
            if (!seen) {
                values[n++] = v;
            }
        }
        m.set(m.registers + r.a[pc], values[interpreter.script.choose(n)]);
    }

}
