package org.holdfast.engine.agree;

import static org.holdfast.engine.generate.Body.NULL;
import static org.holdfast.engine.generate.Body.at;
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
import org.holdfast.engine.generate.Shape.Field;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Expr.ContextField;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Step.Barrier.What;

/** Objects, counts, RCU, type-safe caches, lists. */
final class KnownLifetimes {
    private KnownLifetimes() {
    }

    static List<Known> all() {
        return List.of(
                Known.of("RCU: freed without a grace period", "use-after-free", s -> rcu(s, t -> { }, true)),
                Known.of("RCU: synchronize_rcu", "", s -> rcu(s, t -> t.barrier(What.GRACE_PERIOD, NULL), true)),
                Known.of("RCU: grace period, reader without section", "use-after-free", s -> rcu(s, t -> t.barrier(What.GRACE_PERIOD, NULL), false)),
                Known.of("RCU: grace period of another domain", "use-after-free", s -> {
                    Expr srcu = s.global("srcu", domain(s));
                    rcu(s, t -> t.barrier(What.GRACE_PERIOD, srcu), true);
                }),
                Known.of("RCU: preemption off is a reader", "", s -> {
                    Var p = published(s);
                    s.thread("reader", t -> {
                        t.context(ContextField.PREEMPT, 1);
                        Expr obj = t.load(p);
                        t.iff(obj, () -> t.load(obj, null));
                        t.context(ContextField.PREEMPT, -1);
                    });
                    s.thread("updater", t -> unpublish(t, p, u -> u.barrier(What.GRACE_PERIOD, NULL)));
                }),
                Known.of("RCU: call_rcu frees", "", s -> {
                    Var p = published(s);
                    Expr release = s.function("release", t -> t.free(t.argument()));
                    s.thread("reader", Kind.PROCESS, null, 2, t -> reader(t, p, NULL));
                    s.thread("updater", t -> {
                        Expr obj = t.load(p);
                        t.store(p, NULL);
                        t.callRcu(release, obj);
                    });
                }),
                Known.of("RCU: a callback that nobody waits for is still run", "leak", s -> {
                    Var p = published(s);
                    Expr release = s.function("release", t -> t.argument());
                    s.thread("updater", t -> {
                        Expr obj = t.load(p);
                        t.store(p, NULL);
                        t.callRcu(release, obj);
                    });
                }),
                Known.of("RCU: waiting in a reader section", "deadlock", s -> s.thread("one", t -> {
                    t.readLock(NULL);
                    t.barrier(What.GRACE_PERIOD, NULL);
                    t.readUnlock(NULL);
                })),
                Known.of("SRCU: two domains wait for each other", "deadlock", s -> {
                    Expr a = s.global("a", domain(s));
                    Expr b = s.global("b", domain(s));
                    s.thread("one", t -> section(t, a, b));
                    s.thread("two", t -> section(t, b, a));
                }),
                Known.of("unbalanced section", "rcu-usage", s -> s.thread("one", t -> t.readUnlock(NULL))),
                Known.of("section left open", "rcu-usage", s -> s.thread("one", t -> t.readLock(NULL))),
                Known.of("kref: one put too many", "refcount-underflow use-after-free", s -> kref(s, 2)),
                Known.of("kref: a put for each user", "", s -> kref(s, 3)),
                Known.of("kref: a put missing", "leak", s -> kref(s, 4)),
                Known.of("double free", "double-free", s -> {
                    Var p = published(s);
                    s.thread("one", Kind.PROCESS, null, 2, t -> t.free(t.load(p)));
                }),
                Known.of("NULL is freed for nothing", "", s -> s.thread("one", t -> t.free(NULL))),
                Known.of("inner pointer freed", "bad-pointer", s -> {
                    Var p = published(s);
                    s.thread("one", t -> t.free(at(t.load(p), 1)));
                }),
                Known.of("addresses that are none", "null-dereference bad-pointer list-corruption", s -> s.thread("one",
                        t -> t.load(t.choose(0, 5, -12, 0x100, 0x125, 1 << 20), null))),
                Known.of("past the end", "bad-pointer", s -> {
                    Var x = s.variable("x", 0);
                    s.thread("one", t -> t.load(at(x.address(), 1), null));
                }),
                Known.of("member of another type", "bad-pointer", s -> {
                    Var x = s.variable("x", 0);
                    Field other = s.struct("other").cell("field");
                    s.thread("one", t -> t.load(x.address(), other));
                }),
                Known.of("lost on the way", "leak", s -> {
                    Shape foo = s.struct("foo");
                    foo.cell("f");
                    s.thread("one", t -> t.allocate(foo));
                }),
                Known.of("a local of init is no root", "leak", s -> {
                    Shape foo = s.struct("foo");
                    Field f = foo.cell("f");
                    Expr local = s.handedOver("local", foo);
                    s.thread("one", t -> t.set(local, f, t.allocate(foo)));
                }),
                Known.of("teardown frees", "", s -> {
                    Var p = published(s);
                    s.thread("one", t -> t.load(p));
                    s.teardown(t -> {
                        t.free(t.load(p));
                        t.store(p, NULL);
                    });
                }),
                Known.of("type-safe cache: the object is another one", "assertion", s -> typesafe(s, false)),
                Known.of("type-safe cache: checked again", "", s -> typesafe(s, true)),
                Known.of("type-safe cache: a reader of the second life", "", s -> secondLife(s)),
                Known.of("origin of an object", "", s -> {
                    Shape foo = s.struct("foo");
                    foo.cell("f");
                    Var cache = s.variable("cache", 0);
                    s.thread("one", t -> {
                        Expr obj = t.allocate(foo, cache.address());
                        Expr.Register origin = t.register();
                        t.emit(new Step.Origin(origin.index(), obj));
                        t.check(eq(origin, cache.address()), "assertion");
                        t.free(obj);
                        t.emit(new Step.Origin(origin.index(), obj));
                        t.check(eq(origin, NULL), "assertion");
                    });
                }),
                Known.of("list: entries come and go under a lock", "", s -> list(s, true)),
                Known.of("list: no lock", "use-after-free", s -> list(s, false)),
                Known.of("list: deleted twice", "list-corruption", s -> {
                    Expr head = s.listHead("head");
                    Shape foo = s.struct("foo");
                    foo.list("link");
                    s.thread("one", t -> {
                        Expr obj = t.allocate(foo);
                        t.listAdd(obj, head);
                        t.listDel(obj);
                        t.listDel(obj);
                    });
                }));
    }

    private static Shape domain(Scenario s) {
        Shape shape = s.struct("srcu_struct");
        shape.cell("idx");
        return shape;
    }

    /** A global pointer to an object of two cells. */
    private static Var published(Scenario s) {
        Shape foo = s.struct("foo");
        foo.cell("a");
        foo.cell("b");
        Var p = s.variable("p", 0);
        s.init(t -> t.store(p, t.allocate(foo)));
        return p;
    }

    private static void reader(Body t, Var p, Expr domain) {
        if (domain != null) {
            t.readLock(domain);
        }
        Expr obj = t.load(p);
        t.iff(obj, () -> t.load(obj, null));
        if (domain != null) {
            t.readUnlock(domain);
        }
    }

    private static void unpublish(Body t, Var p, Consumer<Body> wait) {
        Expr obj = t.load(p);
        t.store(p, NULL);
        wait.accept(t);
        t.free(obj);
    }

    private static void rcu(Scenario s, Consumer<Body> wait, boolean section) {
        Var p = published(s);
        s.thread("reader", t -> reader(t, p, section ? NULL : null));
        s.thread("updater", t -> unpublish(t, p, wait));
    }

    private static void section(Body t, Expr outer, Expr waits) {
        t.readLock(outer);
        t.barrier(What.GRACE_PERIOD, waits);
        t.readUnlock(outer);
    }

    /** Two users and an owner of one object that starts with {@code count} references. */
    private static void kref(Scenario s, int count) {
        Shape foo = s.struct("foo");
        Field refs = foo.cell("refs");
        Var p = s.variable("p", 0);
        s.init(t -> {
            Expr obj = t.allocate(foo);
            t.set(obj, refs, number(count));
            t.store(p, obj);
        });
        Consumer<Body> put = t -> {
            Expr obj = t.load(p);
            Expr.Register left = t.register();
            t.atomic(() -> {
                Expr old = t.get(obj, refs);
                t.check(ne(old, number(0)), "refcount-underflow");
                t.assign(left, plus(old, -1));
                t.set(obj, refs, left);
            });
            t.iff(eq(left, number(0)), () -> t.free(obj));
        };
        s.thread("user", Kind.PROCESS, null, 3, put);
        s.teardown(t -> t.store(p, NULL));
    }

    /** A reader looks a key up in a slot whose object is freed and handed out again with another key. */
    private static void typesafe(Scenario s, boolean again) {
        Shape foo = s.struct("foo");
        Field key = foo.cell("key");
        Var slot = s.variable("slot", 0);
        Var cache = s.variable("cache", 0);
        s.init(t -> {
            Expr obj = t.allocate(foo, cache.address());
            t.set(obj, key, number(1));
            t.store(slot, obj);
        });
        Expr reclaim = s.function("reclaim", t -> t.free(t.argument()));
        s.thread("reader", t -> {
            t.readLock(NULL);
            Expr obj = t.load(slot);
            t.iff(obj, () -> {
                Expr found = t.get(obj, key);
                if (again) {
                    t.iff(eq(found, number(1)), () -> t.assign(t.register(), found));
                } else {
                    t.check(eq(found, number(1)), "assertion");
                }
            });
            t.readUnlock(NULL);
        });
        s.thread("owner", t -> {
            Expr old = t.load(slot);
            t.store(slot, NULL);
            t.emit(new Step.Free(old, true));
            t.emit(new Step.Defer(Deferral.RECLAIM, reclaim, old, old, NULL, number(0)));
            Expr obj = t.allocate(foo, cache.address());
            t.set(obj, key, number(2));
            t.store(slot, obj);
        });
    }

    /** Freed, handed out again, freed again: the memory stays for the readers of its second life too. */
    private static void secondLife(Scenario s) {
        Shape foo = s.struct("foo");
        Field key = foo.cell("key");
        Var slot = s.variable("slot", 0);
        Var cache = s.variable("cache", 0);
        Expr reclaim = s.function("reclaim", t -> t.free(t.argument()));
        s.thread("reader", t -> {
            t.readLock(NULL);
            Expr obj = t.load(slot);
            t.iff(obj, () -> t.get(obj, key));
            t.readUnlock(NULL);
        });
        s.thread("owner", t -> {
            for (int life = 0; life < 2; life++) {
                Expr obj = t.allocate(foo, cache.address());
                t.store(slot, obj);
                t.store(slot, NULL);
                t.atomic(() -> {
                    t.emit(new Step.Free(obj, true));
                    t.emit(new Step.Defer(Deferral.RECLAIM, reclaim, obj, obj, NULL, number(0)));
                });
            }
        });
    }

    private static void list(Scenario s, boolean locked) {
        Expr lock = s.lock("lock", LockKind.SPIN);
        Expr head = s.listHead("head");
        Shape foo = s.struct("foo");
        foo.list("link");
        foo.cell("payload");
        s.thread("mover", Kind.PROCESS, null, 2, t -> {
            Expr obj = t.allocate(foo);
            if (locked) {
                t.lock(lock);
            }
            t.listAdd(obj, head);
            if (locked) {
                t.unlock(lock);
                t.lock(lock);
            }
            t.listDel(obj);
            if (locked) {
                t.unlock(lock);
            }
            t.free(obj);
        });
    }
}
