package org.holdfast.engine.agree;

import static org.holdfast.engine.generate.Body.NULL;
import static org.holdfast.engine.generate.Body.eq;
import static org.holdfast.engine.generate.Body.ne;
import static org.holdfast.engine.generate.Body.number;

import java.util.List;
import org.holdfast.engine.generate.Body;
import org.holdfast.engine.generate.Scenario;
import org.holdfast.engine.generate.Scenario.Var;
import org.holdfast.engine.generate.Shape;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Program.Claim.Form;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Step.Barrier.What;
import org.holdfast.engine.program.Step.Mode;
import org.holdfast.engine.program.Step.Waiting;

/** How runs end or do not, init, teardown, claims. */
final class KnownEnds {
    private KnownEnds() {
    }

    static List<Known> all() {
        return List.of(
                Known.of("lost wake-up", "lost-wakeup", s -> wakeup(s, false)),
                Known.of("wake-up with the check in the same step", "", s -> wakeup(s, true)),
                Known.of("completion nobody completes", "deadlock", s -> {
                    Var done = s.variable("done", 0);
                    s.thread("one", t -> t.await(Waiting.COMPLETION, done, v -> ne(v, number(0))));
                }),
                Known.of("two spin for each other for ever", "livelock", s -> {
                    Var x = s.variable("x", 0);
                    s.thread("one", t -> spin(t, x));
                    s.thread("two", t -> spin(t, x));
                }),
                Known.of("spins until another is done", "", s -> {
                    Var x = s.variable("x", 0);
                    s.thread("one", t -> spin(t, x));
                    s.thread("two", t -> t.store(x, number(1)));
                }),
                Known.of("spins on what a blocked thread would do", "deadlock", s -> {
                    Var x = s.variable("x", 0);
                    Var y = s.variable("y", 0);
                    s.thread("one", t -> spin(t, x));
                    s.thread("two", t -> {
                        t.await(Waiting.COMPLETION, y, v -> ne(v, number(0)));
                        t.store(x, number(1));
                    });
                }),
                Known.of("trylock against trylock, give up and try again", "", s -> {
                    Expr a = s.lock("a", LockKind.SPIN);
                    Expr b = s.lock("b", LockKind.SPIN);
                    s.thread("one", t -> retry(t, a, b));
                    s.thread("two", t -> retry(t, b, a));
                }),
                Known.of("loop on registers alone", "livelock", s -> {
                    Var x = s.variable("x", 0);
                    s.thread("one", t -> {
                        t.store(x, number(1));
                        t.loop(() -> number(1));
                    });
                }),
                Known.of("init waits for what it has queued", "", s -> {
                    Expr item = s.variable("item", 0).address();
                    Var x = s.variable("x", 0);
                    Expr fn = s.function("fn", t -> t.store(x, number(1)));
                    s.init(t -> {
                        t.queue(Deferral.WORK, fn, item, NULL, 0);
                        t.barrier(What.ITEM, item);
                        t.check(eq(t.load(x), number(1)), "assertion");
                    });
                    s.thread("one", t -> t.load(x));
                }),
                Known.of("init blocks", "deadlock", s -> {
                    Var x = s.variable("x", 0);
                    s.init(t -> t.await(Waiting.COMPLETION, x, v -> ne(v, number(0))));
                    s.thread("one", t -> t.load(x));
                }),
                Known.of("violation in init", "null-dereference", s -> {
                    s.init(t -> t.load(NULL, null));
                    s.thread("one", t -> t.check(number(0), "assertion"));
                }),
                Known.of("every choice of init is run", "assertion", s -> {
                    Var x = s.variable("x", 0);
                    s.init(t -> t.store(x, t.choose(0, 1, 2)));
                    s.thread("one", t -> t.check(ne(t.load(x), number(2)), "assertion"));
                }),
                Known.of("teardown defers, and that runs too", "assertion", s -> {
                    Var x = s.variable("x", 0);
                    Expr fn = s.function("fn", t -> t.check(eq(t.load(x), number(0)), "assertion"));
                    s.thread("one", t -> t.load(x));
                    s.teardown(t -> {
                        t.store(x, number(1));
                        t.callRcu(fn, NULL);
                    });
                }),
                Known.of("a failing check waits for its turn", "assertion", s -> {
                    // The store of two must be able to come between the load of one and its check.
                    Var x = s.variable("x", 0);
                    int claim = s.claim(Form.NEVER);
                    s.thread("one", t -> t.watch(claim, number(0), () -> t.check(t.load(x), "assertion")));
                    s.thread("two", t -> t.store(x, number(1)));
                }),
                Known.of("claim refuted in its region", "claim-refuted", s -> claims(s, Form.NEVER, true)),
                Known.of("claim holds in its region", "", s -> claims(s, Form.NEVER, false)),
                Known.of("always", "claim-refuted", s -> claims(s, Form.ALWAYS, false)),
                Known.of("unreachable", "claim-refuted", s -> {
                    Var x = s.variable("x", 0);
                    int claim = s.claim(Form.UNREACHABLE);
                    s.thread("one", t -> t.iff(t.load(x), () -> t.emit(new Step.Judge(claim, -1, number(1)))));
                    s.thread("two", t -> t.store(x, number(1)));
                }),
                Known.of("refuted while it stands at the label", "claim-refuted", s -> {
                    Var x = s.variable("x", 0);
                    Var y = s.variable("y", 0);
                    Var z = s.variable("z", 0);
                    int claim = s.claim(Form.NEVER);
                    s.thread("one", t -> {
                        t.store(x, number(1));
                        t.label(claim, new Expr.Peek(z.address()));
                        t.store(y, number(1));
                    });
                    s.thread("two", t -> t.iff(t.load(x), () -> t.iff(eq(t.load(y), number(0)), () -> t.store(z, number(1)))));
                }),
                Known.of("a label is left as the next step begins", "", s -> {
                    Var x = s.variable("x", 0);
                    int claim = s.claim(Form.NEVER);
                    s.thread("one", t -> {
                        t.label(claim, new Expr.Peek(x.address()));
                        t.store(x, number(1));
                        t.store(x, number(0));
                    });
                }),
                Known.of("a refuted claim hides nothing", "assertion claim-refuted", s -> {
                    Var x = s.variable("x", 0);
                    int claim = s.claim(Form.NEVER);
                    s.thread("one", t -> t.watch(claim, new Expr.Peek(x.address()), () -> {
                        t.store(x, number(1));
                        t.check(number(0), "assertion");
                    }));
                }),
                Known.of("what is freed is not judged", "", s -> {
                    Shape foo = s.struct("foo");
                    foo.cell("f");
                    int claim = s.claim(Form.ALWAYS);
                    s.thread("one", t -> {
                        Expr obj = t.allocate(foo);
                        t.free(obj);
                        t.emit(new Step.Judge(claim, -1, new Expr.Peek(obj)));
                    });
                }),
                Known.of("division by zero", "trap", s -> {
                    Var x = s.variable("x", 0);
                    s.thread("one", t -> t.assign(t.register(), new Expr.Binary(Expr.BinaryOp.DIV, number(1), t.load(x))));
                }),
                Known.of("no threads", "", s -> s.variable("x", 0)));
    }

    /** Checks, then sleeps until woken: the wake-up may come between unless both are one step. */
    private static void wakeup(Scenario s, boolean atomic) {
        Var condition = s.variable("condition", 0);
        Var woken = s.variable("woken", 0);
        s.thread("sleeper", t -> {
            if (atomic) {
                t.await(Waiting.WAKEUP, condition, v -> ne(v, number(0)));
                return;
            }
            t.iff(eq(t.load(condition), number(0)), () -> {
                t.store(woken, number(0));
                t.await(Waiting.WAKEUP, woken, v -> ne(v, number(0)));
            });
        });
        s.thread("waker", t -> {
            t.store(condition, number(1));
            t.store(woken, number(1));
        });
    }

    private static void spin(Body t, Var x) {
        t.loop(() -> eq(t.load(x), number(0)));
    }

    private static void retry(Body t, Expr a, Expr b) {
        Expr.Register done = t.register();
        t.loop(() -> {
            t.lock(a);
            t.assign(done, t.tryLock(b, Mode.EXCLUSIVE));
            t.iff(done, () -> t.unlock(b));
            t.unlock(a);
            return eq(done, number(0));
        });
    }

    private static void claims(Scenario s, Form form, boolean overlap) {
        Var x = s.variable("x", 0);
        Expr lock = s.lock("lock", LockKind.MUTEX);
        int claim = s.claim(form);
        s.thread("judge", Kind.PROCESS, null, 1, t -> {
            t.lock(lock);
            t.watch(claim, new Expr.Peek(x.address()), () -> t.load(x));
            t.unlock(lock);
        });
        s.thread("writer", t -> {
            if (!overlap) {
                t.lock(lock);
            }
            t.store(x, number(1));
            t.store(x, number(0));
            if (!overlap) {
                t.unlock(lock);
            }
        });
    }
}
