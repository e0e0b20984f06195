package org.holdfast.lang.lower;

import java.util.Iterator;
import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Step;
import org.holdfast.lang.hold.AssignmentExpression;
import org.holdfast.lang.hold.BinaryExpression;
import org.holdfast.lang.hold.BooleanLiteral;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.CastExpression;
import org.holdfast.lang.hold.CharacterLiteral;
import org.holdfast.lang.hold.CommaExpression;
import org.holdfast.lang.hold.ConditionalExpression;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.Enumerator;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.HoldPackage;
import org.holdfast.lang.hold.ImplicitExpression;
import org.holdfast.lang.hold.IndexExpression;
import org.holdfast.lang.hold.IntegerLiteral;
import org.holdfast.lang.hold.MemberExpression;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.NullLiteral;
import org.holdfast.lang.hold.ParenthesizedExpression;
import org.holdfast.lang.hold.PostfixExpression;
import org.holdfast.lang.hold.SizeofExpression;
import org.holdfast.lang.hold.StatementBody;
import org.holdfast.lang.hold.StringLiteral;
import org.holdfast.lang.hold.UnaryExpression;

/**
 * Values of expressions. Every read of shared memory becomes a step of its own, in the order of evaluation: operands from left to right,
 * the right side of an assignment before its target.
 */
final class Expressions {
    private final Lane lane;
    private final Module module;
    private final Conditions conditions;
    private int depth;

    Expressions(Lane lane) {
        this.lane = lane;
        this.module = lane.module;
        this.conditions = new Conditions(lane);
    }

    Conditions conditions() {
        return conditions;
    }

    Operand value(Expression expression) {
        return value(expression, null);
    }

    /** @param wanted the pointer type the value is used as, which types an allocation that does not say its own; may be null */
    Operand value(Expression expression, CType wanted) {
        if (++depth > 1000) {
            module.refuse(expression, Problem.TOO_LARGE, "this expression is nested too deeply");
            depth--;
            return Operand.ZERO;
        }
        try {
            return compute(expression, wanted);
        } finally {
            depth--;
        }
    }

    private Operand compute(Expression expression, CType wanted) {
        return switch (expression) {
        case ParenthesizedExpression e -> value(e.getExpression(), wanted);
        case IntegerLiteral e -> Literals.integer(e.getText());
        case CharacterLiteral e -> Literals.character(e.getText());
        case BooleanLiteral e -> Operand.of(e.isValue() ? Fold.ONE : Fold.ZERO, CType.INT);
        case NullLiteral e -> Operand.of(Fold.ZERO, CType.VOID_POINTER);
        case StringLiteral e -> Operand.of(Fold.constant(module.string(e)), new CType.Pointer(CType.CHAR));
        case NameExpression e -> name(e, wanted);
        case ImplicitExpression e -> {
            Binding binding = lane.activation.implicit(e.getName());
            yield binding == null ? unknown(e, e.getName()) : value(binding, e, wanted);
        }
        case MemberExpression e -> lane.places.load(lane.places.of(e), e);
        case IndexExpression e -> lane.places.load(lane.places.of(e), e);
        case UnaryExpression e -> unary(e);
        case PostfixExpression e -> step(e, e.getOperand(), e.getOperator(), true, true);
        case AssignmentExpression e -> assign(e);
        case CommaExpression e -> {
            effect(e.getLeft());
            yield value(e.getRight(), wanted);
        }
        case ConditionalExpression e -> conditional(e, wanted);
        case BinaryExpression e -> binary(e);
        case CallExpression e -> lane.calls.value(e, wanted);
        case CastExpression e -> cast(e, wanted);
        case SizeofExpression e -> Operand.of(Fold.constant(module.shapes().cells(sizeof(e))), CType.UNSIGNED_LONG);
        case null, default -> {
            lane.refuse(expression, "'" + module.texts().text(expression) + "' is not supported here");
            yield Operand.ZERO;
        }
        };
    }

    CType sizeof(SizeofExpression e) {
        return e.getType() != null ? module.types().of(e.getType(), lane.activation) : module.typer().typeOf(e.getOperand(), lane.activation);
    }

    private Operand unknown(EObject where, String name) {
        if (!lane.claims.evaluating()) {
            module.refuse(where, "unknown-name", "unknown name " + name);
        } else {
            module.refuse(where, "unknown-name", name + " is not known where the claim is judged");
        }
        return Operand.REFUSED;
    }

    private Operand name(NameExpression name, CType wanted) {
        EObject symbol = module.symbol(name);
        Binding binding = lane.activation.binding(symbol);
        if (binding != null) {
            return value(binding, name, wanted);
        }
        return switch (symbol) {
        case Enumerator e -> Operand.of(Fold.constant(module.constants().value(e)), CType.INT);
        case FunctionDeclaration f -> Operand.of(Fold.constant(module.functions().address(f)), new CType.Pointer(module.types().of(f)));
        case Define d when !d.isFunction() -> d.getBody() == null ? Operand.ZERO : lane.within(new Activation(d), () -> value(d.getBody(), wanted));
        case null, default -> {
            Place place = lane.places.of(name);
            yield place == null ? unknown(name, module.texts().name(name, HoldPackage.Literals.NAME_EXPRESSION__SYMBOL)) : load(place, name);
        }
        };
    }

    private Operand load(Place place, EObject where) {
        return lane.places.load(place, where);
    }

    Operand value(Binding binding, EObject where, CType wanted) {
        return switch (binding) {
        case Binding.Bound(Operand operand) -> operand;
        case Binding.ByName(Expression argument, Activation outer) -> lane.within(outer, () -> value(argument, wanted));
        case Binding.InRegister(int register, CType type, Region region) -> new Operand(new Expr.Register(register), type, region);
        case Binding.InMemory m -> load(lane.places.of(m), where);
        case Binding.TypeArgument t -> unknown(where, t.type().toString());
        case Binding.MemberArgument m -> unknown(where, m.name());
        };
    }

    private Operand unary(UnaryExpression e) {
        return switch (e.getOperator()) {
        case "&" -> {
            Place place = lane.places.of(e.getOperand());
            yield place != null ? lane.places.address(place, e.getOperand()) : function(e);
        }
        case "*" -> {
            Operand pointer = value(e.getOperand());
            yield pointer.type().pointee() instanceof CType.Function ? pointer : load(lane.places.pointee(e, pointer), e);
        }
        case "++", "--" -> step(e, e.getOperand(), e.getOperator(), false, true);
        case "!" -> Conditions.isLogical(e.getOperand()) ? conditions.logical(e) : Arithmetic.unary("!", value(e.getOperand()));
        default -> Arithmetic.unary(e.getOperator(), value(e.getOperand()));
        };
    }

    /** {@code &f} of a function is the function. */
    private Operand function(UnaryExpression e) {
        Operand operand = value(e.getOperand());
        if (operand.type().pointee() instanceof CType.Function) {
            return operand;
        }
        lane.refuse(e, "the address of " + module.texts().text(e.getOperand()) + " cannot be taken");
        return Operand.ZERO;
    }

    private Operand step(Expression where, Expression target, String operator, boolean post, boolean wanted) {
        Place place = lane.places.of(target);
        if (place == null) {
            return notAssignable(target);
        }
        Operand old = load(place, where);
        if (post && wanted && place instanceof Place.Register) {
            old = lane.kept(old);
        }
        Operand changed = Arithmetic.convert(Arithmetic.binary(module, operator.substring(1), old, Operand.integer(1)), place.type());
        lane.places.store(place, changed, where);
        return post ? old : place instanceof Place.Register ? load(place, where) : changed;
    }

    private Operand notAssignable(Expression target) {
        module.refuse(target, Problem.TYPE, module.texts().text(target) + " cannot be assigned to");
        return Operand.ZERO;
    }

    private Operand assign(AssignmentExpression e) {
        CType type = module.typer().typeOf(e.getTarget(), lane.activation);
        if (type instanceof CType.Struct && "=".equals(e.getOperator())) {
            Place place = lane.places.of(e.getTarget());
            if (place instanceof Place.Memory memory) {
                Initializers.assign(lane, memory, e.getValue());
            } else {
                notAssignable(e.getTarget());
            }
            return Operand.NOTHING;
        }
        Operand value = value(e.getValue(), lane.wanted(type));
        if (hasEffect(e.getTarget()) && Fold.readsRegisters(value.value())) {
            value = lane.kept(value);
        }
        Place place = lane.places.of(e.getTarget());
        if (place == null) {
            return notAssignable(e.getTarget());
        }
        if (!"=".equals(e.getOperator())) {
            String operator = e.getOperator().substring(0, e.getOperator().length() - 1);
            value = Arithmetic.binary(module, operator, load(place, e), value);
        }
        value = Arithmetic.convert(value, place.type());
        lane.places.store(place, value, e);
        return place instanceof Place.Register ? load(place, e) : value;
    }

    private Operand binary(BinaryExpression e) {
        if (Conditions.isLogical(e)) {
            return conditions.logical(e);
        }
        Operand left = value(e.getLeft());
        if (hasEffect(e.getRight()) && Fold.readsRegisters(left.value())) {
            left = lane.kept(left);
        }
        return Arithmetic.binary(module, e.getOperator(), left, value(e.getRight()));
    }

    private Operand cast(CastExpression e, CType wanted) {
        CType type = module.types().of(e.getType(), lane.activation);
        if (e.getInitializer() != null) {
            return load(lane.places.of(e), e);
        }
        if (type instanceof CType.Void) {
            effect(e.getOperand());
            return Operand.NOTHING;
        }
        boolean untyped = type.pointee() instanceof CType.Void;
        Operand operand = value(e.getOperand(), untyped ? wanted : type);
        module.functions().convert(operand, type);
        return Arithmetic.convert(operand, type);
    }

    private Operand conditional(ConditionalExpression e, CType wanted) {
        if (e.getThen() == null) {
            Operand condition = lane.kept(value(e.getCondition(), wanted));
            return choose(condition.value(), condition, e.getOtherwise(), wanted);
        }
        boolean plain = conditions.isPlain(e.getThen()) && conditions.isPlain(e.getOtherwise());
        if (plain || lane.claims.evaluating()) {
            Expr condition = value(e.getCondition()).value();
            Operand left = value(e.getThen(), wanted);
            Operand right = value(e.getOtherwise(), wanted);
            CType type = Arithmetic.joined(left.type(), right.type());
            return Operand.of(Fold.conditional(condition, Arithmetic.convert(left, type).value(), Arithmetic.convert(right, type).value()), type);
        }
        CType type = Arithmetic.joined(module.typer().typeOf(e.getThen(), lane.activation).decayed(),
                module.typer().typeOf(e.getOtherwise(), lane.activation).decayed());
        CType pointer = type.pointee() instanceof CType.Void && wanted != null ? wanted : type;
        Graph.Label otherwise = new Graph.Label();
        Graph.Label end = new Graph.Label();
        int register = lane.register();
        conditions.unless(e.getCondition(), otherwise);
        arm(e.getThen(), type, pointer, register);
        lane.graph.jump(end, lane.site());
        lane.graph.place(otherwise);
        arm(e.getOtherwise(), type, pointer, register);
        lane.graph.place(end);
        return type instanceof CType.Void ? Operand.NOTHING : Operand.of(new Expr.Register(register), type);
    }

    private void arm(Expression arm, CType type, CType wanted, int register) {
        if (!lane.graph.open()) {
            return;
        }
        if (type instanceof CType.Void) {
            effect(arm);
        } else {
            lane.emit(new Step.Assign(register, Arithmetic.convert(value(arm, wanted), type).value()));
        }
    }

    /** {@code condition ?: otherwise}. */
    private Operand choose(Expr condition, Operand value, Expression otherwise, CType wanted) {
        if (condition instanceof Expr.Const(long v)) {
            return v != 0 ? value : value(otherwise, wanted);
        }
        int register = lane.register();
        Graph.Label end = new Graph.Label();
        lane.emit(new Step.Assign(register, value.value()));
        lane.graph.branch(Fold.not(condition), end, lane.site());
        Operand other = value(otherwise, wanted);
        lane.emit(new Step.Assign(register, other.value()));
        lane.graph.place(end);
        return Operand.of(new Expr.Register(register), Arithmetic.joined(value.type(), other.type()));
    }

    /** For the effect alone. */
    void effect(Expression expression) {
        switch (expression) {
        case null -> {
        }
        case ParenthesizedExpression e -> effect(e.getExpression());
        case PostfixExpression e -> step(e, e.getOperand(), e.getOperator(), true, false);
        case CommaExpression e -> {
            effect(e.getLeft());
            effect(e.getRight());
        }
        case CallExpression e -> lane.calls.effect(e);
        case CastExpression e when e.getInitializer() == null && module.types().of(e.getType(), lane.activation) instanceof CType.Void ->
            effect(e.getOperand());
        case NameExpression e when lane.activation.binding(module.symbol(e)) instanceof Binding.ByName(Expression argument, Activation outer) ->
            lane.within(outer, () -> {
                effect(argument);
                return null;
            });
        case StatementBody e -> lane.statements.body(e);
        default -> value(expression);
        }
    }

    /** Whether it may change a register that was read before. */
    static boolean hasEffect(Expression expression) {
        if (expression == null) {
            return false;
        }
        for (Iterator<EObject> i = EcoreUtil.getAllContents(List.of(expression)); i.hasNext();) {
            switch (i.next()) {
            case AssignmentExpression e -> {
                return true;
            }
            case PostfixExpression e -> {
                return true;
            }
            case CallExpression e -> {
                return true;
            }
            case UnaryExpression e when e.getOperator().equals("++") || e.getOperator().equals("--") -> {
                return true;
            }
            default -> {
            }
            }
        }
        return false;
    }
}
