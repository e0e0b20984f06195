package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Step;
import org.holdfast.engine.program.Value;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.HoldPackage;
import org.holdfast.lang.hold.LoopHeader;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.StatementBody;
import org.holdfast.lang.hold.UnaryExpression;

/** Calls: of macros, of functions by name, through pointers, of what is declared nowhere. */
final class Calls {
    private final Lane lane;
    private final Module module;
    private final Inlining inlining;

    Calls(Lane lane) {
        this.lane = lane;
        this.module = lane.module;
        this.inlining = new Inlining(lane);
    }

    Inlining inlining() {
        return inlining;
    }

    Operand value(CallExpression call, CType wanted) {
        return lower(call, wanted, true);
    }

    void effect(CallExpression call) {
        lower(call, null, false);
    }

    /** No call designates a place; macros are expanded before. */
    Place place(CallExpression call) {
        return null;
    }

    private Operand lower(CallExpression call, CType wanted, boolean used) {
        if (lane.graph.full()) {
            return Operand.ZERO;
        }
        Lane.Position outer = lane.position();
        if (!module.isLibrary(call) && !(Scopes.owner(call) instanceof Define)) {
            lane.position(new Lane.Position(module.texts().range(call), module.texts().text(call), module.outline().numberOf(call)));
        }
        Operand result = dispatch(call, wanted, used);
        lane.position(outer);
        return result;
    }

    private Operand dispatch(CallExpression call, CType wanted, boolean used) {
        Expression callee = Module.bare(call.getCallee());
        while (callee instanceof UnaryExpression u && "*".equals(u.getOperator())) {
            callee = Module.bare(u.getOperand());
        }
        if (!(callee instanceof NameExpression name)) {
            return indirect(call, callee, wanted, used);
        }
        if (lane.claims.evaluating()) {
            return lane.claims.call(call, module.texts().name(name, HoldPackage.Literals.NAME_EXPRESSION__SYMBOL));
        }
        CType cast = call.getArguments().size() == 1 ? module.typeArgument(name, lane.activation) : null;
        if (cast != null) {
            return Arithmetic.convert(lane.expressions.value(call.getArguments().get(0), cast), cast);
        }
        EObject symbol = module.callee(name, lane.activation);
        return switch (symbol) {
        case Define define when define.isFunction() -> expand(define, call, wanted, used);
        case FunctionDeclaration function -> call(function, call, wanted, used);
        case null -> undeclared(call, name, wanted, used);
        default -> indirect(call, callee, wanted, used);
        };
    }

    private Operand expand(Define define, CallExpression call, CType wanted, boolean used) {
        Activation macro = Activation.ofDefine(module, define, call, lane.activation, lane);
        if (macro == null || define.getBody() == null) {
            return Operand.NOTHING;
        }
        if (define.getBody() instanceof LoopHeader) {
            lane.refuse(call, define.getName() + "() is a loop and needs a statement after it");
            return Operand.NOTHING;
        }
        return lane.within(macro, () -> {
            if (!used || define.getBody() instanceof StatementBody) {
                lane.expressions.effect(define.getBody());
                return Operand.NOTHING;
            }
            return lane.expressions.value(define.getBody(), wanted);
        });
    }

    private Operand call(FunctionDeclaration named, CallExpression call, CType wanted, boolean used) {
        FunctionDeclaration function = module.declarations().definition(named);
        if (Declarations.isPrimitive(function)) {
            return Primitives.call(lane, function, call, wanted);
        }
        Activation activation = inlining.bind(function, call);
        return activation == null ? Operand.ZERO : inlining.run(function, activation, wanted, used, false);
    }

    /** Nothing is known of it; the front end has warned, and the verdict says so. */
    private Operand undeclared(CallExpression call, NameExpression name, CType wanted, boolean used) {
        String text = module.texts().name(name, HoldPackage.Literals.NAME_EXPRESSION__SYMBOL);
        call.getArguments().forEach(lane.expressions::effect);
        module.assume(text + "() is declared nowhere: calls of it are taken to have no effect" + (used ? " and any result" : ""));
        return Contracts.anyResult(lane, wanted == null ? CType.INT : wanted, used);
    }

    private Operand indirect(CallExpression call, Expression callee, CType wanted, boolean used) {
        if (lane.claims.evaluating()) {
            return lane.claims.call(call, "");
        }
        Operand pointer = lane.expressions.value(callee);
        if (pointer.isConstant() && Value.isFunction(pointer.constant()) && module.functions().function(pointer.constant()) != null) {
            return call(module.functions().function(pointer.constant()), call, wanted, used);
        }
        if (!(pointer.type().pointee() instanceof CType.Function type)) {
            module.refuse(call, Problem.TYPE, "'" + module.texts().text(callee) + "' is not a function but " + pointer.type().described());
            return Operand.ZERO;
        }
        Operand target = lane.kept(pointer);
        List<Operand> arguments = new ArrayList<>();
        for (int i = 0; i < call.getArguments().size(); i++) {
            CType parameter = i < type.parameters().size() ? type.parameters().get(i) : CType.LONG;
            arguments.add(lane.kept(Arithmetic.convert(lane.expressions.value(call.getArguments().get(i), parameter), parameter)));
        }
        return through(target, type, arguments, wanted, used);
    }

    /** One arm for each function the pointer may lead to. */
    private Operand through(Operand target, CType.Function type, List<Operand> arguments, CType wanted, boolean used) {
        boolean result = used && !(type.result() instanceof CType.Void);
        int register = result ? lane.register() : -1;
        Graph.Label end = new Graph.Label();
        lane.emit(new Step.Check(Fold.binary(Expr.BinaryOp.NE, target.value(), Fold.ZERO), "null-dereference", "Call through a NULL pointer"));
        for (FunctionDeclaration function : module.functions().candidates(target.type())) {
            Graph.Label other = new Graph.Label();
            Expr match = Fold.binary(Expr.BinaryOp.EQ, target.value(), Fold.constant(module.functions().address(function)));
            lane.graph.branch(match, other, lane.site());
            if (lane.graph.open()) {
                Activation activation = inlining.bind(function, arguments);
                Operand value = inlining.run(function, activation, wanted, used, true);
                if (result) {
                    lane.emit(new Step.Assign(register, Arithmetic.convert(value, type.result()).value()));
                }
                lane.graph.jump(end, lane.site());
            }
            lane.graph.place(other);
        }
        lane.emit(new Step.Check(Fold.ZERO, "bad-pointer", "Call through a pointer that leads to no function of its type"));
        lane.graph.place(end);
        return result ? Operand.of(new Expr.Register(register), type.result()) : Operand.NOTHING;
    }
}
