package org.holdfast.engine.agree;

import static org.holdfast.engine.generate.Body.NULL;
import static org.holdfast.engine.generate.Body.at;
import static org.holdfast.engine.generate.Body.eq;
import static org.holdfast.engine.generate.Body.ne;
import static org.holdfast.engine.generate.Body.number;
import static org.holdfast.engine.generate.Body.plus;

import java.util.List;
import org.holdfast.engine.generate.Body;
import org.holdfast.engine.generate.Scenario;
import org.holdfast.engine.generate.Scenario.Var;
import org.holdfast.engine.generate.Shape;
import org.holdfast.engine.generate.Shape.Field;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Step.Barrier.What;
import org.holdfast.engine.program.Step.Waiting;

/** Work, timers, RCU callbacks, and waiting for them. */
final class KnownDeferrals {
    private KnownDeferrals() {
    }

    static List<Known> all() {
        return List.of(
                Known.of("rcu_barrier waits for callbacks", "", s -> callback(s, true)),
                Known.of("without rcu_barrier", "assertion", s -> callback(s, false)),
                Known.of("object freed with its work pending", "active-object-freed use-after-free", s -> work(s, Sync.NONE)),
                Known.of("object freed after cancel without sync", "use-after-free", s -> work(s, Sync.CANCEL)),
                Known.of("object freed after cancel and flush", "", s -> work(s, Sync.CANCEL_SYNC)),
                Known.of("queue of one at a time", "", s -> exclusive(s, 1)),
                Known.of("queue without bound", "assertion", s -> exclusive(s, 0)),
                Known.of("queue of two at a time", "assertion", s -> exclusive(s, 2)),
                Known.of("ordered queue is first in, first out", "", s -> {
                    Var x = s.variable("x", 0);
                    Expr wq = s.variable("wq", 0).address();
                    Expr one = s.function("one", t -> t.store(x, number(1)));
                    Expr two = s.function("two", t -> t.check(eq(t.load(x), number(1)), "assertion"));
                    Expr a = s.variable("a", 0).address();
                    Expr b = s.variable("b", 0).address();
                    s.thread("main", t -> {
                        t.queue(Deferral.WORK, one, a, wq, 1);
                        t.queue(Deferral.WORK, two, b, wq, 1);
                    });
                }),
                Known.of("an item is never beside itself", "", s -> {
                    Var x = s.variable("x", 0);
                    Expr item = s.variable("item", 0).address();
                    Expr fn = s.function("fn", t -> {
                        t.check(eq(t.load(x), number(0)), "assertion");
                        t.store(x, number(1));
                        t.store(x, number(0));
                    });
                    s.thread("a", t -> t.queue(Deferral.WORK, fn, item, NULL, 0));
                    s.thread("b", t -> t.queue(Deferral.WORK, fn, item, NULL, 0));
                }),
                Known.of("flush of a work that needs my lock", "deadlock", s -> {
                    Expr lock = s.lock("lock", LockKind.MUTEX);
                    Expr item = s.variable("item", 0).address();
                    Expr fn = s.function("fn", t -> {
                        t.lock(lock);
                        t.unlock(lock);
                    });
                    s.thread("main", t -> {
                        t.queue(Deferral.WORK, fn, item, NULL, 0);
                        t.lock(lock);
                        t.barrier(What.ITEM, item);
                        t.unlock(lock);
                    });
                }),
                Known.of("flush of the queue I am on", "deadlock", s -> {
                    Expr wq = s.variable("wq", 0).address();
                    Expr item = s.variable("item", 0).address();
                    Expr fn = s.function("fn", t -> t.barrier(What.QUEUE, wq));
                    s.thread("main", t -> t.queue(Deferral.WORK, fn, item, wq, 0));
                }),
                Known.of("flush of oneself", "deadlock", s -> {
                    Expr item = s.variable("item", 0).address();
                    Expr fn = s.function("fn", t -> t.barrier(What.ITEM, item));
                    s.thread("main", t -> t.queue(Deferral.WORK, fn, item, NULL, 0));
                }),
                Known.of("work waits for work behind it", "deadlock", s -> behind(s, 1)),
                Known.of("work waits for work beside it", "", s -> behind(s, 2)),
                Known.of("timer re-arms itself for ever, nothing lost", "", s -> rearm(s, true)),
                Known.of("timer re-arms itself for ever, object lost", "leak", s -> rearm(s, false)),
                Known.of("re-arming timer cancelled in teardown", "", s -> {
                    Expr timer = s.variable("timer", 0).address();
                    Expr fn = s.function("tick");
                    s.define(fn, t -> t.queue(Deferral.TIMER, fn, timer, NULL, 0));
                    s.thread("main", t -> t.queue(Deferral.TIMER, fn, timer, NULL, 0));
                    s.teardown(t -> {
                        t.cancel(timer);
                        t.barrier(What.ITEM, timer);
                    });
                }),
                Known.of("timer beside a waiting thread", "deadlock", s -> {
                    Var x = s.variable("x", 0);
                    Expr timer = s.variable("timer", 0).address();
                    Expr fn = s.function("tick");
                    s.define(fn, t -> t.queue(Deferral.TIMER, fn, timer, NULL, 0));
                    s.init(t -> t.queue(Deferral.TIMER, fn, timer, NULL, 0));
                    s.thread("main", t -> t.await(Waiting.COMPLETION, x, v -> ne(v, number(0))));
                }),
                Known.of("softirq callback is an RCU reader", "", s -> {
                    Shape foo = s.struct("foo");
                    foo.cell("f");
                    Var p = s.variable("p", 0);
                    Expr timer = s.variable("timer", 0).address();
                    Expr fn = s.function("tick", t -> {
                        Expr obj = t.load(p);
                        t.iff(obj, () -> t.load(obj, null));
                    });
                    s.init(t -> {
                        t.store(p, t.allocate(foo));
                        t.queue(Deferral.TIMER, fn, timer, NULL, 0);
                    });
                    s.thread("updater", t -> {
                        Expr obj = t.load(p);
                        t.store(p, NULL);
                        t.barrier(What.GRACE_PERIOD, NULL);
                        t.free(obj);
                    });
                }),
                Known.of("percpu_ref drain", "", s -> drain(s, true)),
                Known.of("percpu_ref drain, put before the last use", "use-after-free", s -> drain(s, false)),
                Known.of("function without body", "trap", s -> {
                    Expr fn = s.function("nothing");
                    s.thread("main", t -> t.callRcu(fn, NULL));
                }));
    }

    private static void callback(Scenario s, boolean barrier) {
        Var unloaded = s.variable("unloaded", 0);
        Expr fn = s.function("callback", t -> t.check(eq(t.load(unloaded), number(0)), "assertion"));
        s.thread("exit", t -> {
            t.callRcu(fn, NULL);
            if (barrier) {
                t.barrier(What.CALLBACKS, NULL);
            }
            t.store(unloaded, number(1));
        });
    }

    private enum Sync {
        NONE, CANCEL, CANCEL_SYNC
    }

    private static void work(Scenario s, Sync sync) {
        Shape foo = s.struct("foo");
        Field f = foo.cell("f");
        Field work = foo.cell("work");
        Var p = s.variable("p", 0);
        Expr fn = s.function("fn", t -> {
            Expr item = t.argument();
            t.load(at(item, -1), f);
        });
        s.init(t -> {
            Expr obj = t.allocate(foo);
            t.store(p, obj);
            t.queue(Deferral.WORK, fn, at(obj, work), NULL, 0);
        });
        s.thread("exit", t -> {
            Expr obj = t.load(p);
            t.store(p, NULL);
            if (sync != Sync.NONE) {
                t.cancel(at(obj, work));
            }
            if (sync == Sync.CANCEL_SYNC) {
                t.barrier(What.ITEM, at(obj, work));
            }
            t.free(obj);
        });
    }

    /** Two works that must not run at once. */
    private static void exclusive(Scenario s, int limit) {
        Var x = s.variable("x", 0);
        Expr wq = s.variable("wq", 0).address();
        Expr fn = s.function("fn", t -> {
            t.check(eq(t.load(x), number(0)), "assertion");
            t.store(x, number(1));
            t.store(x, number(0));
        });
        for (String name : List.of("a", "b")) {
            Expr item = s.variable(name + ".work", 0).address();
            s.thread(name, t -> t.queue(Deferral.WORK, fn, item, wq, limit));
        }
    }

    private static void behind(Scenario s, int limit) {
        Expr wq = s.variable("wq", 0).address();
        Expr a = s.variable("a", 0).address();
        Expr b = s.variable("b", 0).address();
        Expr second = s.function("second", t -> t.maySleep());
        Expr first = s.function("first", t -> t.barrier(What.ITEM, b));
        s.init(t -> {
            t.queue(Deferral.WORK, first, a, wq, limit);
            t.queue(Deferral.WORK, second, b, wq, limit);
        });
    }

    private static void rearm(Scenario s, boolean kept) {
        Shape foo = s.struct("foo");
        foo.cell("timer");
        Expr fn = s.function("tick");
        s.define(fn, t -> {
            Expr obj = t.argument();
            t.queue(Deferral.TIMER, fn, obj, NULL, 0);
        });
        s.thread("main", t -> {
            Expr obj = t.allocate(foo);
            t.queue(Deferral.TIMER, fn, obj, NULL, 0);
            if (!kept) {
                t.allocate(foo);
            }
        });
    }

    /** A user holds a reference that the closer waits for before it frees what the user works on. */
    private static void drain(Scenario s, boolean putLast) {
        Shape foo = s.struct("foo");
        Field f = foo.cell("f");
        Var p = s.variable("p", 0);
        Var refs = s.variable("refs", 1);
        Var dead = s.variable("dead", 0);
        s.init(t -> t.store(p, t.allocate(foo)));
        s.thread("user", t -> {
            Expr.Register got = t.register();
            t.atomic(() -> {
                t.assign(got, eq(t.load(dead), number(0)));
                t.iff(got, () -> t.store(refs, plus(t.load(refs), 1)));
            });
            t.iff(got, () -> {
                Expr obj = t.load(p);
                if (putLast) {
                    t.get(obj, f);
                }
                t.atomic(() -> t.store(refs, plus(t.load(refs), -1)));
                if (!putLast) {
                    t.get(obj, f);
                }
            });
        });
        s.thread("closer", t -> {
            t.atomic(() -> {
                t.store(dead, number(1));
                t.store(refs, plus(t.load(refs), -1));
            });
            t.await(Waiting.REFERENCE, refs, v -> eq(v, number(0)));
            t.free(t.load(p));
            t.store(p, NULL);
        });
    }
}
