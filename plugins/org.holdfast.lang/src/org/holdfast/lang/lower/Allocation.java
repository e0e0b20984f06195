package org.holdfast.lang.lower;

import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Step;
import org.holdfast.lang.hold.BinaryExpression;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.CastExpression;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.ParenthesizedExpression;
import org.holdfast.lang.hold.SizeofExpression;

/**
 * What a {@code kmalloc()} makes: the type comes from the sizeof in its size, else from the pointer its result is used as.
 */
final class Allocation {
    private final Lane lane;
    private final Module module;
    private final CallExpression call;

    private Allocation(Lane lane, CallExpression call) {
        this.lane = lane;
        this.module = lane.module;
        this.call = call;
    }

    /** {@code __allocate(size, cache)}. */
    static Operand allocate(Lane lane, CallExpression call, CType wanted) {
        return new Allocation(lane, call).allocate(wanted);
    }

    private Operand allocate(CType wanted) {
        CType type = named(call.getArguments().get(0), lane.activation, 0);
        if (type == null) {
            type = fromUse(wanted);
        }
        Operand cache = lane.expressions.value(call.getArguments().get(1));
        Shape shape = module.shapes().of(type);
        if (shape.size() == 0) {
            module.refuse(lane.position().range(), Problem.NOT_SUPPORTED, "what is allocated here, a " + type + ", has no members");
            return Operand.of(Fold.ZERO, CType.VOID_POINTER);
        }
        int register = lane.register();
        Expr reuse = cache.value().equals(Fold.ZERO) ? null : cache.value();
        lane.emit(new Step.Allocate(register, module.shapes().layout(shape), false, reuse));
        CType element = type instanceof CType.Array(CType e, int length) ? e : type;
        return new Operand(new Expr.Register(register), new CType.Pointer(element), new Region(shape, 0));
    }

    /** The type a size speaks of, or null. */
    private CType named(Expression size, Activation activation, int depth) {
        if (depth > 50) {
            return null;
        }
        return switch (size) {
        case ParenthesizedExpression e -> named(e.getExpression(), activation, depth + 1);
        case CastExpression e when e.getOperand() != null -> named(e.getOperand(), activation, depth + 1);
        case SizeofExpression e -> e.getType() != null ? module.types().of(e.getType(), activation) : module.typer().typeOf(e.getOperand(), activation);
        case BinaryExpression e when "*".equals(e.getOperator()) -> {
            CType left = named(e.getLeft(), activation, depth + 1);
            CType right = left == null ? named(e.getRight(), activation, depth + 1) : left;
            yield right == null ? null : array(right, left == null ? e.getLeft() : e.getRight(), activation);
        }
        case BinaryExpression e when "+".equals(e.getOperator()) -> {
            CType left = named(e.getLeft(), activation, depth + 1);
            yield left != null ? left : named(e.getRight(), activation, depth + 1);
        }
        case NameExpression e -> switch (activation == null ? null : activation.binding(module.symbol(e))) {
        case Binding.ByName(Expression argument, Activation outer) -> named(argument, outer, depth + 1);
        case null -> module.symbol(e) instanceof Define d && !d.isFunction() && d.getBody() != null ? named(d.getBody(), null, depth + 1) : null;
        default -> null;
        };
        case CallExpression e when e.getCallee() instanceof NameExpression name -> call(e, name, activation, depth);
        case null, default -> null;
        };
    }

    private CType call(CallExpression e, NameExpression name, Activation activation, int depth) {
        return switch (module.callee(name, activation)) {
        case FunctionDeclaration f -> switch (f.getName()) {
        case "struct_size" -> e.getArguments().isEmpty() ? null : module.typer().typeOf(e.getArguments().get(0), activation).pointee();
        case "array_size", "size_mul" -> {
            CType left = named(e.getArguments().get(0), activation, depth + 1);
            CType type = left != null ? left : named(e.getArguments().get(1), activation, depth + 1);
            yield type == null ? null : array(type, e.getArguments().get(left != null ? 1 : 0), activation);
        }
        case "size_add" -> named(e.getArguments().get(0), activation, depth + 1);
        default -> null;
        };
        case Define d when d.isFunction() && d.getBody() != null -> {
            Activation macro = Activation.ofDefine(module, d, e, activation, null);
            yield macro == null ? null : named(d.getBody(), macro, depth + 1);
        }
        case null, default -> null;
        };
    }

    private CType array(CType element, Expression count, Activation activation) {
        Operand operand = module.constants().operand(count, activation);
        if (operand == null || !operand.isConstant() || operand.constant() < 1 || operand.constant() > Shapes.LIMIT) {
            module.refuse(lane.position().range(), Problem.NOT_SUPPORTED, "the number of elements must be a constant from 1 to " + Shapes.LIMIT);
            return element;
        }
        return new CType.Array(element, (int) operand.constant());
    }

    private CType fromUse(CType wanted) {
        CType pointer = wanted != null && !(wanted.pointee() instanceof CType.Void) ? wanted : lane.activation.wanted;
        CType target = pointer == null ? null : pointer.pointee();
        if (target == null || target instanceof CType.Void) {
            // Nobody looks into it under this type: one byte stands for all.
            return CType.CHAR;
        }
        if (target.isScalar()) {
            Long size = module.constants().value(call.getArguments().get(0), lane.activation);
            return size != null && size > 1 && size <= Shapes.LIMIT ? new CType.Array(target, (int) (long) size) : target;
        }
        return target;
    }
}
