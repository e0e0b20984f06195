package org.holdfast.engine.agree;

import static org.holdfast.engine.generate.Body.eq;
import static org.holdfast.engine.generate.Body.ne;
import static org.holdfast.engine.generate.Body.number;
import static org.holdfast.engine.generate.Body.plus;

import java.util.List;
import java.util.function.Consumer;
import org.holdfast.engine.generate.Body;
import org.holdfast.engine.generate.Scenario;
import org.holdfast.engine.generate.Scenario.Var;
import org.holdfast.engine.generate.Shape;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Expr.ContextField;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Step.Mode;

/** Blocking, fairness, contexts. */
final class KnownLocks {
    private KnownLocks() {
    }

    static List<Known> all() {
        return List.of(
                Known.of("ABBA", "deadlock", s -> {
                    Expr a = s.lock("a", LockKind.SPIN);
                    Expr b = s.lock("b", LockKind.MUTEX);
                    s.thread("one", t -> both(t, a, b));
                    s.thread("two", t -> both(t, b, a));
                }),
                Known.of("ABAB", "", s -> {
                    Expr a = s.lock("a", LockKind.SPIN);
                    Expr b = s.lock("b", LockKind.SPIN);
                    s.thread("one", t -> both(t, a, b));
                    s.thread("two", t -> both(t, a, b));
                }),
                Known.of("ABBA with trylock", "", s -> {
                    Expr a = s.lock("a", LockKind.SPIN);
                    Expr b = s.lock("b", LockKind.SPIN);
                    s.thread("one", t -> both(t, a, b));
                    s.thread("two", t -> {
                        t.lock(b);
                        t.iff(t.tryLock(a, Mode.EXCLUSIVE), () -> t.unlock(a));
                        t.unlock(b);
                    });
                }),
                Known.of("ABBA of recursive readers", "", s -> readers(s, LockKind.RWLOCK, Mode.RECURSIVE_SHARED, false)),
                Known.of("ABBA of readers, writer of one", "deadlock", s -> readers(s, LockKind.RWSEM, Mode.SHARED, true)),
                Known.of("read twice with a writer between", "deadlock", s -> readTwice(s, LockKind.RWSEM)),
                Known.of("read twice of a lock without fairness", "", s -> readTwice(s, LockKind.SPIN)),
                Known.of("self", "self-deadlock", s -> {
                    Expr a = s.lock("a", LockKind.MUTEX);
                    s.thread("one", t -> both(t, a, a));
                }),
                Known.of("upgrade", "self-deadlock", s -> {
                    Expr a = s.lock("a", LockKind.RWSEM);
                    s.thread("one", t -> {
                        t.acquire(a, Mode.SHARED);
                        t.lock(a);
                    });
                }),
                Known.of("wrong unlock", "wrong-unlock", s -> {
                    Expr a = s.lock("a", LockKind.RWSEM);
                    s.thread("one", t -> {
                        t.acquire(a, Mode.SHARED);
                        t.unlock(a);
                    });
                }),
                Known.of("unlock twice", "unlock-not-held", s -> {
                    Expr a = s.lock("a", LockKind.SPIN);
                    s.thread("one", t -> {
                        t.lock(a);
                        t.unlock(a);
                        t.unlock(a);
                    });
                }),
                Known.of("unlock what another holds", "unlock-not-held lock-leak", s -> {
                    Expr a = s.lock("a", LockKind.MUTEX);
                    s.thread("one", t -> t.lock(a));
                    s.thread("two", t -> t.unlock(a));
                }),
                Known.of("preempt_enable too many", "unlock-not-held", s -> s.thread("one", t -> t.context(ContextField.PREEMPT, -1))),
                Known.of("lock leaked on one path", "lock-leak", s -> {
                    Expr a = s.lock("a", LockKind.SPIN);
                    s.thread("one", t -> {
                        t.lock(a);
                        t.iff(t.choose(0, 1), () -> t.unlock(a));
                    });
                }),
                Known.of("lock initialised while held", "held-lock-freed", s -> {
                    Expr a = s.lock("a", LockKind.SPIN);
                    s.thread("one", t -> {
                        t.lock(a);
                        t.emit(new Step.InitLock(a));
                    });
                }),
                Known.of("object freed with its lock held", "held-lock-freed null-dereference use-after-free", s -> {
                    Shape foo = s.struct("foo");
                    int lock = foo.lock("lock", LockKind.SPIN);
                    Var p = s.variable("p", 0);
                    s.init(t -> t.store(p, t.allocate(foo)));
                    s.thread("user", t -> {
                        Expr foo1 = t.load(p);
                        t.lock(Body.at(foo1, lock));
                        t.unlock(Body.at(foo1, lock));
                    });
                    s.thread("owner", t -> {
                        t.free(t.load(p));
                        t.store(p, Body.NULL);
                    });
                }),
                Known.of("lock handed over to another thread", "", s -> {
                    Expr a = s.lock("a", LockKind.RWSEM);
                    Var given = s.variable("given", 0);
                    s.thread("one", t -> {
                        t.lock(a);
                        t.emit(new Step.HandOver(a, Mode.EXCLUSIVE, false));
                        t.store(given, number(1));
                    });
                    s.thread("two", t -> {
                        t.await(Step.Waiting.COMPLETION, given, v -> ne(v, number(0)));
                        t.emit(new Step.HandOver(a, Mode.EXCLUSIVE, true));
                        t.unlock(a);
                    });
                    s.thread("three", t -> {
                        t.acquire(a, Mode.SHARED);
                        t.release(a, Mode.SHARED);
                    });
                }),
                Known.of("lock taken over that nobody gave", "unlock-not-held", s -> {
                    Expr a = s.lock("a", LockKind.RWSEM);
                    s.thread("one", t -> t.emit(new Step.HandOver(a, Mode.SHARED, true)));
                }),
                Known.of("lock given away and never taken over", "deadlock", s -> {
                    Expr a = s.lock("a", LockKind.MUTEX);
                    s.thread("one", t -> {
                        t.lock(a);
                        t.emit(new Step.HandOver(a, Mode.EXCLUSIVE, false));
                        t.lock(a);
                        t.unlock(a);
                    });
                }),
                Known.of("a thread ends with preemption off", "lock-leak", s -> s.thread("one", t -> t.context(ContextField.PREEMPT, 1))),
                Known.of("a token blocks nobody", "", s -> {
                    Expr a = s.lock("a", LockKind.TOKEN);
                    s.thread("one", Kind.PROCESS, null, 2, t -> both(t, a, a));
                }),
                Known.of("interrupt takes the lock of what it interrupts", "deadlock", s -> interrupted(s, false)),
                Known.of("interrupts off while the lock is held", "", s -> interrupted(s, true)),
                Known.of("interrupt waits for its own CPU", "deadlock", s -> {
                    Var x = s.variable("x", 0);
                    s.thread("task", Kind.PROCESS, "cpu0", 1, t -> t.store(x, number(1)));
                    s.thread("irq", Kind.HARDIRQ, "cpu0", 1, t -> t.await(Step.Waiting.OTHER, x, v -> ne(v, number(0))));
                }),
                Known.of("softirq held off by bottom halves off", "", s -> {
                    Var x = s.variable("x", 0);
                    s.thread("task", Kind.PROCESS, "cpu0", 1, t -> {
                        t.context(ContextField.SOFTIRQ, 1);
                        t.store(x, number(1));
                        t.store(x, number(0));
                        t.context(ContextField.SOFTIRQ, -1);
                    });
                    s.thread("tick", Kind.SOFTIRQ, "cpu0", 1, t -> t.check(eq(t.load(x), number(0)), "assertion"));
                }),
                Known.of("hardirq not held off by bottom halves off", "assertion", s -> {
                    Var x = s.variable("x", 0);
                    s.thread("task", Kind.PROCESS, "cpu0", 1, t -> {
                        t.context(ContextField.SOFTIRQ, 1);
                        t.store(x, number(1));
                        t.store(x, number(0));
                        t.context(ContextField.SOFTIRQ, -1);
                    });
                    s.thread("irq", Kind.HARDIRQ, "cpu0", 1, t -> t.check(eq(t.load(x), number(0)), "assertion"));
                }),
                Known.of("two tasks of one CPU without preemption", "", s -> s.thread("task", Kind.PROCESS, "cpu0", 2, increment(s, true))),
                Known.of("two tasks of one CPU with preemption", "assertion", s -> s.thread("task", Kind.PROCESS, "cpu0", 2, increment(s, false))),
                Known.of("a started interrupt runs to its end", "", s -> {
                    Var x = s.variable("x", 0);
                    s.thread("task", Kind.PROCESS, "cpu0", 1, t -> t.check(eq(t.load(x), number(0)), "assertion"));
                    s.thread("irq", Kind.HARDIRQ, "cpu0", 1, t -> {
                        t.store(x, number(1));
                        t.store(x, number(0));
                    });
                }));
    }

    private static void both(Body t, Expr a, Expr b) {
        t.lock(a);
        t.lock(b);
        t.unlock(b);
        t.unlock(a);
    }

    private static void readers(Scenario s, LockKind kind, Mode mode, boolean writer) {
        Expr a = s.lock("a", kind);
        Expr b = s.lock("b", LockKind.MUTEX);
        s.thread("one", t -> {
            t.acquire(a, mode);
            t.lock(b);
            t.unlock(b);
            t.release(a, mode);
        });
        s.thread("two", t -> {
            t.lock(b);
            t.acquire(a, mode);
            t.release(a, mode);
            t.unlock(b);
        });
        if (writer) {
            s.thread("three", t -> {
                t.lock(a);
                t.unlock(a);
            });
        }
    }

    private static void readTwice(Scenario s, LockKind kind) {
        Expr a = s.lock("a", kind);
        s.thread("reader", t -> {
            t.acquire(a, Mode.SHARED);
            t.acquire(a, Mode.SHARED);
            t.release(a, Mode.SHARED);
            t.release(a, Mode.SHARED);
        });
        s.thread("writer", t -> {
            t.lock(a);
            t.unlock(a);
        });
    }

    private static void interrupted(Scenario s, boolean irqsave) {
        Expr a = s.lock("a", LockKind.SPIN);
        s.thread("task", Kind.PROCESS, "cpu0", 1, t -> {
            if (irqsave) {
                t.context(ContextField.IRQ, 1);
            }
            t.lock(a);
            t.unlock(a);
            if (irqsave) {
                t.context(ContextField.IRQ, 0);
            }
        });
        s.thread("irq", Kind.HARDIRQ, "cpu0", 1, t -> {
            t.lock(a);
            t.unlock(a);
        });
    }

    /** Two increments, the second of which must find 1 where they cannot be torn. */
    private static Consumer<Body> increment(Scenario s, boolean preemptOff) {
        Var x = s.variable("x", 0);
        Var done = s.variable("done", 0);
        return t -> {
            if (preemptOff) {
                t.context(ContextField.PREEMPT, 1);
            }
            t.store(x, plus(t.load(x), 1));
            Expr finished = plus(t.load(done), 1);
            t.store(done, finished);
            t.iff(eq(finished, number(2)), () -> t.check(eq(t.load(x), number(2)), "assertion"));
            if (preemptOff) {
                t.context(ContextField.PREEMPT, -1);
            }
        };
    }
}
