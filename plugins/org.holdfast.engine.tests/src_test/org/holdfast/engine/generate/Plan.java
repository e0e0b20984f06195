package org.holdfast.engine.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.holdfast.engine.generate.Scenario.Var;
import org.holdfast.engine.generate.Shape.Field;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Layout.Guard;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Program.Claim.Form;
import org.holdfast.engine.program.Value;

/** What the threads of a generated program share, and the dice. */
final class Plan {
    private static final LockKind[] KINDS = {LockKind.SPIN, LockKind.RAW_SPIN, LockKind.RWLOCK, LockKind.MUTEX, LockKind.RWSEM, LockKind.LOCAL,
        LockKind.RT_MUTEX, LockKind.WW_MUTEX, LockKind.TOKEN};

    final SplittableRandom dice;
    final Scenario scenario;
    final List<Expr> locks = new ArrayList<>();
    final List<LockKind> kinds = new ArrayList<>();
    final List<Var> numbers = new ArrayList<>();
    /** Pointers to objects, some of them {@code __rcu}. */
    final List<Var> pointers = new ArrayList<>();
    final List<Expr> items = new ArrayList<>();
    final List<Expr> functions = new ArrayList<>();
    final List<Deferral> deferrals = new ArrayList<>();
    private final Expr reclaim;
    final List<Integer> claims = new ArrayList<>();
    /** The one kind of heap object: count, number, lock, list node, item. */
    final Shape foo;
    final Field refs;
    final Field value;
    final Field next;
    final int lock;
    final int link;
    final Field item;
    final Expr head;
    final Expr srcu;
    final Expr cache;
    final Expr queue;
    final int limit;
    /** Which families of statements occur at all; a program of few families has something to say about each. */
    final List<Idioms> families = new ArrayList<>();

    Plan(long seed) {
        dice = new SplittableRandom(seed);
        scenario = new Scenario("generated " + seed);
        int count = 1 + dice.nextInt(3);
        for (int i = 0; i < count; i++) {
            LockKind kind = KINDS[dice.nextInt(one(4) ? KINDS.length : 5)];
            kinds.add(kind);
            locks.add(scenario.lock("lock" + i, kind));
        }
        for (String name : List.of("x", "y")) {
            numbers.add(one(12) ? scenario.variable(name, 0, guard()) : scenario.variable(name, dice.nextInt(2)));
        }
        Guard pointee = new Guard(guard().object(), 0, true);
        pointers.add(one(6) ? scenario.rcuVariable("p", guard()) : one(10) ? scenario.variable("p", 0, pointee) : scenario.variable("p", 0));
        foo = scenario.struct("foo");
        refs = foo.cell("refs");
        lock = foo.lock("lock", KINDS[dice.nextInt(5)]);
        value = one(8) ? foo.cell("value", new Guard(-1, lock, false)) : foo.cell("value");
        link = foo.list("link");
        item = foo.cell("item");
        next = foo.cell("next");
        head = one(4) ? scenario.listHead("head", guard()) : scenario.listHead("head");
        srcu = scenario.variable("srcu", 0).address();
        cache = scenario.variable("cache", 0).address();
        queue = one(2) ? Body.NULL : scenario.variable("wq", 0).address();
        limit = queue == Body.NULL ? 0 : dice.nextInt(3);
        items.add(scenario.variable("item0", 0).address());
        items.add(scenario.variable("item1", 0).address());
        claims.add(scenario.claim(pick(Form.values())));
        Deferral[] kindsOfItem = {Deferral.WORK, Deferral.WORK, Deferral.TIMER, Deferral.HRTIMER, Deferral.TASKLET, Deferral.IRQ_WORK, Deferral.TASK};
        for (int i = 0; i < 3; i++) {
            functions.add(scenario.function("callback" + i));
            deferrals.add(pick(kindsOfItem));
        }
        // The one function that is not random: what a type-safe cache does with a freed object in the end.
        reclaim = scenario.function("reclaim", t -> t.free(t.argument()));
        List<Idioms> all = new ArrayList<>(List.of(Idioms.values()));
        all.addAll(List.of(Idioms.DEFERRAL, Idioms.DEFERRAL, Idioms.RCU, Idioms.REFERENCES, Idioms.CONTEXTS, Idioms.CLAIMS, Idioms.CLAIMS, Idioms.LISTS));
        int some = 1 + dice.nextInt(3);
        for (int i = 0; i < some; i++) {
            families.add(pick(all));
        }
        families.add(one(2) ? Idioms.NUMBERS : Idioms.LOCKS);
    }

    /** Whether there is anything to do with an object that is there from the start. */
    boolean usesObjects() {
        return families.contains(Idioms.POINTERS) || families.contains(Idioms.REFERENCES) || families.contains(Idioms.RCU);
    }

    private Guard guard() {
        return Scenario.guardedBy(pick(locks));
    }

    boolean one(int in) {
        return dice.nextInt(in) == 0;
    }

    @SafeVarargs
    final <T> T pick(T... of) {
        return of[dice.nextInt(of.length)];
    }

    <T> T pick(List<T> of) {
        return of.get(dice.nextInt(of.size()));
    }

    Kind interruptKind() {
        return pick(Kind.SOFTIRQ, Kind.HARDIRQ, Kind.HARDIRQ, Kind.NMI);
    }

    Expr reclaim() {
        return reclaim;
    }

    static long address(Expr constant) {
        return ((Expr.Const) constant).value();
    }

    /** The function for an item, and so what kind of item it is. */
    Deferral deferral(Expr function) {
        return deferrals.get(Value.functionId(address(function)));
    }
}
