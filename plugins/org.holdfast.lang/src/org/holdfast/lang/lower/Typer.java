package org.holdfast.lang.lower;

import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.lang.hold.AssignmentExpression;
import org.holdfast.lang.hold.BinaryExpression;
import org.holdfast.lang.hold.BooleanLiteral;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.CastExpression;
import org.holdfast.lang.hold.CommaExpression;
import org.holdfast.lang.hold.ConditionalExpression;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.HoldPackage;
import org.holdfast.lang.hold.ImplicitExpression;
import org.holdfast.lang.hold.IndexExpression;
import org.holdfast.lang.hold.IntegerLiteral;
import org.holdfast.lang.hold.MemberExpression;
import org.holdfast.lang.hold.MemberParameter;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.NullLiteral;
import org.holdfast.lang.hold.Parameter;
import org.holdfast.lang.hold.ParenthesizedExpression;
import org.holdfast.lang.hold.PostfixExpression;
import org.holdfast.lang.hold.SizeofExpression;
import org.holdfast.lang.hold.StringLiteral;
import org.holdfast.lang.hold.StructDeclaration;
import org.holdfast.lang.hold.TypeExpression;
import org.holdfast.lang.hold.TypeParameter;
import org.holdfast.lang.hold.UnaryExpression;
import org.holdfast.lang.hold.ValueParameter;
import org.holdfast.lang.hold.Variable;

/** The type of an expression that is not evaluated: the operand of {@code sizeof} and {@code typeof}. */
final class Typer {
    private final Module module;
    private int depth;

    Typer(Module module) {
        this.module = module;
    }

    CType typeOf(Expression expression, Activation activation) {
        if (depth > 500) {
            return CType.INT;
        }
        depth++;
        try {
            return compute(expression, activation);
        } finally {
            depth--;
        }
    }

    private CType compute(Expression expression, Activation activation) {
        return switch (expression) {
        case ParenthesizedExpression e -> typeOf(e.getExpression(), activation);
        case NameExpression e -> name(e, activation);
        case ImplicitExpression e -> {
            Binding binding = activation == null ? null : activation.implicit(e.getName());
            yield binding == null ? CType.INT : typeOf(binding, activation);
        }
        case TypeExpression e -> module.types().of(e.getType(), activation);
        case CastExpression e -> module.types().of(e.getType(), activation);
        case MemberExpression e -> {
            StructDeclaration struct = typeOf(e.getReceiver(), activation).struct();
            Shapes.Found found = struct == null ? null : module.shapes().field(struct, memberName(e, activation));
            yield found == null ? CType.INT : found.type();
        }
        case IndexExpression e -> pointee(typeOf(e.getArray(), activation));
        case UnaryExpression e -> switch (e.getOperator()) {
        case "&" -> new CType.Pointer(typeOf(e.getOperand(), activation));
        case "*" -> pointee(typeOf(e.getOperand(), activation));
        case "!" -> CType.INT;
        case "-", "+", "~" -> Arithmetic.promoted(typeOf(e.getOperand(), activation));
        default -> typeOf(e.getOperand(), activation);
        };
        case PostfixExpression e -> typeOf(e.getOperand(), activation);
        case AssignmentExpression e -> typeOf(e.getTarget(), activation);
        case CommaExpression e -> typeOf(e.getRight(), activation);
        case ConditionalExpression e -> {
            CType right = typeOf(e.getOtherwise(), activation).decayed();
            CType left = e.getThen() == null ? typeOf(e.getCondition(), activation).decayed() : typeOf(e.getThen(), activation).decayed();
            yield Arithmetic.joined(left, right);
        }
        case BinaryExpression e -> Arithmetic.result(e.getOperator(), typeOf(e.getLeft(), activation).decayed(), typeOf(e.getRight(), activation).decayed());
        case CallExpression e -> call(e, activation);
        case IntegerLiteral e -> Literals.integer(e.getText()).type();
        case StringLiteral e -> new CType.Array(CType.CHAR, e.getParts().stream().mapToInt(part -> Math.max(0, part.length() - 2)).sum() + 1);
        case BooleanLiteral e -> CType.BOOL;
        case NullLiteral e -> CType.VOID_POINTER;
        case SizeofExpression e -> CType.UNSIGNED_LONG;
        case null, default -> CType.INT;
        };
    }

    private static CType pointee(CType type) {
        CType target = type.pointee();
        return target == null ? CType.INT : target;
    }

    private CType typeOf(Binding binding, Activation activation) {
        return switch (binding) {
        case Binding.InRegister b -> b.type();
        case Binding.InMemory b -> b.type();
        case Binding.Bound b -> b.operand().type();
        case Binding.ByName b -> typeOf(b.expression(), b.activation());
        case Binding.TypeArgument b -> b.type();
        case Binding.MemberArgument b -> CType.INT;
        };
    }

    private CType name(NameExpression name, Activation activation) {
        EObject symbol = module.symbol(name);
        Binding binding = activation == null ? null : activation.binding(symbol);
        if (binding != null) {
            return typeOf(binding, activation);
        }
        return switch (symbol) {
        case Variable v -> module.types().of(v, activation);
        case ValueParameter p when p.getSpecifiers() != null -> module.types().of(p, activation);
        case FunctionDeclaration f -> module.types().of(f);
        case Define d when !d.isFunction() && d.getBody() != null -> typeOf(d.getBody(), null);
        case null, default -> CType.INT;
        };
    }

    private CType call(CallExpression call, Activation activation) {
        if (Module.bare(call.getCallee()) instanceof NameExpression name) {
            CType cast = module.typeArgument(name, activation);
            if (cast != null) {
                return cast;
            }
            EObject symbol = module.callee(name, activation);
            if (symbol instanceof Define define && define.isFunction()) {
                Activation macro = Activation.ofDefine(module, define, call, activation, null);
                return define.getBody() == null || macro == null ? CType.INT : typeOf(define.getBody(), macro);
            }
            if (symbol instanceof FunctionDeclaration function) {
                return result(function, call, activation);
            }
        }
        CType callee = typeOf(call.getCallee(), activation);
        return callee instanceof CType.Function(CType result, var p, boolean v) ? result
                : callee.pointee() instanceof CType.Function(CType result, var p, boolean v) ? result : CType.INT;
    }

    /** The result may depend on types and names among the arguments. */
    private CType result(FunctionDeclaration function, CallExpression call, Activation caller) {
        if ("any".equals(function.getName()) && module.isLibrary(function) && !call.getArguments().isEmpty()) {
            return typeOf(call.getArguments().get(0), caller).decayed();
        }
        Activation activation = new Activation(function);
        List<Parameter> parameters = function.getParameters();
        for (int i = 0; i < Math.min(parameters.size(), call.getArguments().size()); i++) {
            Expression argument = call.getArguments().get(i);
            switch (parameters.get(i)) {
            case TypeParameter p -> activation.bind(p, new Binding.TypeArgument(typeOf(argument, caller)));
            case MemberParameter p -> activation.bind(p, new Binding.MemberArgument(module.memberName(argument, caller)));
            case ValueParameter p when p.isByName() -> activation.bind(p, new Binding.ByName(argument, caller));
            default -> {
            }
            }
        }
        return module.types().result(function, activation);
    }

    /** The member's name, which may be a parameter of the macro or function it stands in. */
    String memberName(MemberExpression expression, Activation activation) {
        String text = module.texts().name(expression, HoldPackage.Literals.MEMBER_EXPRESSION__MEMBER);
        Binding binding = activation == null ? null : expression.getMember() == null ? activation.parameter(text) : activation.binding(expression.getMember());
        if (binding instanceof Binding.MemberArgument(String name)) {
            return name;
        }
        if (binding instanceof Binding.ByName(Expression argument, Activation outer)) {
            return module.memberName(argument, outer);
        }
        return text;
    }
}
