package org.holdfast.engine.explore.bench;

import java.util.List;
import java.util.function.IntFunction;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Step;

/** The programs that are measured, each by a number. All of them are clean. */
final class Families {
    private Families() {
    }

    /**
     * @param small enough for every reduction to be measured alone; {@code large}: measured without and with all of them
     */
    record Family(String name, String what, int small, int large, IntFunction<Program> program) {
    }

    static final List<Family> ALL = List.of(
            new Family("counted", "n users of a counted object and one that closes it", 6, 7, Families::counted),
            new Family("locks", "n threads over n ordered locks, a counter under each", 5, 7, Families::locks),
            new Family("rcu", "n readers and one updater that waits for a grace period", 4, 5, Families::rcu),
            new Family("movers", "n threads that move entries between two lists", 4, 5, Families::movers));

    /** Users look the object up under a lock and take a reference; whoever drops the last one frees it. */
    static Program counted(int n) {
        Sketch s = new Sketch("counted " + n);
        int object = s.struct("struct object", "refs", "value");
        int holder = s.struct("current_object", "");
        Expr shared = s.global("current_object", holder);
        Expr lock = s.lock("lookup_lock");
        s.init(b -> {
            Expr o = b.allocate(object);
            b.store(o, object, 0, 1);
            b.store(shared, holder, 0, o);
        });
        s.thread("user", n, b -> {
            Expr.Register t = b.register();
            b.acquire(lock);
            Expr.Register o = b.load(shared, holder, 0);
            b.when(o, () -> add(b, o, object, t, 1));
            b.release(lock);
            b.when(o, () -> {
                b.load(t, o, object, 1);
                put(b, o, object, t);
            });
        });
        s.thread("closer", 1, b -> {
            Expr.Register t = b.register();
            b.acquire(lock);
            Expr.Register o = b.load(shared, holder, 0);
            b.store(shared, holder, 0, 0);
            b.release(lock);
            put(b, o, object, t);
        });
        return s.build();
    }

    private static void add(Sketch.Body b, Expr o, int object, Expr.Register t, int n) {
        b.atomic(() -> {
            b.load(t, o, object, 0);
            b.store(o, object, 0, Sketch.Body.plus(t, n));
        });
        b.set(t, Sketch.Body.same(t, 1));
    }

    private static void put(Sketch.Body b, Expr.Register o, int object, Expr.Register t) {
        add(b, o, object, t, -1);
        b.when(t, () -> b.free(o));
        b.clear(t);
        b.clear(o);
    }

    /** Each thread takes all locks in order, counts under each, and gives them back. */
    static Program locks(int n) {
        Sketch s = new Sketch("locks " + n);
        int guarded = s.struct("struct guarded", "lock", "count");
        Expr[] locks = new Expr[n];
        for (int i = 0; i < n; i++) {
            locks[i] = s.global("guarded" + i, guarded);
        }
        s.thread("worker", n, b -> {
            Expr.Register t = b.register();
            for (Expr lock : locks) {
                b.acquire(lock);
                b.load(t, lock, guarded, 3);
                b.store(lock, guarded, 3, Sketch.Body.plus(t, 1));
                b.clear(t);
            }
            for (int i = locks.length - 1; i >= 0; i--) {
                b.release(locks[i]);
            }
        });
        return s.build();
    }

    /** Readers look at what is current; the updater replaces it twice, and frees the old one after a grace period. */
    static Program rcu(int n) {
        Sketch s = new Sketch("rcu " + n);
        int object = s.struct("struct config", "value");
        int holder = s.struct("config", "");
        Expr shared = s.global("config", holder);
        Expr none = new Expr.Const(0);
        s.init(b -> b.store(shared, holder, 0, b.allocate(object)));
        s.thread("reader", n, b -> {
            b.step(new Step.ReadLock(none));
            Expr o = b.load(shared, holder, 0);
            b.load(o, object, 0);
            b.load(o, object, 0);
            b.step(new Step.ReadUnlock(none));
        });
        s.thread("updater", 1, b -> {
            for (int i = 0; i < 2; i++) {
                Expr o = b.allocate(object);
                b.store(o, object, 0, i + 1L);
                Expr old = b.load(shared, holder, 0);
                b.store(shared, holder, 0, o);
                b.step(new Step.Barrier(Step.Barrier.What.GRACE_PERIOD, false, none));
                b.step(new Step.Barrier(Step.Barrier.What.GRACE_PERIOD, true, none));
                b.free(old);
            }
        });
        return s.build();
    }

    /** Two singly linked lists with a lock each; threads take the first entry of one and push it onto the other. */
    static Program movers(int n) {
        Sketch s = new Sketch("movers " + n);
        int entry = s.struct("struct entry", "next", "moves");
        int list = s.struct("struct list", "lock", "first");
        Expr a = s.global("a", list);
        Expr b = s.global("b", list);
        s.init(t -> {
            for (int i = 0; i < 3; i++) {
                Expr e = t.allocate(entry);
                t.store(e, entry, 0, t.load(a, list, 3));
                t.store(a, list, 3, e);
            }
        });
        s.thread("there", (n + 1) / 2, t -> move(t, entry, list, a, b));
        s.thread("back", n / 2, t -> move(t, entry, list, b, a));
        return s.build();
    }

    private static void move(Sketch.Body t, int entry, int list, Expr from, Expr to) {
        t.acquire(from);
        Expr e = t.load(from, list, 3);
        t.when(e, () -> t.store(from, list, 3, t.load(e, entry, 0)));
        t.release(from);
        t.when(e, () -> {
            t.store(e, entry, 1, Sketch.Body.plus(t.load(e, entry, 1), 1));
            t.acquire(to);
            t.store(e, entry, 0, t.load(to, list, 3));
            t.store(to, list, 3, e);
            t.release(to);
        });
    }
}
