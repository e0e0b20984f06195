package org.holdfast.ide.text;

import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.scoping.Places;
import org.holdfast.lang.types.Bindings;
import org.holdfast.lang.types.Callees;
import org.holdfast.lang.types.Type;
import org.holdfast.lang.types.Typing;

/** What type an expression should have for where it stands. */
final class Expected {
    private Expected() {
    }

    /** {@link Type#UNKNOWN} where anything goes. */
    static Type at(EObject expression, Typing typing) {
        return switch (expression.eContainer()) {
            case CallExpression call when call.getCallee() != expression -> argument(call, call.getArguments().indexOf(expression), typing);
            case AssignmentExpression a when a.getValue() == expression && a.getOperator().equals("=") -> typing.of(a.getTarget(), Bindings.NONE);
            case Variable v when v.getInitializer() == expression -> typing.of(v);
            case ReturnStatement r when Places.body(r) instanceof FunctionDeclaration f && typing.of(f) instanceof Type.Function type -> type.result();
            case UnaryExpression u when u.getOperator().equals("&") -> {
                Type outer = at(u, typing);
                yield outer instanceof Type.Pointer p ? p.target() : Type.UNKNOWN;
            }
            case UnaryExpression u when u.getOperator().equals("*") -> {
                Type outer = at(u, typing);
                yield outer.isUnknown() ? outer : new Type.Pointer(outer);
            }
            case ParenthesizedExpression p -> at(p, typing);
            case BinaryExpression b when List.of("==", "!=").contains(b.getOperator()) && b.getRight() == expression -> typing.of(b.getLeft(), Bindings.NONE);
            case GuardStatement g -> guard(g.getGuard(), typing);
            case ScopedGuardStatement g -> guard(g.getGuard(), typing);
            case null, default -> Type.UNKNOWN;
        };
    }

    private static Type guard(GuardDefinition guard, Typing typing) {
        Type type = guard == null ? Type.UNKNOWN : typing.of(guard);
        return type instanceof Type.Struct ? new Type.Pointer(type) : type;
    }

    private static Type argument(CallExpression call, int index, Typing typing) {
        if (Callees.of(call) instanceof FunctionDeclaration f) {
            return index < f.getParameters().size() && f.getParameters().get(index) instanceof ValueParameter p && p.getSpecifiers() != null ? typing.of(p) : Type.UNKNOWN;
        }
        Type callee = typing.of(call.getCallee(), Bindings.NONE);
        Type.Function function = callee instanceof Type.Function f ? f : callee.target() instanceof Type.Function f ? f : null;
        return function != null && index < function.parameters().size() ? function.parameters().get(index) : Type.UNKNOWN;
    }

    /** Whether a value of one type is the best for a place of another one: not merely convertible. */
    static boolean fits(Type type, Type expected) {
        if (expected.isUnknown() || type.isUnknown()) {
            return false;
        }
        Type value = type.decayed();
        if (expected instanceof Type.Int) {
            return value instanceof Type.Int;
        }
        // a `void *` takes any pointer, which says nothing
        return value.equals(expected.decayed()) && !(value.target() instanceof Type.Void);
    }
}
