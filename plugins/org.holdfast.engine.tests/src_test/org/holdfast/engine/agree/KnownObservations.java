package org.holdfast.engine.agree;

import static org.holdfast.engine.generate.Body.NULL;
import static org.holdfast.engine.generate.Body.at;
import static org.holdfast.engine.generate.Body.number;

import java.util.List;
import org.holdfast.engine.generate.Body;
import org.holdfast.engine.generate.Scenario;
import org.holdfast.engine.generate.Scenario.Var;
import org.holdfast.engine.generate.Shape;
import org.holdfast.engine.generate.Shape.Field;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Expr.ContextField;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Layout.Guard;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Step.Mode;

/** What is seen on the way and does not end a run. */
final class KnownObservations {
    private KnownObservations() {
    }

    static List<Known> all() {
        return List.of(
                Known.of("sleeps with preemption off, then goes on", "sleep-in-atomic assertion", s -> s.thread("one", t -> {
                    t.context(ContextField.PREEMPT, 1);
                    t.maySleep();
                    t.context(ContextField.PREEMPT, -1);
                    t.check(number(0), "assertion");
                })),
                Known.of("sleeps in an RCU section", "sleep-in-atomic", s -> s.thread("one", t -> {
                    t.readLock(NULL);
                    t.maySleep();
                    t.readUnlock(NULL);
                })),
                Known.of("sleeps in an SRCU section", "", s -> {
                    Expr srcu = s.variable("srcu", 0).address();
                    s.thread("one", t -> {
                        t.readLock(srcu);
                        t.maySleep();
                        t.readUnlock(srcu);
                    });
                }),
                Known.of("sleeps in an interrupt", "sleep-in-atomic", s -> s.thread("one", Kind.HARDIRQ, null, 1, Body::maySleep)),
                Known.of("guarded variable", "", s -> guarded(s, Mode.EXCLUSIVE, Mode.EXCLUSIVE, false)),
                Known.of("guarded variable written as a reader", "unguarded-access", s -> guarded(s, Mode.SHARED, Mode.EXCLUSIVE, false)),
                Known.of("guarded variable read as a reader", "", s -> guarded(s, Mode.EXCLUSIVE, Mode.SHARED, false)),
                Known.of("guarded variable read without", "unguarded-access", s -> guarded(s, Mode.EXCLUSIVE, null, false)),
                Known.of("guarded RCU variable read in a section", "", s -> guarded(s, Mode.EXCLUSIVE, null, true)),
                Known.of("guarded field before it is published", "", s -> field(s, true)),
                Known.of("guarded field after it is published", "unguarded-access", s -> field(s, false)),
                Known.of("guarded list", "", s -> list(s, true)),
                Known.of("guarded list without its lock", "unguarded-access", s -> list(s, false)),
                Known.of("must hold", "must-hold", s -> require(s, Step.Require.Hold.EXCLUSIVE, Mode.SHARED)),
                Known.of("must hold, shared will do", "", s -> require(s, Step.Require.Hold.SHARED, Mode.SHARED)),
                Known.of("a promise at a return", "lock-leak", s -> require(s, Step.Require.Hold.NOT, Mode.SHARED, true)),
                Known.of("must not hold", "must-hold", s -> require(s, Step.Require.Hold.NOT, Mode.SHARED)),
                Known.of("lock dropped in a walk", "lock-dropped-in-iteration", s -> walk(s, true, false)),
                Known.of("lock dropped in a walk with a reference held", "", s -> walk(s, true, true)),
                Known.of("lock kept in a walk", "", s -> walk(s, false, false)));
    }

    private static void guarded(Scenario s, Mode write, Mode read, boolean rcu) {
        Expr lock = s.lock("lock", LockKind.RWSEM);
        Guard guard = Scenario.guardedBy(lock);
        Var x = rcu ? s.rcuVariable("x", guard) : s.variable("x", 0, guard);
        s.init(t -> t.store(x, number(0)));
        s.thread("writer", t -> {
            t.acquire(lock, write);
            t.store(x, number(1));
            t.release(lock, write);
        });
        s.thread("reader", t -> {
            if (read != null) {
                t.acquire(lock, read);
            } else if (rcu) {
                t.readLock(NULL);
            }
            t.load(x);
            if (read != null) {
                t.release(lock, read);
            } else if (rcu) {
                t.readUnlock(NULL);
            }
        });
    }

    private static void field(Scenario s, boolean before) {
        Shape foo = s.struct("foo");
        int lock = foo.lock("lock", LockKind.SPIN);
        Field f = foo.cell("f", new Guard(-1, lock, false));
        Var p = s.variable("p", 0);
        s.thread("one", t -> {
            Expr obj = t.allocate(foo);
            if (before) {
                t.set(obj, f, number(1));
            }
            t.store(p, obj);
            if (!before) {
                t.set(obj, f, number(1));
            }
        });
    }

    private static void list(Scenario s, boolean locked) {
        Expr lock = s.lock("lock", LockKind.SPIN);
        Expr head = s.listHead("head", Scenario.guardedBy(lock));
        Shape foo = s.struct("foo");
        foo.list("link");
        s.thread("one", t -> {
            Expr obj = t.allocate(foo);
            t.lock(lock);
            t.listAdd(obj, head);
            if (!locked) {
                t.unlock(lock);
            }
            t.listDel(obj);
            if (locked) {
                t.unlock(lock);
            }
            t.free(obj);
        });
    }

    private static void require(Scenario s, Step.Require.Hold hold, Mode held) {
        require(s, hold, held, false);
    }

    private static void require(Scenario s, Step.Require.Hold hold, Mode held, boolean leaving) {
        Expr lock = s.lock("lock", LockKind.RWSEM);
        s.thread("one", t -> {
            t.acquire(lock, held);
            t.emit(new Step.Require(lock, hold, "callee", leaving));
            t.release(lock, held);
        });
    }

    private static void walk(Scenario s, boolean drop, boolean reference) {
        Expr lock = s.lock("lock", LockKind.SPIN);
        Expr head = s.listHead("head");
        Shape foo = s.struct("foo");
        int link = foo.list("link");
        s.init(t -> t.listAdd(at(t.allocate(foo), link), head));
        s.thread("one", t -> {
            t.lock(lock);
            t.walk(head, entry -> {
                if (reference) {
                    t.emit(new Step.Reference(entry, true));
                }
                if (drop) {
                    t.unlock(lock);
                    t.lock(lock);
                }
            });
            t.unlock(lock);
        });
    }
}
