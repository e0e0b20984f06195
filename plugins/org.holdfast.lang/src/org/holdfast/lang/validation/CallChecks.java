package org.holdfast.lang.validation;

import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.library.KernelLibrary;
import org.holdfast.lang.scoping.MemberArguments;
import org.holdfast.lang.syntax.Words;
import org.holdfast.lang.types.Bindings;
import org.holdfast.lang.types.Callees;
import org.holdfast.lang.types.References;
import org.holdfast.lang.types.Type;
import org.holdfast.lang.types.Typing;

/** Calls: that there is something to call, and that the arguments fit. */
final class CallChecks {
    private static final String ARGUMENTS = "wrong-arguments";

    private final Check check;
    private final Typing typing;
    private final ExpressionChecks expressions;

    CallChecks(Check check, ExpressionChecks expressions) {
        this.check = check;
        this.expressions = expressions;
        typing = check.typing();
    }

    void check(CallExpression e) {
        switch (Callees.of(e)) {
            case FunctionDeclaration f -> {
                function(e, f);
                return;
            }
            case Define d when d.isFunction() -> {
                macro(e, d);
                return;
            }
            case null, default -> {
                // a function pointer; what is unknown is reported as such
            }
        }
        Type callee = typing.of(e.getCallee());
        Type.Function function = callee instanceof Type.Function f ? f : callee.target() instanceof Type.Function f ? f : null;
        if (function != null) {
            count(e, Check.text(e.getCallee()), function.parameters().size(), function.varargs());
            for (int i = 0; i < function.parameters().size() && i < e.getArguments().size(); i++) {
                argument(e, i, function.parameters().get(i), Check.text(e.getCallee()));
            }
        } else if (!callee.isUnknown() && !Check.isTemplate(e)) {
            check.error(ExpressionChecks.TYPE, e.getCallee(), Check.text(e.getCallee()) + " is no function: its type is " + callee);
        }
    }

    private boolean count(CallExpression e, String name, int parameters, boolean varargs) {
        return count(e, name, parameters, parameters, varargs);
    }

    private boolean count(CallExpression e, String name, int least, int parameters, boolean varargs) {
        int given = e.getArguments().size();
        if (given >= least && (varargs || given <= parameters)) {
            return true;
        }
        check.error(ARGUMENTS, e, name + "() takes " + (varargs || given < least && least < parameters ? "at least " : "") + arguments(given < least ? least : parameters) + ", not " + given);
        return false;
    }

    private static String arguments(int count) {
        return count == 1 ? "one argument" : count == 0 ? "no argument" : count + " arguments";
    }

    private void macro(CallExpression e, Define d) {
        boolean varargs = d.getParameters().stream().anyMatch(DefineParameter::isVarargs);
        if (count(e, d.getName(), d.getParameters().size() - (varargs ? 1 : 0), varargs) && !Check.isTemplate(e) && KernelLibrary.path(d) == null) {
            expansion(e, d);
        }
    }

    /** Fields that a user's macro names, which only its arguments tell the struct of. */
    private void expansion(CallExpression e, Define d) {
        if (d.getBody() == null) {
            return;
        }
        Bindings bindings = Bindings.of(d.getParameters(), e.getArguments(), Bindings.NONE);
        for (EObject each : EcoreUtil2.getAllContentsOfType(d, Expression.class)) {
            Type.Struct struct = null;
            String name = "";
            if (each instanceof MemberExpression m && m.getMember() == null) {
                struct = typing.of(m.getReceiver(), bindings).struct();
                name = References.text(m, HoldPackage.Literals.MEMBER_EXPRESSION__MEMBER);
            } else if (each instanceof NameExpression n && n.getSymbol() == null && MemberArguments.isMember(n)) {
                struct = MemberArguments.struct(n, bindings, typing);
                name = References.text(n, HoldPackage.Literals.NAME_EXPRESSION__SYMBOL);
            }
            if (struct != null && typing.field(struct, name) == null) {
                check.error(NameChecks.UNKNOWN, e, "in the macro " + d.getName() + "(): " + struct + " has no field " + name);
            }
        }
    }

    private void function(CallExpression e, FunctionDeclaration f) {
        List<Parameter> parameters = Typing.isVoid(f.getParameters()) ? List.of() : f.getParameters();
        boolean varargs = parameters.stream().anyMatch(p -> p instanceof VarargsParameter);
        int most = parameters.size() - (varargs ? 1 : 0);
        int optional = (int) parameters.stream().filter(CallChecks::isOptional).count();
        if (!count(e, f.getName(), most - optional, most, varargs)) {
            return;
        }
        for (int i = 0; i < e.getArguments().size(); i++) {
            Expression argument = e.getArguments().get(i);
            Parameter parameter = i < parameters.size() ? parameters.get(i) : null;
            boolean type = argument instanceof TypeExpression;
            switch (parameter) {
                case TypeParameter p -> {
                    if (!type && !Check.isTemplate(e)) {
                        check.error(ARGUMENTS, argument, "argument " + (i + 1) + " of " + f.getName() + "() must be a type");
                    }
                }
                case ValueParameter p when !type -> {
                    if (p.getSpecifiers() != null) {
                        argument(e, i, typing.of(p), f.getName());
                    }
                }
                case MemberParameter p when !type -> {
                    // names a field: checked with the names
                }
                case null, default -> {
                    if (type) {
                        check.error(ARGUMENTS, argument, "argument " + (i + 1) + " of " + f.getName() + "() must not be a type");
                    }
                }
            }
        }
    }

    private static boolean isOptional(Parameter parameter) {
        return parameter instanceof ValueParameter p && p.getSpecifiers() != null && p.getSpecifiers().getAttributes().contains(Words.OPTIONAL);
    }

    private void argument(CallExpression e, int index, Type parameter, String function) {
        Expression argument = e.getArguments().get(index);
        if (argument instanceof TypeExpression) {
            check.error(ARGUMENTS, argument, "argument " + (index + 1) + " of " + function + "() must not be a type");
        } else {
            expressions.convert(parameter, argument, "argument " + (index + 1) + " of " + function + "()");
        }
    }
}
