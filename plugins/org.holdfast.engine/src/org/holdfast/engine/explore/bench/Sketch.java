package org.holdfast.engine.explore.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Layout;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Source;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Value;

/** Builds a program straight from steps. Every struct and global of a name is one layout, every cell a location class of its own. */
final class Sketch {
    private final String title;
    private final List<Layout> layouts = new ArrayList<>();
    private final List<Program.Global> globals = new ArrayList<>();
    private final List<String> locations = new ArrayList<>();
    private final List<Program.Function> functions = new ArrayList<>();
    private final List<Program.Thread> threads = new ArrayList<>();
    private Code init;

    Sketch(String title) {
        this.title = title;
    }

    /** A layout of these cells; a cell named {@code lock} is a spinlock. */
    int struct(String name, String... cells) {
        List<Layout.Cell> all = new ArrayList<>();
        for (String cell : cells) {
            int location = locations.size();
            locations.add(cell.isEmpty() ? name : name + "." + cell);
            boolean lock = cell.equals("lock");
            for (int i = 0; i < (lock ? Layout.LOCK_CELLS : 1); i++) {
                all.add(new Layout.Cell(cell, location, location, lock && i == 0 ? LockKind.SPIN : null, List.of(), false, false));
            }
        }
        layouts.add(new Layout(layouts.size(), name, all));
        return layouts.size() - 1;
    }

    /** The address of a fresh global of that layout. */
    Expr global(String name, int layout) {
        globals.add(new Program.Global(name, layout, layouts.get(layout).cells().stream().map(c -> 0L).toList(), true));
        return new Expr.Const(Value.pointer(globals.size() - 1, 0));
    }

    Expr pointer(String name) {
        return global(name, struct(name, ""));
    }

    Expr lock(String name) {
        return global(name, struct(name, "lock"));
    }

    Expr function(String name, Consumer<Body> text) {
        functions.add(new Program.Function(name, code(name, text)));
        return new Expr.Const(Value.function(functions.size() - 1));
    }

    void init(Consumer<Body> text) {
        init = code("init", text);
    }

    void thread(String name, int count, Consumer<Body> text) {
        threads.add(new Program.Thread(name, Kind.PROCESS, null, count, code(name, text), Body.NOWHERE));
    }

    private Code code(String name, Consumer<Body> text) {
        Body body = new Body(this);
        text.accept(body);
        return body.code(name);
    }

    Program build() {
        return new Program(title, "base", layouts, globals, locations, functions, init, null, threads, List.of(), List.of(), List.of(),
                new Source(List.of(), List.of()));
    }

    /** Location classes of the cells at an offset of some layout. */
    private List<Integer> locations(int layout, int offset) {
        return List.of(layouts.get(layout).cells().get(offset).location());
    }

    /** The steps of one code. */
    static final class Body {
        static final Range NOWHERE = new Range("bench", 0, 0, 1, 1, 1, 1);
        private static final Site SITE = new Site(NOWHERE, "", -1, List.of());

        private final Sketch sketch;
        private final List<Step> steps = new ArrayList<>();
        private int registers;

        private Body(Sketch sketch) {
            this.sketch = sketch;
        }

        Expr.Register register() {
            return new Expr.Register(registers++);
        }

        static Expr plus(Expr a, long n) {
            return new Expr.Binary(Expr.BinaryOp.ADD, a, new Expr.Const(n));
        }

        static Expr same(Expr a, long n) {
            return new Expr.Binary(Expr.BinaryOp.EQ, a, new Expr.Const(n));
        }

        static Expr cell(Expr base, int offset) {
            return offset == 0 ? base : new Expr.Offset(base, offset);
        }

        private Step.Access access(int layout, int offset) {
            return new Step.Access(-1, sketch.locations(layout, offset), true);
        }

        Expr.Register load(Expr base, int layout, int offset) {
            return load(register(), base, layout, offset);
        }

        Expr.Register load(Expr.Register r, Expr base, int layout, int offset) {
            steps.add(new Step.Load(r.index(), cell(base, offset), access(layout, offset)));
            return r;
        }

        void store(Expr base, int layout, int offset, Expr value) {
            steps.add(new Step.Store(cell(base, offset), value, access(layout, offset)));
        }

        void store(Expr base, int layout, int offset, long value) {
            store(base, layout, offset, new Expr.Const(value));
        }

        Expr.Register allocate(int layout) {
            Expr.Register r = register();
            steps.add(new Step.Allocate(r.index(), layout, false, null));
            return r;
        }

        void free(Expr address) {
            steps.add(new Step.Free(address, false));
        }

        void acquire(Expr lock) {
            steps.add(new Step.Acquire(-1, lock, Step.Mode.EXCLUSIVE, false, 0, null));
        }

        void release(Expr lock) {
            steps.add(new Step.Release(lock, Step.Mode.EXCLUSIVE));
        }

        void set(Expr.Register r, Expr value) {
            steps.add(new Step.Assign(r.index(), value));
        }

        /** Scratch registers go back to 0, so that they do not tell states apart. */
        void clear(Expr.Register r) {
            set(r, new Expr.Const(0));
        }

        void step(Step step) {
            steps.add(step);
        }

        void atomic(Runnable text) {
            steps.add(new Step.AtomicBegin());
            text.run();
            steps.add(new Step.AtomicEnd());
        }

        /** Runs the text if the condition is not 0. */
        void when(Expr condition, Runnable text) {
            int branch = steps.size();
            steps.add(null);
            text.run();
            steps.add(new Step.Jump());
            steps.set(branch, new Step.Branch(condition, steps.size()));
        }

        private Code code(String name) {
            steps.add(new Step.End());
            List<Code.Node> nodes = new ArrayList<>();
            for (int i = 0; i < steps.size(); i++) {
                nodes.add(new Code.Node(steps.get(i), Math.min(i + 1, steps.size() - 1), SITE));
            }
            return new Code(name, registers, nodes);
        }
    }
}
