package org.holdfast.engine.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.holdfast.engine.generate.Shape.Field;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Layout.Guard;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Program.Claim;
import org.holdfast.engine.program.Program.Function;
import org.holdfast.engine.program.Program.Global;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Source;
import org.holdfast.engine.program.Value;

/** A program under construction. */
public final class Scenario {
    private final String title;
    private final List<Shape> shapes = new ArrayList<>();
    private final List<Global> globals = new ArrayList<>();
    private final List<String> locations = new ArrayList<>();
    private final List<String> members = new ArrayList<>();
    private final List<Integer> nexts = new ArrayList<>();
    private final List<Integer> prevs = new ArrayList<>();
    private final List<String> functionNames = new ArrayList<>();
    private final List<Consumer<Body>> functions = new ArrayList<>();
    private final List<Program.Thread> threads = new ArrayList<>();
    private final List<Consumer<Body>> threadBodies = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private final List<Source.Statement> statements = new ArrayList<>();
    private Consumer<Body> init;
    private Consumer<Body> teardown;

    public Scenario(String title) {
        this.title = title;
        location("?");
        member("?");
    }

    int location(String name) {
        locations.add(name);
        return locations.size() - 1;
    }

    int member(String name) {
        if (!members.contains(name)) {
            members.add(name);
        }
        return members.indexOf(name);
    }

    void listLocations(int next, int prev) {
        nexts.add(next);
        prevs.add(prev);
    }

    /** {@code next} of any list_head there is so far. */
    public Field next() {
        return new Field(0, member("list_head.next"), nexts);
    }

    public Field prev() {
        return new Field(1, member("list_head.prev"), prevs);
    }

    public Shape struct(String name) {
        Shape shape = new Shape(this, shapes.size(), name, false);
        shapes.add(shape);
        return shape;
    }

    private Expr global(String name, Shape shape, boolean root, List<Long> cells) {
        List<Long> values = new ArrayList<>(cells);
        while (values.size() < shape.size()) {
            values.add(0L);
        }
        globals.add(new Global(name, shape.id(), values, root));
        return new Expr.Const(Value.pointer(globals.size() - 1, 0));
    }

    /** @return its address */
    public Expr global(String name, Shape shape) {
        return global(name, shape, true, List.of());
    }

    /** A local of init that threads name. */
    public Expr handedOver(String name, Shape shape) {
        return global(name, shape, false, List.of());
    }

    /** A scalar global. */
    public Var variable(String name, long value, Guard... guards) {
        return variable(name, value, false, guards);
    }

    public Var rcuVariable(String name, Guard... guards) {
        return variable(name, 0, true, guards);
    }

    private Var variable(String name, long value, boolean rcu, Guard... guards) {
        Shape shape = new Shape(this, shapes.size(), name, true);
        shapes.add(shape);
        Field field = rcu ? shape.rcuCell("", guards) : shape.cell("", guards);
        return new Var(global(name, shape, true, List.of(value)), field);
    }

    public record Var(Expr address, Field field) {
    }

    /** @return its address */
    public Expr lock(String name, LockKind kind) {
        Shape shape = new Shape(this, shapes.size(), name, true);
        shapes.add(shape);
        shape.lock("", kind);
        return global(name, shape);
    }

    public static Guard guardedBy(Expr globalLock) {
        return new Guard(Value.object(((Expr.Const) globalLock).value()), Value.offset(((Expr.Const) globalLock).value()), false);
    }

    /** An empty list in a global: next and prev lead to itself. */
    public Expr listHead(String name, Guard... guards) {
        Shape shape = struct(name);
        shape.list("head", guards);
        long self = Value.pointer(globals.size(), 0);
        return global(name, shape, true, List.of(self, self));
    }

    /** Declares a function, so that bodies can name it. */
    public Expr function(String name) {
        functionNames.add(name);
        functions.add(null);
        return new Expr.Const(Value.function(functions.size() - 1));
    }

    public void define(Expr function, Consumer<Body> body) {
        functions.set(Value.functionId(((Expr.Const) function).value()), body);
    }

    public Expr function(String name, Consumer<Body> body) {
        Expr function = function(name);
        define(function, body);
        return function;
    }

    public void init(Consumer<Body> body) {
        init = body;
    }

    public void teardown(Consumer<Body> body) {
        teardown = body;
    }

    public void thread(String name, Consumer<Body> body) {
        thread(name, Kind.PROCESS, null, 1, body);
    }

    public void thread(String name, Kind kind, String cpu, int count, Consumer<Body> body) {
        threads.add(new Program.Thread(name, kind, cpu, count, null, range()));
        threadBodies.add(body);
    }

    /** @return its number */
    public int claim(Claim.Form form) {
        claims.add(new Claim("claim" + claims.size(), form, "claim " + claims.size(), range()));
        return claims.size() - 1;
    }

    /** Every node has a range of its own, so that a site says which node it is. */
    Range range() {
        int at = statements.size();
        return new Range("generated.hold", at, 1, at + 1, 1, at + 1, 2);
    }

    int statement(String code, String text) {
        int number = statements.size();
        statements.add(new Source.Statement(number, -1, Source.Form.EXPRESSION, code, range(), text, List.of(), List.of(), List.of()));
        return number;
    }

    private Code code(String name, Consumer<Body> text) {
        if (text == null) {
            return null;
        }
        Body body = new Body(this, name);
        text.accept(body);
        return body.build();
    }

    public Program build() {
        List<Function> built = new ArrayList<>();
        for (int i = 0; i < functions.size(); i++) {
            built.add(new Function(functionNames.get(i), code(functionNames.get(i), functions.get(i))));
        }
        List<Program.Thread> all = new ArrayList<>();
        for (int i = 0; i < threads.size(); i++) {
            Program.Thread t = threads.get(i);
            all.add(new Program.Thread(t.name(), t.kind(), t.cpu(), t.count(), code("thread " + t.name(), threadBodies.get(i)), t.range()));
        }
        Code first = code("init", init);
        Code last = code("finally", teardown);
        return new Program(title, "", shapes.stream().map(Shape::build).toList(), globals, locations, built, first, last, all, List.of(), claims,
                List.of(), new Source(statements, List.of()));
    }
}
