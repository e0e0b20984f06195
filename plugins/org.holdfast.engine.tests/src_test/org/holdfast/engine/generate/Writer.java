package org.holdfast.engine.generate;

import static org.holdfast.engine.generate.Body.at;
import static org.holdfast.engine.generate.Body.eq;
import static org.holdfast.engine.generate.Body.ne;
import static org.holdfast.engine.generate.Body.number;
import static org.holdfast.engine.generate.Body.plus;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.holdfast.engine.generate.Scenario.Var;
import org.holdfast.engine.generate.Shape.Field;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Expr.BinaryOp;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Step.Mode;

/** Writes the body of one thread or callback: one random statement after the other, nested at most twice. */
final class Writer {
    final Plan plan;
    final Body t;
    final SplittableRandom dice;
    /** Registers with a pointer to an object, or NULL. */
    final List<Expr> objects = new ArrayList<>();
    /** Registers with a number. */
    final List<Expr> values = new ArrayList<>();
    /** The function this is the body of, or null. */
    final Expr self;
    private final List<Expr> held = new ArrayList<>();
    private final Unusual unusual;
    private int depth;

    Writer(Plan plan, Body t, long seed, Expr self) {
        this.plan = plan;
        this.t = t;
        this.dice = new SplittableRandom(seed);
        this.self = self;
        this.unusual = new Unusual(this);
        if (self != null) {
            t.argument();
        }
    }

    boolean one(int in) {
        return dice.nextInt(in) == 0;
    }

    <T> T pick(List<T> of) {
        return of.get(dice.nextInt(of.size()));
    }

    Var counter() {
        return pick(plan.numbers);
    }

    Var pointer() {
        return pick(plan.pointers);
    }

    /** Puts something there for the threads to work on. */
    void setup() {
        if (plan.usesObjects() ? !one(5) : one(3)) {
            Expr.Register obj = t.allocate(plan.foo);
            t.set(obj, plan.refs, Body.number(1 + dice.nextInt(2)));
            objects.add(obj);
            t.store(pointer(), obj);
            if (one(3)) {
                t.listAdd(at(obj, plan.link), plan.head);
            }
        }
    }

    void statements(int count) {
        for (int i = 0; i < count; i++) {
            statement();
        }
    }

    void block() {
        depth++;
        statements(depth > 2 ? 1 : 1 + dice.nextInt(2));
        depth--;
    }

    private void statement() {
        Idioms family = pick(plan.families);
        if (depth >= 2 && family != Idioms.POINTERS) {
            family = Idioms.NUMBERS;
        }
        switch (family) {
            case NUMBERS -> numbers();
            case LOCKS -> locks();
            case POINTERS -> pointers();
            case REFERENCES -> references();
            case LISTS -> lists();
            case RCU -> unusual.rcu();
            case DEFERRAL -> unusual.deferral();
            case WAITS -> unusual.waits();
            case CONTEXTS -> unusual.contexts();
            case CLAIMS -> unusual.claims();
            case CACHES -> unusual.caches();
            case ODDITIES -> unusual.oddities();
        }
    }

    Expr value() {
        Expr known = values.isEmpty() || one(3) ? number(dice.nextInt(3)) : pick(values);
        return switch (dice.nextInt(5)) {
            case 0 -> new Expr.Convert(new Expr.Binary(BinaryOp.ADD, known, number(1)), one(2) ? 8 : 1, one(2));
            case 1 -> new Expr.Binary(one(2) ? BinaryOp.XOR : BinaryOp.AND, known, number(1));
            case 2 -> new Expr.Conditional(known, number(0), number(1));
            default -> known;
        };
    }

    Expr condition() {
        return one(2) || values.isEmpty() ? eq(read(counter()), number(dice.nextInt(2))) : ne(pick(values), number(0));
    }

    Expr.Register read(Var variable) {
        Expr.Register result = t.load(variable);
        values.add(result);
        return result;
    }

    private void numbers() {
        switch (dice.nextInt(7)) {
            case 0 -> read(counter());
            case 1 -> t.store(counter(), value());
            case 2 -> {
                Var x = counter();
                t.store(x, new Expr.Binary(BinaryOp.AND, plus(t.load(x), 1), number(3)));
            }
            case 3 -> {
                Var x = counter();
                t.atomic(() -> t.store(x, new Expr.Binary(BinaryOp.XOR, t.load(x), number(1))));
            }
            case 4 -> t.iff(condition(), this::block, one(2) ? this::block : () -> { });
            case 5 -> t.iff(new Expr.Binary(BinaryOp.AND, condition(), condition()), () -> t.check(number(one(3) ? 0 : 1), "assertion"));
            default -> {
                Expr.Register choice = t.choose(0, dice.nextInt(3));
                values.add(choice);
                t.iff(choice, this::block);
            }
        }
    }

    /** A lock of a global, or of an object at hand; seldom one that is held already. */
    Expr anyLock() {
        Expr lock = objects.isEmpty() || !one(4) ? pick(plan.locks) : at(pick(objects), plan.lock);
        for (int i = 0; i < 3 && held.contains(lock) && !one(12); i++) {
            lock = pick(plan.locks);
        }
        return lock;
    }

    /** Statements with the lock held, as far as the text goes. */
    void holding(Expr lock, Runnable body) {
        held.add(lock);
        body.run();
        held.remove(held.size() - 1);
    }

    Mode mode(Expr lock) {
        int known = plan.locks.indexOf(lock);
        boolean readers = known < 0 || plan.kinds.get(known).hasReaders() || plan.kinds.get(known) == LockKind.SPIN && one(10);
        return readers && one(2) ? one(4) ? Mode.RECURSIVE_SHARED : Mode.SHARED : Mode.EXCLUSIVE;
    }

    private void locks() {
        Expr lock = anyLock();
        if (held.contains(lock) && !one(8)) {
            numbers();
            return;
        }
        Mode mode = mode(lock);
        switch (dice.nextInt(8)) {
            case 0 -> {
                Expr.Register got = t.tryLock(lock, mode);
                t.iff(got, () -> {
                    holding(lock, this::block);
                    t.release(lock, mode);
                });
            }
            case 1 -> t.emit(new Step.Require(lock, Step.Require.Hold.values()[dice.nextInt(3)], "callee", dice.nextBoolean()));
            case 2 -> {
                t.emit(new Step.Acquire(-1, lock, mode, false, dice.nextInt(2), one(2) ? pick(plan.locks) : null));
                holding(lock, this::block);
                t.release(lock, mode);
            }
            default -> {
                t.acquire(lock, mode);
                holding(lock, this::block);
                t.release(lock, mode);
            }
        }
    }

    /** An object at hand, or the one that is published. */
    Expr object() {
        if (objects.isEmpty() || one(3)) {
            objects.add(t.load(pointer()));
            return objects.get(objects.size() - 1);
        }
        return pick(objects);
    }

    Field field() {
        return one(3) ? plan.next : plan.value;
    }

    private void pointers() {
        switch (dice.nextInt(6)) {
            case 0 -> {
                Expr.Register obj = t.allocate(plan.foo);
                if (one(2)) {
                    t.set(obj, plan.value, value());
                }
                if (one(3)) {
                    t.set(obj, plan.next, object());
                }
                objects.add(obj);
                if (one(2)) {
                    t.store(pointer(), obj);
                }
            }
            case 1 -> t.store(pointer(), one(2) ? Body.NULL : object());
            case 2 -> t.free(object());
            case 3 -> {
                Expr obj = object();
                t.iff(obj, () -> {
                    if (one(2)) {
                        values.add(t.get(obj, plan.value));
                    } else {
                        t.set(obj, plan.value, value());
                    }
                });
            }
            case 4 -> {
                Var p = pointer();
                Expr.Register obj = t.register();
                t.atomic(() -> {
                    t.assign(obj, t.load(p));
                    t.store(p, Body.NULL);
                });
                objects.add(obj);
                t.iff(obj, () -> {
                    t.load(at(obj, plan.value), one(2) ? null : plan.value);
                    if (!one(4)) {
                        t.free(obj);
                    }
                });
            }
            default -> {
                Expr obj = object();
                t.iff(obj, () -> {
                    Expr.Register follow = t.get(obj, plan.next);
                    t.iff(follow, () -> t.load(at(follow, plan.value), plan.value));
                });
            }
        }
    }

    private void get(Expr obj, boolean unlessZero) {
        Expr.Register got = t.register();
        t.atomic(() -> {
            Expr old = t.get(obj, plan.refs);
            if (unlessZero) {
                t.assign(got, ne(old, number(0)));
                t.iff(got, () -> t.set(obj, plan.refs, plus(old, 1)));
            } else {
                t.check(ne(old, number(0)), "get-on-zero");
                t.assign(got, number(1));
                t.set(obj, plan.refs, plus(old, 1));
            }
        });
        t.emit(new Step.Reference(at(obj, plan.refs), true));
        t.iff(got, () -> {
            values.add(t.get(obj, plan.value));
            block();
            put(obj);
        });
    }

    void put(Expr obj) {
        Expr.Register left = t.register();
        t.emit(new Step.Reference(at(obj, plan.refs), false));
        t.atomic(() -> {
            Expr old = t.get(obj, plan.refs);
            t.check(ne(old, number(0)), "refcount-underflow");
            t.assign(left, plus(old, -1));
            t.set(obj, plan.refs, left);
        });
        t.iff(eq(left, number(0)), () -> t.free(obj));
    }

    private void references() {
        switch (dice.nextInt(4)) {
            case 0 -> {
                Expr.Register obj = t.allocate(plan.foo);
                t.set(obj, plan.refs, number(1 + dice.nextInt(2)));
                t.store(pointer(), obj);
                objects.add(obj);
                if (one(2)) {
                    put(obj);
                }
            }
            case 1 -> {
                Expr obj = object();
                t.iff(obj, () -> put(obj));
            }
            default -> {
                Expr obj = object();
                t.iff(obj, () -> get(obj, one(2)));
            }
        }
    }

    private void lists() {
        Expr lock = one(3) ? null : plan.locks.get(0);
        if (lock != null) {
            t.lock(lock);
        }
        switch (dice.nextInt(4)) {
            case 0 -> {
                Expr.Register obj = t.allocate(plan.foo);
                objects.add(obj);
                t.listAdd(at(obj, plan.link), plan.head);
            }
            case 1 -> {
                Expr.Register first = t.get(plan.head, plan.scenario.next());
                t.iff(ne(first, plan.head), () -> {
                    t.listDel(first);
                    if (!one(3)) {
                        t.free(at(first, -plan.link));
                    }
                });
            }
            case 2 -> {
                if (!objects.isEmpty()) {
                    t.listDel(at(pick(objects), plan.link));
                }
            }
            default -> t.walk(plan.head, entry -> {
                if (one(2) && lock != null) {
                    if (one(2)) {
                        t.emit(new Step.Reference(entry, true));
                    }
                    t.unlock(lock);
                    t.lock(lock);
                }
                values.add(t.load(at(entry, plan.value.offset() - plan.link), one(2) ? plan.value : null));
            });
        }
        if (lock != null) {
            t.unlock(lock);
        }
    }
}
