package org.holdfast.lang.lower;

import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Step;
import org.holdfast.lang.hold.BinaryExpression;
import org.holdfast.lang.hold.BooleanLiteral;
import org.holdfast.lang.hold.CharacterLiteral;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.Enumerator;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.IntegerLiteral;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.NullLiteral;
import org.holdfast.lang.hold.ParenthesizedExpression;
import org.holdfast.lang.hold.SizeofExpression;
import org.holdfast.lang.hold.StringLiteral;
import org.holdfast.lang.hold.UnaryExpression;

/** Conditions: jumps with short circuit, and the values of logical operators. */
final class Conditions {
    private final Lane lane;
    private final Module module;

    Conditions(Lane lane) {
        this.lane = lane;
        this.module = lane.module;
    }

    static boolean isLogical(Expression e) {
        return switch (e) {
        case ParenthesizedExpression p -> isLogical(p.getExpression());
        case BinaryExpression b -> "&&".equals(b.getOperator()) || "||".equals(b.getOperator());
        case UnaryExpression u when "!".equals(u.getOperator()) -> isLogical(u.getOperand());
        case null, default -> false;
        };
    }

    /** The value, 0 or 1, of {@code &&}, {@code ||} or {@code !}. */
    Operand logical(Expression e) {
        if (e instanceof BinaryExpression b && (isPlain(b.getRight()) || lane.claims.evaluating())) {
            Expr left = Fold.truth(lane.expressions.value(b.getLeft()).value());
            Expr right = Fold.truth(lane.expressions.value(b.getRight()).value());
            return Operand.of("&&".equals(b.getOperator()) ? Fold.conditional(left, right, Fold.ZERO) : Fold.conditional(left, Fold.ONE, right), CType.INT);
        }
        if (lane.claims.evaluating() && e instanceof UnaryExpression u) {
            return Arithmetic.unary("!", lane.expressions.value(u.getOperand()));
        }
        Graph.Label otherwise = new Graph.Label();
        Graph.Label end = new Graph.Label();
        unless(e, otherwise);
        if (!otherwise.used()) {
            return Operand.integer(1);
        }
        if (!lane.graph.open()) {
            lane.graph.place(otherwise);
            return Operand.integer(0);
        }
        int register = lane.register();
        lane.emit(new Step.Assign(register, Fold.ONE));
        lane.graph.jump(end, lane.site());
        lane.graph.place(otherwise);
        lane.emit(new Step.Assign(register, Fold.ZERO));
        lane.graph.place(end);
        return Operand.of(new Expr.Register(register), CType.BOOL);
    }

    /** Goes on if the condition holds, else to the label. */
    void unless(Expression condition, Graph.Label otherwise) {
        switch (condition) {
        case ParenthesizedExpression e -> unless(e.getExpression(), otherwise);
        case UnaryExpression e when "!".equals(e.getOperator()) -> when(e.getOperand(), otherwise);
        case BinaryExpression e when "&&".equals(e.getOperator()) -> {
            unless(e.getLeft(), otherwise);
            if (lane.graph.open()) {
                unless(e.getRight(), otherwise);
            }
        }
        case BinaryExpression e when "||".equals(e.getOperator()) -> {
            Graph.Label holds = new Graph.Label();
            when(e.getLeft(), holds);
            if (lane.graph.open()) {
                unless(e.getRight(), otherwise);
            }
            if (holds.used()) {
                lane.graph.place(holds);
            }
        }
        case null, default -> lane.graph.branch(lane.expressions.value(condition).value(), otherwise, lane.site());
        }
    }

    /** Goes to the label if the condition holds, else on. */
    void when(Expression condition, Graph.Label holds) {
        switch (condition) {
        case ParenthesizedExpression e -> when(e.getExpression(), holds);
        case UnaryExpression e when "!".equals(e.getOperator()) -> unless(e.getOperand(), holds);
        case BinaryExpression e when "||".equals(e.getOperator()) -> {
            when(e.getLeft(), holds);
            if (lane.graph.open()) {
                when(e.getRight(), holds);
            }
        }
        case BinaryExpression e when "&&".equals(e.getOperator()) -> {
            Graph.Label fails = new Graph.Label();
            unless(e.getLeft(), fails);
            if (lane.graph.open()) {
                when(e.getRight(), holds);
            }
            if (fails.used()) {
                lane.graph.place(fails);
            }
        }
        case null, default -> lane.graph.branch(Fold.not(lane.expressions.value(condition).value()), holds, lane.site());
        }
    }

    /** Whether evaluating it emits nothing and changes nothing. */
    boolean isPlain(Expression expression) {
        return switch (expression) {
        case ParenthesizedExpression e -> isPlain(e.getExpression());
        case IntegerLiteral e -> true;
        case CharacterLiteral e -> true;
        case BooleanLiteral e -> true;
        case NullLiteral e -> true;
        case StringLiteral e -> true;
        case SizeofExpression e -> true;
        case NameExpression e -> isPlainName(e);
        case UnaryExpression e -> switch (e.getOperator()) {
        case "!", "-", "+", "~" -> isPlain(e.getOperand());
        default -> false;
        };
        case BinaryExpression e -> !"/".equals(e.getOperator()) && !"%".equals(e.getOperator()) && !isLogical(e) && isPlain(e.getLeft()) && isPlain(e.getRight());
        case null, default -> false;
        };
    }

    private boolean isPlainName(NameExpression name) {
        EObject symbol = module.symbol(name);
        return switch (lane.activation.binding(symbol)) {
        case Binding.Bound b -> true;
        case Binding.InRegister b -> true;
        case Binding.ByName(Expression argument, Activation outer) -> lane.within(outer, () -> isPlain(argument));
        case null -> symbol instanceof Enumerator || symbol instanceof FunctionDeclaration
                || symbol instanceof Define d && !d.isFunction() && d.getBody() != null && isPlain(d.getBody());
        default -> false;
        };
    }
}
