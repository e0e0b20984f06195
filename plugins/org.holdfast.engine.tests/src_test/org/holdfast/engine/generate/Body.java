package org.holdfast.engine.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.holdfast.engine.generate.Scenario.Var;
import org.holdfast.engine.generate.Shape.Field;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Expr.BinaryOp;
import org.holdfast.engine.program.Expr.ContextField;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Step.Barrier.What;
import org.holdfast.engine.program.Step.Mode;
import org.holdfast.engine.program.Step.Waiting;
import org.holdfast.engine.program.Value;

/** A code under construction, statement after statement. */
public final class Body {
    public static final Expr NULL = new Expr.Const(Value.NULL);

    private final Scenario scenario;
    private final String name;
    private final List<Step> steps = new ArrayList<>();
    private final List<Integer> nexts = new ArrayList<>();
    private final List<Site> sites = new ArrayList<>();
    private int registers;

    Body(Scenario scenario, String name) {
        this.scenario = scenario;
        this.name = name;
    }

    // Expressions

    public static Expr number(long value) {
        return new Expr.Const(value);
    }

    public static Expr eq(Expr a, Expr b) {
        return new Expr.Binary(BinaryOp.EQ, a, b);
    }

    public static Expr ne(Expr a, Expr b) {
        return new Expr.Binary(BinaryOp.NE, a, b);
    }

    public static Expr plus(Expr a, long b) {
        return new Expr.Binary(BinaryOp.ADD, a, number(b));
    }

    public static Expr at(Expr base, int cells) {
        return cells == 0 ? base : new Expr.Offset(base, cells);
    }

    public static Expr at(Expr base, Field field) {
        return at(base, field.offset());
    }

    public Expr.Register register() {
        return new Expr.Register(registers++);
    }

    /** The argument of a callback; the first register to be made. */
    public Expr.Register argument() {
        registers = Math.max(registers, 1);
        return new Expr.Register(0);
    }

    // Plain steps

    public int emit(Step step) {
        int node = steps.size();
        steps.add(step);
        nexts.add(node + 1);
        String text = step.getClass().getSimpleName();
        Range range = scenario.range();
        sites.add(new Site(range, text, scenario.statement(name, text), List.of()));
        return node;
    }

    public void assign(Expr.Register target, Expr value) {
        emit(new Step.Assign(target.index(), value));
    }

    private static Step.Access access(Field field) {
        return field == null ? new Step.Access(-1, List.of(), true) : new Step.Access(field.member(), field.locations(), false);
    }

    /** @param field null: an access of any type anywhere */
    public Expr.Register load(Expr address, Field field) {
        Expr.Register result = register();
        emit(new Step.Load(result.index(), address, access(field)));
        return result;
    }

    public Expr.Register load(Var variable) {
        return load(variable.address(), variable.field());
    }

    /** {@code p->field}. */
    public Expr.Register get(Expr p, Field field) {
        return load(at(p, field), field);
    }

    public void store(Expr address, Field field, Expr value) {
        emit(new Step.Store(address, value, access(field)));
    }

    public void store(Var variable, Expr value) {
        store(variable.address(), variable.field(), value);
    }

    public void set(Expr p, Field field, Expr value) {
        store(at(p, field), field, value);
    }

    public Expr.Register choose(long... values) {
        Expr.Register result = register();
        emit(new Step.Choose(result.index(), IntStream.range(0, values.length).mapToObj(i -> number(values[i])).toList()));
        return result;
    }

    public void check(Expr condition, String rule) {
        emit(new Step.Check(condition, rule, rule));
    }

    public void maySleep() {
        emit(new Step.MaySleep("might_sleep"));
    }

    // Control flow

    public void iff(Expr condition, Runnable then) {
        iff(condition, then, () -> { });
    }

    public void iff(Expr condition, Runnable then, Runnable otherwise) {
        int branch = emit(new Step.Branch(condition, -1));
        then.run();
        int skip = emit(new Step.Jump());
        steps.set(branch, new Step.Branch(condition, steps.size()));
        otherwise.run();
        nexts.set(skip, steps.size());
    }

    /** {@code do body while (condition)}; the condition is made by the body's last statements. */
    public void loop(Supplier<Expr> body) {
        int start = steps.size();
        Expr again = body.get();
        int branch = emit(new Step.Branch(again, -1));
        nexts.set(branch, start);
        steps.set(branch, new Step.Branch(again, steps.size()));
    }

    public void atomic(Runnable body) {
        emit(new Step.AtomicBegin());
        body.run();
        emit(new Step.AtomicEnd());
    }

    /** Waits until the variable is as it should be. */
    public void await(Waiting waiting, Var variable, UnaryOperator<Expr> condition) {
        atomic(() -> emit(new Step.Await(condition.apply(load(variable)), waiting)));
    }

    // Locks

    public void acquire(Expr lock, Mode mode) {
        emit(new Step.Acquire(-1, lock, mode, false, 0, null));
    }

    public void lock(Expr lock) {
        acquire(lock, Mode.EXCLUSIVE);
    }

    public Expr.Register tryLock(Expr lock, Mode mode) {
        Expr.Register result = register();
        emit(new Step.Acquire(result.index(), lock, mode, true, 0, null));
        return result;
    }

    public void release(Expr lock, Mode mode) {
        emit(new Step.Release(lock, mode));
    }

    public void unlock(Expr lock) {
        release(lock, Mode.EXCLUSIVE);
    }

    public void context(ContextField field, int change) {
        emit(new Step.SetContext(field, field == ContextField.IRQ ? number(change > 0 ? 1 : 0) : plus(new Expr.Context(field), change)));
    }

    // Objects

    public Expr.Register allocate(Shape shape) {
        Expr.Register result = register();
        emit(new Step.Allocate(result.index(), shape.id(), false, null));
        return result;
    }

    public Expr.Register allocate(Shape shape, Expr reuse) {
        Expr.Register result = register();
        emit(new Step.Allocate(result.index(), shape.id(), false, reuse));
        return result;
    }

    public void free(Expr object) {
        emit(new Step.Free(object, false));
    }

    // RCU, deferral

    public void readLock(Expr domain) {
        emit(new Step.ReadLock(domain));
    }

    public void readUnlock(Expr domain) {
        emit(new Step.ReadUnlock(domain));
    }

    public void barrier(What what, Expr subject) {
        emit(new Step.Barrier(what, false, subject));
        emit(new Step.Barrier(what, true, subject));
    }

    public void callRcu(Expr function, Expr object) {
        emit(new Step.Defer(Deferral.RCU, function, object, object, NULL, number(0)));
    }

    /** {@code queue_work} and the like: nothing if it is pending already. */
    public void queue(Deferral deferral, Expr function, Expr item, Expr queue, long limit) {
        Expr.Register pending = register();
        atomic(() -> {
            emit(new Step.Query(pending.index(), item, Step.Query.State.PENDING));
            iff(eq(pending, number(0)), () -> emit(new Step.Defer(deferral, function, item, item, queue, number(limit))));
        });
    }

    public Expr.Register cancel(Expr item) {
        Expr.Register result = register();
        emit(new Step.Cancel(result.index(), item));
        return result;
    }

    /** A label that a claim is about. */
    public void label(int claim, Expr condition) {
        emit(new Step.Judge(claim, register().index(), condition));
    }

    public void watch(int claim, Expr condition, Runnable body) {
        Expr.Register slot = register();
        emit(new Step.Watch(claim, slot.index(), true, condition));
        body.run();
        emit(new Step.Watch(claim, slot.index(), false, condition));
    }

    // Lists, in the order of steps of include/linux/list.h

    public void listAdd(Expr entry, Expr head) {
        Field next = scenario.next();
        Field prev = scenario.prev();
        emit(new Step.ListAccess(head, true));
        Expr.Register first = get(head, next);
        set(first, prev, entry);
        set(entry, next, first);
        set(entry, prev, head);
        set(head, next, entry);
    }

    public void listDel(Expr entry) {
        Field next = scenario.next();
        Field prev = scenario.prev();
        emit(new Step.ListAccess(entry, true));
        Expr.Register before = get(entry, prev);
        Expr.Register after = get(entry, next);
        set(after, prev, before);
        set(before, next, after);
        set(entry, next, number(Value.LIST_POISON1));
        set(entry, prev, number(Value.LIST_POISON2));
    }

    /** Calls {@code body} with each node in turn, which must be loaded from before it goes away. */
    public void walk(Expr head, Consumer<Expr> body) {
        Expr.Register slot = register();
        emit(new Step.Walk(slot.index(), Step.Walk.Phase.BEGIN, head));
        emit(new Step.ListAccess(head, false));
        Expr.Register position = get(head, scenario.next());
        int test = emit(new Step.Branch(ne(position, head), -1));
        body.accept(position);
        emit(new Step.Walk(slot.index(), Step.Walk.Phase.NEXT, head));
        emit(new Step.Load(position.index(), at(position, scenario.next()), access(scenario.next())));
        nexts.set(emit(new Step.Jump()), test);
        steps.set(test, new Step.Branch(ne(position, head), steps.size()));
        emit(new Step.Walk(slot.index(), Step.Walk.Phase.END, head));
    }

    Code build() {
        emit(new Step.End());
        List<Code.Node> nodes = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            nodes.add(new Code.Node(steps.get(i), nexts.get(i), sites.get(i)));
        }
        return new Code(name, registers, nodes);
    }
}
