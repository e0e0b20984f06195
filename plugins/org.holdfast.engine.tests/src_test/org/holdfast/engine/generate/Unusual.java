package org.holdfast.engine.generate;

import static org.holdfast.engine.generate.Body.NULL;
import static org.holdfast.engine.generate.Body.at;
import static org.holdfast.engine.generate.Body.eq;
import static org.holdfast.engine.generate.Body.ne;
import static org.holdfast.engine.generate.Body.number;

import java.util.List;
import org.holdfast.engine.generate.Scenario.Var;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Expr.BinaryOp;
import org.holdfast.engine.program.Expr.ContextField;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Step.Barrier.What;
import org.holdfast.engine.program.Step.Mode;
import org.holdfast.engine.program.Step.Waiting;
import org.holdfast.engine.program.Value;

/** Statements that need more of the kernel than memory and locks. */
final class Unusual {
    private final Writer w;

    Unusual(Writer writer) {
        this.w = writer;
    }

    private Body t() {
        return w.t;
    }

    private Expr domain() {
        return w.one(3) ? w.plan.srcu : NULL;
    }

    void rcu() {
        switch (w.dice.nextInt(6)) {
            case 0, 1 -> {
                Expr domain = domain();
                t().readLock(domain);
                Expr obj = t().load(w.pointer());
                w.objects.add(obj);
                t().iff(obj, () -> w.values.add(t().get(obj, w.plan.value)));
                if (w.one(3)) {
                    w.block();
                }
                t().readUnlock(domain);
            }
            case 2 -> {
                Var p = w.pointer();
                Expr.Register obj = t().register();
                t().atomic(() -> {
                    t().assign(obj, t().load(p));
                    t().store(p, NULL);
                });
                t().iff(obj, () -> {
                    if (w.one(2)) {
                        if (!w.one(4)) {
                            t().barrier(What.GRACE_PERIOD, domain());
                        }
                        t().free(obj);
                    } else {
                        t().emit(new Step.Defer(Deferral.RCU, w.pick(w.plan.functions), obj, obj, domain(), number(0)));
                    }
                });
            }
            case 3 -> t().barrier(w.one(2) ? What.CALLBACKS : What.GRACE_PERIOD, domain());
            case 4 -> {
                Expr.Register obj = t().allocate(w.plan.foo);
                w.objects.add(obj);
                t().store(w.pointer(), obj);
            }
            default -> {
                if (w.self != null) {
                    t().free(t().argument());
                } else {
                    t().callRcu(w.pick(w.plan.functions), w.plan.items.get(0));
                }
            }
        }
    }

    private Expr item() {
        return w.objects.isEmpty() || !w.one(3) ? w.pick(w.plan.items) : at(w.pick(w.objects), w.plan.item);
    }

    void deferral() {
        Expr item = item();
        int which = w.plan.items.indexOf(item);
        Expr function = w.plan.functions.get(which < 0 ? 2 : which);
        if (w.self != null && w.one(3)) {
            function = w.self;
            item = t().argument();
        }
        Deferral deferral = w.plan.deferral(function);
        int limit = deferral == Deferral.WORK ? w.plan.limit : 0;
        switch (w.dice.nextInt(8)) {
            case 0, 1, 2 -> t().queue(deferral, function, item, w.plan.queue, limit);
            case 3 -> w.values.add(t().cancel(item));
            case 4 -> {
                if (w.one(2)) {
                    t().cancel(item);
                }
                t().barrier(What.ITEM, item);
            }
            case 5 -> t().barrier(What.QUEUE, w.plan.queue);
            case 6 -> {
                Expr.Register state = t().register();
                Step.Query.State[] states = Step.Query.State.values();
                t().emit(new Step.Query(state.index(), item, states[w.dice.nextInt(states.length)]));
                w.values.add(state);
            }
            default -> {
                // timer_delete_sync: takes it back once it does not run
                Expr subject = item;
                Expr.Register running = t().register();
                t().atomic(() -> {
                    t().emit(new Step.Query(running.index(), subject, Step.Query.State.RUNNING));
                    t().emit(new Step.Await(eq(running, number(0)), Waiting.TIMER));
                    t().cancel(subject);
                });
            }
        }
    }

    void waits() {
        Var x = w.counter();
        Waiting waiting = w.pick(List.of(Waiting.values()));
        switch (w.dice.nextInt(6)) {
            case 0, 1 -> t().await(waiting, x, v -> ne(v, number(0)));
            case 2 -> t().store(x, number(1));
            case 3 -> t().loop(() -> eq(t().load(x), number(0)));
            case 4 -> t().iff(eq(t().load(x), number(0)), () -> t().await(Waiting.WAKEUP, w.counter(), v -> ne(v, number(0))));
            default -> {
                // twice round, with a counter of its own
                Expr.Register round = t().register();
                t().assign(round, number(0));
                t().loop(() -> {
                    w.block();
                    t().assign(round, Body.plus(round, 1));
                    return new Expr.Binary(BinaryOp.LT, round, number(2));
                });
            }
        }
    }

    void contexts() {
        ContextField field = List.of(ContextField.PREEMPT, ContextField.SOFTIRQ, ContextField.IRQ).get(w.dice.nextInt(3));
        switch (w.dice.nextInt(5)) {
            case 0 -> t().maySleep();
            case 1 -> w.values.add(context(new Expr.Context(ContextField.values()[w.dice.nextInt(4)])));
            default -> {
                t().context(field, 1);
                w.block();
                t().context(field, field == ContextField.IRQ ? 0 : -1);
            }
        }
    }

    private Expr.Register context(Expr expr) {
        Expr.Register result = t().register();
        t().assign(result, expr);
        return result;
    }

    private Expr judged() {
        Expr peek = new Expr.Peek(w.counter().address());
        return switch (w.dice.nextInt(7)) {
            case 5 -> new Expr.Peek(at(new Expr.Peek(w.pointer().address()), w.plan.value));
            case 6 -> w.values.isEmpty() ? peek : new Expr.Binary(BinaryOp.EQ, peek, w.pick(w.values));
            case 0 -> new Expr.Held(w.pick(w.plan.locks), w.one(2));
            case 1 -> w.objects.isEmpty() ? peek : new Expr.Freed(w.pick(w.objects));
            case 2 -> w.objects.isEmpty() ? peek : new Expr.Peek(at(w.pick(w.objects), w.plan.value));
            case 3 -> new Expr.Binary(BinaryOp.EQ, peek, number(2));
            default -> peek;
        };
    }

    void claims() {
        int claim = w.pick(w.plan.claims);
        switch (w.dice.nextInt(5)) {
            case 0 -> t().emit(new Step.Judge(claim, -1, judged()));
            case 4 -> t().label(claim, judged());
            case 1 -> t().store(w.counter(), w.value());
            default -> t().watch(claim, judged(), w::block);
        }
    }

    void caches() {
        switch (w.dice.nextInt(4)) {
            case 0 -> {
                Expr.Register obj = t().allocate(w.plan.foo, w.plan.cache);
                t().set(obj, w.plan.value, w.value());
                w.objects.add(obj);
                t().store(w.pointer(), obj);
            }
            case 1 -> {
                t().readLock(NULL);
                Expr obj = t().load(w.pointer());
                t().iff(obj, () -> w.values.add(t().get(obj, w.plan.value)));
                t().readUnlock(NULL);
            }
            case 2 -> {
                Expr.Register origin = t().register();
                t().emit(new Step.Origin(origin.index(), w.object()));
                t().iff(ne(origin, NULL), w::block);
            }
            default -> {
                Expr obj = w.object();
                Expr reclaim = w.plan.reclaim();
                t().iff(obj, () -> t().atomic(() -> {
                    t().emit(new Step.Free(obj, true));
                    t().emit(new Step.Defer(Deferral.RECLAIM, reclaim, obj, obj, NULL, number(0)));
                }));
            }
        }
    }

    void oddities() {
        switch (w.dice.nextInt(8)) {
            case 0 -> w.values.add(context(new Expr.Instance()));
            case 1 -> t().load(number(w.pick(List.of(0L, 7L, -12L, Value.LIST_POISON1, Value.LIST_POISON2 + 3, 1L << 20))), null);
            case 2 -> t().emit(new Step.InitLock(w.anyLock()));
            case 3 -> {
                Expr lock = w.anyLock();
                Mode mode = w.mode(lock);
                t().emit(new Step.HandOver(lock, mode, w.one(2)));
            }
            case 4 -> {
                // a local whose address escapes
                Expr.Register local = t().register();
                t().emit(new Step.Allocate(local.index(), w.plan.foo.id(), true, null));
                t().store(w.pointer(), local);
                w.block();
                t().free(local);
            }
            case 5 -> t().emit(new Step.Trap("cannot do that"));
            case 6 -> t().assign(t().register(), new Expr.Binary(BinaryOp.DIV, number(4), w.value()));
            default -> {
                Expr lock = w.anyLock();
                Mode mode = w.mode(lock);
                t().acquire(lock, mode);
                t().emit(new Step.HandOver(lock, mode, false));
                w.holding(lock, w::block);
                t().emit(new Step.HandOver(lock, mode, true));
                t().release(lock, mode);
            }
        }
    }
}
