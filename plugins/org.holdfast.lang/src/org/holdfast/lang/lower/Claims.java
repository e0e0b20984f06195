package org.holdfast.lang.lower;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Step;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.ClaimKind;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.Label;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.Variable;

/** Opens, closes and makes the judgements of claims in one code, at every instance of the places they are about. */
final class Claims {
    private final Lane lane;
    private final Module module;
    /** Register that counts how often the region of a claim is open, by the claim's number. */
    private final Map<Integer, Integer> slots = new TreeMap<>();
    private boolean evaluating;

    Claims(Lane lane) {
        this.lane = lane;
        this.module = lane.module;
    }

    /** Whether a claim's condition is being lowered: memory is looked at without a step. */
    boolean evaluating() {
        return evaluating;
    }

    void enter(EObject place) {
        each(claim -> claim.inside() == place, (number, claim) -> {
            // Each instance by its own condition: its names mean something else.
            slots.remove(number);
            watch(number, claim, true);
        });
        each(claim -> claim.at() == place, this::arrive);
    }

    void leave(EObject place) {
        each(claim -> claim.inside() == place, (number, claim) -> watch(number, claim, false));
    }

    /** A call of a function that ends a region begins. */
    void before(EObject function) {
        each(claim -> claim.to() == function, this::close);
    }

    /** A call of a function that begins a region is over. */
    void after(EObject function) {
        each(claim -> claim.from() == function, this::open);
    }

    void label(Label label) {
        each(claim -> claim.to() == label, this::close);
        each(claim -> claim.from() == label, this::open);
        each(claim -> claim.at() == label, this::arrive);
    }

    /** A thread begins: claims without a place are judged all the time. */
    void begin() {
        each(ClaimText::everywhere, (number, claim) -> watch(number, claim, true));
    }

    /** The code ends: whatever region is still open ends with it. */
    void end() {
        each(ClaimText::everywhere, (number, claim) -> watch(number, claim, false));
        each(claim -> claim.from() != null, this::close);
    }

    /** Locals go out of scope: regions between two labels of the function end. */
    void leaveLabels(EObject owner) {
        each(claim -> claim.from() instanceof Label from && claim.to() instanceof Label && Scopes.owner(from) == owner, this::close);
    }

    private interface Work {
        void on(int number, ClaimText claim);
    }

    private void each(Predicate<ClaimText> which, Work work) {
        for (int i = 0; i < module.claims().size(); i++) {
            if (which.test(module.claims().get(i))) {
                work.on(i, module.claims().get(i));
            }
        }
    }

    /** Who gets there stands there until its next step begins. That it got there at all is seen at once. */
    private void arrive(int number, ClaimText claim) {
        boolean stands = claim.claim().getKind() != ClaimKind.UNREACHABLE;
        lane.emit(new Step.Judge(number, stands ? lane.register() : -1, condition(claim)));
    }

    private int slot(int number) {
        return slots.computeIfAbsent(number, n -> lane.register());
    }

    private void watch(int number, ClaimText claim, boolean open) {
        if (!lane.graph.open()) {
            return;
        }
        if (!open) {
            // The state that the last step left has not been looked at: leaving the region is no step of its own. Where locals that the
            // condition names are out of sight, at the end of a thread, there is nothing left to judge by.
            int refusals = module.refusals();
            Expr condition = module.quietly(() -> condition(claim));
            if (module.refusals() == refusals) {
                lane.emit(new Step.Judge(number, -1, condition));
            }
        }
        lane.emit(new Step.Watch(number, slot(number), open, open ? condition(claim) : Fold.ZERO));
    }

    /** A region between two places does not nest. */
    private void open(int number, ClaimText claim) {
        Graph.Label end = new Graph.Label();
        Expr closed = Fold.binary(Expr.BinaryOp.EQ, new Expr.Register(slot(number)), Fold.ZERO);
        lane.graph.branch(closed, end, lane.site());
        watch(number, claim, true);
        lane.graph.place(end);
    }

    private void close(int number, ClaimText claim) {
        if (!slots.containsKey(number) && claim.from() == null) {
            return;
        }
        Graph.Label end = new Graph.Label();
        lane.graph.branch(Fold.binary(Expr.BinaryOp.NE, new Expr.Register(slot(number)), Fold.ZERO), end, lane.site());
        watch(number, claim, false);
        lane.graph.place(end);
    }

    private Expr condition(ClaimText claim) {
        Expression condition = claim.claim().getCondition();
        if (condition == null) {
            return Fold.ONE;
        }
        reserve(condition);
        int before = lane.graph.size();
        evaluating = true;
        Expr value = Fold.truth(lane.expressions.value(condition).value());
        evaluating = false;
        if (lane.graph.size() != before) {
            lane.refuse(condition, "a claim only reads: '" + module.texts().text(condition) + "' does more");
        }
        return value;
    }

    /** Locals of the place that are declared further on have their register from now on, and count as 0 until they get a value. */
    private void reserve(Expression condition) {
        reserve((EObject) condition);
        for (var i = condition.eAllContents(); i.hasNext();) {
            reserve(i.next());
        }
    }

    private void reserve(EObject element) {
        if (element instanceof NameExpression name && module.symbol(name) instanceof Variable v && !module.isGlobal(v) && !module.isLibrary(v)
                && lane.activation.binding(v) == null && Scopes.owner(v) == lane.activation.owner && !module.scopes().needsMemory(v, lane.activation)) {
            lane.activation.bind(v, new Binding.InRegister(lane.register(), module.types().of(v, lane.activation), null));
            lane.activation.reserve(v);
        }
    }

    /** {@code held(&l)}, {@code freed(p)}, {@code count(&r)}: a claim calls nothing else. */
    Operand call(CallExpression call, String name) {
        if (call.getArguments().size() != 1 || !Set.of("held", "freed", "count").contains(name)) {
            lane.refuse(call, "a claim calls nothing but held(), freed() and count()");
            return Operand.ZERO;
        }
        Operand argument = lane.expressions.value(call.getArguments().get(0));
        CType target = argument.type().pointee();
        return switch (name) {
        case "held" -> {
            int lock = target == null || target instanceof CType.Void ? 0 : module.shapes().lockOffset(target);
            if (lock < 0) {
                module.refuse(call, Problem.TYPE, "'" + module.texts().text(call.getArguments().get(0)) + "' is no lock");
            }
            yield Operand.of(new Expr.Held(Fold.offset(argument.value(), Math.max(0, lock)), true), CType.BOOL);
        }
        case "freed" -> Operand.of(new Expr.Freed(argument.value()), CType.BOOL);
        default -> Operand.of(new Expr.Peek(argument.value()), CType.LONG);
        };
    }
}
