package org.holdfast.lang.scoping;

import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.types.Bindings;
import org.holdfast.lang.types.Callees;
import org.holdfast.lang.types.Type;
import org.holdfast.lang.types.Typing;

/**
 * Arguments that name a field: {@code list_for_each_entry(pos, head, member)}. A function of the library says so ({@code __member}); of a
 * macro's parameter it is known from what its body does with it.
 */
public final class MemberArguments {
    private static final int DEPTH = 20;

    private MemberArguments() {
    }

    /** Where an argument of a call stands. */
    private record Position(CallExpression call, int index) {
        static Position of(NameExpression name) {
            Expression argument = name;
            // in `ppgtt.list` the first name is the field, and `.list` is an ordinary access
            while (argument.eContainer() instanceof MemberExpression m && m.getReceiver() == argument && !m.isArrow()
                    || argument.eContainer() instanceof IndexExpression x && x.getArray() == argument) {
                argument = (Expression) argument.eContainer();
            }
            if (argument.eContainer() instanceof CallExpression call) {
                int index = call.getArguments().indexOf(argument);
                return index < 0 ? null : new Position(call, index);
            }
            return null;
        }

        EObject parameter() {
            List<? extends EObject> parameters = switch (Callees.of(call)) {
                case FunctionDeclaration f -> f.getParameters();
                case Define d -> d.getParameters();
                case null, default -> List.of();
            };
            return index < parameters.size() ? parameters.get(index) : null;
        }
    }

    /** What an argument stands for, or null if it is none. */
    public static EObject parameter(NameExpression name) {
        Position position = Position.of(name);
        return position == null ? null : position.parameter();
    }

    /** Whether a name stands where the name of a field is meant. */
    public static boolean isMember(NameExpression name) {
        Position position = Position.of(name);
        return position != null && switch (position.parameter()) {
            case MemberParameter p -> true;
            case DefineParameter p -> use(p, 0) != null;
            case null, default -> false;
        };
    }

    /** The struct that has the field, or null if it is not known. */
    public static Type.Struct struct(NameExpression name, Typing typing) {
        return struct(name, Bindings.NONE, typing);
    }

    /** The same for a name in a macro whose parameters are bound. */
    public static Type.Struct struct(NameExpression name, Bindings bindings, Typing typing) {
        Position position = Position.of(name);
        return position == null ? null : struct(position.parameter(), position.call(), bindings, typing, 0);
    }

    private static Type.Struct struct(EObject parameter, CallExpression call, Bindings bindings, Typing typing, int depth) {
        if (depth > DEPTH) {
            return null;
        }
        return switch (parameter) {
            case MemberParameter p -> before(p, call, bindings, typing);
            case DefineParameter p -> {
                Define define = (Define) p.eContainer();
                Bindings inner = Bindings.of(define.getParameters(), call.getArguments(), bindings);
                yield switch (use(p, 0)) {
                    case MemberExpression access -> typing.of(access.getReceiver(), inner).struct();
                    case NameExpression argument -> {
                        Position position = Position.of(argument);
                        yield struct(position.parameter(), position.call(), inner, typing, depth + 1);
                    }
                    case null, default -> null;
                };
            }
            case null, default -> null;
        };
    }

    /** The struct of the nearest argument before a member parameter that is a type, or else of one that has a struct type. */
    private static Type.Struct before(MemberParameter parameter, CallExpression call, Bindings bindings, Typing typing) {
        List<Parameter> parameters = ((FunctionDeclaration) parameter.eContainer()).getParameters();
        int index = Math.min(parameters.indexOf(parameter), call.getArguments().size());
        for (int i = index - 1; i >= 0; i--) {
            if (parameters.get(i) instanceof TypeParameter) {
                return type(call.getArguments().get(i), bindings, typing).struct();
            }
        }
        for (int i = index - 1; i >= 0; i--) {
            Type.Struct struct = type(call.getArguments().get(i), bindings, typing).struct();
            if (struct != null) {
                return struct;
            }
        }
        return null;
    }

    private static Type type(Expression argument, Bindings bindings, Typing typing) {
        return argument instanceof TypeExpression t ? typing.of(t.getType(), bindings) : typing.of(argument, bindings);
    }

    /** Where the body of a macro uses a parameter as the name of a field: an access, or the argument of another macro. Null if it does not. */
    private static Expression use(DefineParameter parameter, int depth) {
        Define define = (Define) parameter.eContainer();
        if (depth > DEPTH || define.getBody() == null) {
            return null;
        }
        for (EObject each : EcoreUtil2.eAllContents(define.getBody())) {
            if (each instanceof MemberExpression access && access.getMember() == parameter) {
                return access;
            }
            if (each instanceof NameExpression name && name.getSymbol() == parameter) {
                Position position = Position.of(name);
                EObject outer = position == null || position.call().eContainer() == null ? null : position.parameter();
                if (outer instanceof MemberParameter || outer instanceof DefineParameter p && p != parameter && use(p, depth + 1) != null) {
                    return name;
                }
            }
        }
        return null;
    }
}
