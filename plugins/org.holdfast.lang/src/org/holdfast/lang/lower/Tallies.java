package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Code.Node;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Layout;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Value;

/**
 * Statistics and the like: numbers that are computed, kept in memory, and never decide anything. Their values are left out of the
 * program, which would have states without end for the sake of a counter; touching them stays what it was. A location class is a tally
 * if only numbers are stored there and what is loaded from it flows into tallies alone (backward data flow over registers, in all codes
 * together).
 */
final class Tallies {
    private final Program program;
    private final List<Code> codes = new ArrayList<>();
    /** Location classes whose values matter. */
    private final BitSet needed = new BitSet();
    private boolean all;

    private Tallies(Program program) {
        this.program = program;
        codes.add(program.init());
        codes.add(program.teardown());
        program.threads().forEach(t -> codes.add(t.code()));
        program.functions().forEach(f -> codes.add(f.code()));
        codes.removeIf(c -> c == null);
    }

    /** The program without the values of its tallies. */
    static Program leftOut(Program program) {
        Tallies t = new Tallies(program);
        t.findNeeded();
        return t.without(t.tallies());
    }

    private void findNeeded() {
        for (Layout layout : program.layouts()) {
            layout.cells().stream().filter(c -> c.counts() || c.lock() != null || c.rcu()).forEach(c -> needed.set(c.location()));
        }
        int before;
        do {
            before = needed.cardinality();
            codes.forEach(this::flow);
        } while (!all && needed.cardinality() > before);
    }

    /** Which registers matter before each node; notes the locations that are loaded into such ones. */
    private List<BitSet> flow(Code code) {
        List<BitSet> matter = new ArrayList<>();
        code.nodes().forEach(n -> matter.add(new BitSet()));
        boolean changed;
        do {
            changed = false;
            for (int i = code.nodes().size() - 1; i >= 0; i--) {
                Node node = code.nodes().get(i);
                BitSet now = before(node, after(node, matter));
                if (!now.equals(matter.get(i))) {
                    matter.set(i, now);
                    changed = true;
                }
            }
        } while (changed);
        return matter;
    }

    private static BitSet after(Node node, List<BitSet> matter) {
        BitSet after = new BitSet();
        for (int next : Tidy.successors(node)) {
            after.or(matter.get(next));
        }
        return after;
    }

    private BitSet before(Node node, BitSet after) {
        BitSet now = (BitSet) after.clone();
        int target = Steps.target(node.step());
        boolean wanted = target >= 0 && after.get(target);
        if (target >= 0) {
            now.clear(target);
        }
        switch (node.step()) {
        case Step.Assign s -> {
            if (wanted || divides(s.value())) {
                use(now, s.value());
            }
        }
        case Step.Load s -> {
            use(now, s.address());
            if (wanted) {
                need(s.access());
            }
        }
        case Step.Store s -> {
            use(now, s.address());
            if (all || isAnywhere(s.access()) || s.access().locations().stream().anyMatch(needed::get) || divides(s.value())) {
                use(now, s.value());
            }
        }
        default -> {
            now.or(Liveness.uses(node));
            all |= peeks(node.step());
        }
        }
        return now;
    }

    private void need(Step.Access access) {
        all |= isAnywhere(access);
        access.locations().forEach(needed::set);
    }

    /** A member that no object of the program has is nowhere. */
    private static boolean isAnywhere(Step.Access access) {
        return access.locations().isEmpty() && access.member() < 0;
    }

    /** Conditions of claims read any memory there is. */
    private static boolean peeks(Step step) {
        return switch (step) {
        case Step.Judge s -> peeks(s.condition());
        case Step.Watch s -> peeks(s.condition());
        default -> false;
        };
    }

    private static boolean peeks(Expr expr) {
        return switch (expr) {
        case Expr.Peek e -> true;
        case Expr.Unary e -> peeks(e.operand());
        case Expr.Binary e -> peeks(e.left()) || peeks(e.right());
        case Expr.Conditional e -> peeks(e.condition()) || peeks(e.ifTrue()) || peeks(e.ifFalse());
        case Expr.Convert e -> peeks(e.operand());
        case Expr.Offset e -> peeks(e.base());
        case Expr.Index e -> peeks(e.base()) || peeks(e.index());
        case Expr.Freed e -> peeks(e.address());
        case Expr.Held e -> peeks(e.lock());
        case null, default -> false;
        };
    }

    private static void use(BitSet registers, Expr expr) {
        Fold.map(expr, r -> {
            registers.set(r.index());
            return r;
        });
    }

    /** Dividing by zero is noticed. */
    private static boolean divides(Expr expr) {
        return switch (expr) {
        case Expr.Binary e -> e.op() == Expr.BinaryOp.DIV || e.op() == Expr.BinaryOp.MOD || divides(e.left()) || divides(e.right());
        case Expr.Unary e -> divides(e.operand());
        case Expr.Convert e -> divides(e.operand());
        case Expr.Conditional e -> divides(e.condition()) || divides(e.ifTrue()) || divides(e.ifFalse());
        default -> false;
        };
    }

    /** Not needed, computed somewhere, and never a pointer: who leads where decides what is a leak. */
    private BitSet tallies() {
        BitSet tallies = new BitSet();
        if (all) {
            return tallies;
        }
        List<Step.Store> stores = codes.stream().flatMap(c -> c.nodes().stream()).map(Node::step).filter(Step.Store.class::isInstance)
                .map(Step.Store.class::cast).toList();
        stores.stream().filter(s -> !Fold.isConstant(s.value())).forEach(s -> s.access().locations().forEach(tallies::set));
        tallies.andNot(needed);
        int before;
        do {
            before = tallies.cardinality();
            for (Step.Store s : stores) {
                if (!isNumber(s.value()) || !s.access().locations().stream().allMatch(tallies::get)) {
                    s.access().locations().forEach(tallies::clear);
                }
            }
        } while (tallies.cardinality() < before);
        return tallies;
    }

    private static boolean isNumber(Expr expr) {
        return switch (expr) {
        case Expr.Const e -> !Value.isPointer(e.value()) && !Value.isFunction(e.value());
        case Expr.Binary e -> true;
        case Expr.Unary e -> true;
        case Expr.Convert e -> e.bits() < 64 || isNumber(e.operand());
        case Expr.Conditional e -> isNumber(e.ifTrue()) && isNumber(e.ifFalse());
        default -> false;
        };
    }

    private Program without(BitSet tallies) {
        List<Program.Global> globals = program.globals().stream().map(g -> {
            List<Layout.Cell> cells = program.layouts().get(g.layout()).cells();
            List<Long> values = new ArrayList<>(g.cells());
            for (int i = 0; i < values.size(); i++) {
                if (tallies.get(cells.get(i).location())) {
                    values.set(i, 0L);
                }
            }
            return new Program.Global(g.name(), g.layout(), values, g.root());
        }).toList();
        return new Program(program.title(), program.revision(), program.layouts(), globals, program.locations(),
                program.functions().stream().map(f -> new Program.Function(f.name(), without(f.code(), tallies))).toList(), without(program.init(), tallies),
                without(program.teardown(), tallies), program.threads().stream().map(t -> new Program.Thread(t.name(), t.kind(), t.cpu(), t.count(),
                        without(t.code(), tallies), t.range())).toList(),
                program.orders(), program.claims(), program.assumptions(), program.source());
    }

    private Code without(Code code, BitSet tallies) {
        if (code == null) {
            return null;
        }
        List<BitSet> matter = flow(code);
        return new Code(code.name(), code.registers(),
                code.nodes().stream().map(n -> new Node(without(n.step(), after(n, matter), tallies), n.next(), n.site())).toList());
    }

    private static Step without(Step step, BitSet after, BitSet tallies) {
        return switch (step) {
        case Step.Store s when s.access().locations().stream().anyMatch(tallies::get) -> new Step.Store(s.address(), Fold.ZERO, s.access());
        case Step.Assign s when !after.get(s.target()) && !divides(s.value()) -> new Step.Assign(s.target(), Fold.ZERO);
        default -> step;
        };
    }
}
