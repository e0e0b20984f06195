package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Step;
import org.holdfast.lang.hold.Annotation;
import org.holdfast.lang.hold.BooleanLiteral;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.HoldPackage;
import org.holdfast.lang.hold.MemberExpression;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.UnaryExpression;

/**
 * What a function with a body says of locks by its annotations, checked where it returns: {@code __acquires(&l)} is held then, {@code __releases(&l)} is
 * not. The lock is the one that the annotation means where the function is entered. Of a function that says nothing, what it holds at its
 * beginning and its end is noted, so that returns that differ can be told.
 */
final class Promises {
    /**
     * @param given  the value of the result but for which the promise is the other one ({@code __cond_acquires}); null: whatever is returned
     * @param before whether it was held on entry, for what must be held throughout: that it was not is another finding; null: does not matter
     */
    private record Promise(String text, Expr lock, boolean held, Long given, boolean truth, Expr before) {
    }

    private final Lane lane;
    private final Module module;
    private final Contracts contracts;
    private final FunctionDeclaration function;
    private final Activation activation;
    private final List<Promise> promises = new ArrayList<>();
    private final int start;
    private final boolean silent;

    /** Stands at the entry, behind what must hold there. */
    Promises(Lane lane, Contracts contracts, FunctionDeclaration function, Activation activation) {
        this.lane = lane;
        this.contracts = contracts;
        this.module = lane.module;
        this.function = function;
        this.activation = activation;
        List<Annotation> annotations = Contracts.annotations(module, function);
        annotations.forEach(a -> promise(a, annotations));
        silent = annotations.stream().noneMatch(a -> a.getName().contains("acquires") || a.getName().contains("releases") || a.getName().contains("must_hold"));
        start = lane.graph.size();
        if (silent) {
            boundary(false);
        }
        activation.promises = promises.isEmpty() ? null : this;
    }

    private void promise(Annotation annotation, List<Annotation> all) {
        String name = annotation.getName().replace("_shared", "");
        List<Expression> arguments = annotation.getArguments();
        switch (name) {
        case "__must_hold", "__acquires" -> arguments.forEach(a -> promise(annotation, a, true, null));
        case "__releases" -> arguments.forEach(a -> {
            String lock = module.texts().text(a);
            boolean retaken = all.stream().filter(o -> o.getName().startsWith("__acquires")).flatMap(o -> o.getArguments().stream())
                    .anyMatch(o -> module.texts().text(o).equals(lock));
            if (!retaken) {
                promise(annotation, a, false, null);
            }
        });
        case "__cond_acquires", "__cond_releases" -> {
            if (arguments.size() == 2) {
                promise(annotation, arguments.get(1), name.equals("__cond_acquires"), arguments.get(0));
            }
        }
        default -> {
        }
        }
    }

    private void promise(Annotation annotation, Expression argument, boolean held, Expression given) {
        boolean taken = annotation.getName().contains("acquires");
        Long value = given == null ? null : module.constants().value(given, activation);
        if (given != null && value == null || !isLock(argument)) {
            return; // refused or reported elsewhere
        }
        if (taken && !isPlain(argument)) {
            module.assume("`" + module.texts().text(annotation) + "` of " + function.getName() + "() is not checked: what it names may not exist when the function is entered");
            return;
        }
        Operand lock = contracts.lock(argument);
        Expr before = null;
        if (annotation.getName().startsWith("__must_hold")) {
            before = lane.kept(Operand.of(new Expr.Held(lock.value(), true), CType.INT)).value();
        }
        promises.add(new Promise(module.texts().text(annotation), (lock.isConstant() || !isAssigned() ? lock : lane.kept(lock)).value(), held, value,
                Module.bare(given) instanceof BooleanLiteral, before));
    }

    private boolean isAssigned() {
        return function.getParameters().stream().anyMatch(module.facts(function)::isAssigned);
    }

    private boolean isLock(Expression argument) {
        CType type = module.typer().typeOf(argument, activation);
        CType target = type instanceof CType.Struct || type instanceof CType.Lock ? type : type == null ? null : type.pointee();
        return target != null && !(target instanceof CType.Void) && module.shapes().lockOffset(target) >= 0;
    }

    /** Names a lock without reading more memory than a global pointer: it is there before the function has run, if ever. */
    private static boolean isPlain(Expression argument) {
        Expression at = Module.bare(argument);
        int arrows = 0;
        while (!(at instanceof NameExpression)) {
            switch (at) {
            case UnaryExpression u when u.getOperator().equals("&") -> at = Module.bare(u.getOperand());
            case MemberExpression m -> {
                arrows += m.isArrow() ? 1 : 0;
                at = Module.bare(m.getReceiver());
            }
            case null, default -> {
                return false;
            }
            }
        }
        return arrows < 2;
    }

    /** Here the function returns, its scopes already left. */
    void kept() {
        for (Promise p : promises) {
            Graph.Label end = new Graph.Label();
            if (p.before() != null) {
                lane.graph.branch(p.before(), end, lane.site());
            }
            if (p.given() != null) {
                Graph.Label other = new Graph.Label();
                Expr result = activation.result >= 0 ? new Expr.Register(activation.result) : activation.direct == null ? Fold.ZERO : activation.direct.value();
                Expr met = !p.truth() ? Fold.binary(Expr.BinaryOp.EQ, result, Fold.constant(p.given())) : p.given() != 0 ? Fold.truth(result) : Fold.not(result);
                lane.graph.branch(met, other, lane.site());
                require(p, p.held());
                lane.graph.jump(end, lane.site());
                lane.graph.place(other);
                require(p, !p.held());
            } else {
                require(p, p.held());
            }
            lane.graph.place(end);
        }
    }

    private void require(Promise p, boolean held) {
        lane.emit(new Step.Require(p.lock(), held ? Step.Require.Hold.SHARED : Step.Require.Hold.NOT, function.getName() + "(), which is " + p.text() + ",", true));
    }

    /** Behind the function's last return. */
    void end() {
        if (!silent) {
            return;
        }
        boolean deals = lane.graph.steps().skip(start).anyMatch(s -> s instanceof Step.Acquire || s instanceof Step.Release || s instanceof Step.HandOver);
        if (deals) {
            boundary(true);
        } else {
            lane.graph.withdraw(start);
        }
    }

    private void boundary(boolean leaving) {
        Lane.Position outer = lane.position();
        lane.position(new Lane.Position(module.texts().range(function, HoldPackage.Literals.NAMED_ELEMENT__NAME), function.getName(), -1));
        lane.emit(new Step.Boundary(function.getName(), leaving));
        lane.position(outer);
    }
}
