package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.holdfast.lang.hold.AssignmentExpression;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.GotoStatement;
import org.holdfast.lang.hold.IndexExpression;
import org.holdfast.lang.hold.MemberExpression;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.ParenthesizedExpression;
import org.holdfast.lang.hold.PostfixExpression;
import org.holdfast.lang.hold.ReturnStatement;
import org.holdfast.lang.hold.UnaryExpression;
import org.holdfast.lang.hold.ValueParameter;

/**
 * What one look at a body says of its names: which are assigned, whose address is taken (by itself or in a macro it is handed to),
 * which labels are gone to.
 */
final class Facts {
    private final Set<EObject> assigned = new HashSet<>();
    private final Set<EObject> addressed = new HashSet<>();
    private final Set<EObject> targets = new HashSet<>();
    private final List<ReturnStatement> returns = new ArrayList<>();

    Facts(Module module, EObject body) {
        if (body == null) {
            return;
        }
        for (Iterator<EObject> i = EcoreUtil.getAllContents(List.of(body)); i.hasNext();) {
            look(module, i.next());
        }
    }

    private void look(Module module, EObject element) {
        switch (element) {
        case AssignmentExpression e -> assign(module, e.getTarget());
        case PostfixExpression e -> assign(module, e.getOperand());
        case UnaryExpression e -> {
            switch (e.getOperator()) {
            case "++", "--" -> assign(module, e.getOperand());
            case "&" -> add(addressed, module, root(e.getOperand()));
            default -> {
            }
            }
        }
        case CallExpression e -> call(module, e);
        case GotoStatement e -> targets.add(e.getLabel());
        case ReturnStatement e -> returns.add(e);
        default -> {
        }
        }
    }

    private void assign(Module module, Expression target) {
        Expression inner = target;
        while (inner instanceof ParenthesizedExpression p) {
            inner = p.getExpression();
        }
        if (inner instanceof NameExpression name) {
            add(assigned, module, name);
        } else if (inner instanceof CallExpression call) {
            call.getArguments().forEach(argument -> assign(module, argument));
        }
    }

    private static void add(Set<EObject> set, Module module, NameExpression name) {
        EObject symbol = name == null ? null : module.symbol(name);
        if (symbol != null) {
            set.add(symbol);
        }
    }

    /** The variable that an lvalue is part of; null if it is reached through a pointer. */
    private static NameExpression root(Expression expression) {
        return switch (expression) {
        case ParenthesizedExpression e -> root(e.getExpression());
        case NameExpression e -> e;
        case MemberExpression e -> e.isArrow() ? null : root(e.getReceiver());
        case IndexExpression e -> root(e.getArray());
        case null, default -> null;
        };
    }

    /** An argument by name is assigned, and its address taken, where the callee does so to the parameter. */
    private void call(Module module, CallExpression call) {
        EObject callee = call.getCallee() instanceof NameExpression name ? module.callee(name, null) : null;
        List<? extends EObject> parameters = switch (callee) {
        case Define d when d.isFunction() -> d.getParameters();
        case FunctionDeclaration f -> f.getParameters();
        case null, default -> List.of();
        };
        for (int i = 0; i < Math.min(parameters.size(), call.getArguments().size()); i++) {
            EObject parameter = parameters.get(i);
            boolean byName = callee instanceof Define || parameter instanceof ValueParameter v && v.isByName();
            NameExpression root = byName ? root(call.getArguments().get(i)) : null;
            if (root == null) {
                continue;
            }
            Facts facts = isOpaque(callee) ? null : module.facts(callee);
            if (facts == null || facts.isAssigned(parameter)) {
                add(assigned, module, root);
            }
            if (facts == null && !isOpaque(callee) || facts != null && facts.isAddressed(parameter)) {
                add(addressed, module, root);
            }
        }
    }

    /** A function without a body, as primitives are, may assign what it is handed by name. */
    private static boolean isOpaque(EObject callee) {
        return callee instanceof FunctionDeclaration f && f.getBody() == null;
    }

    /** Names that a call hands over by name to a callee that may assign them. */
    static List<NameExpression> byName(Module module, CallExpression call) {
        EObject callee = call.getCallee() instanceof NameExpression name ? module.callee(name, null) : null;
        List<? extends EObject> parameters = callee instanceof FunctionDeclaration f ? f.getParameters()
                : callee instanceof Define d && d.isFunction() ? d.getParameters() : List.of();
        List<NameExpression> names = new ArrayList<>();
        for (int i = 0; i < Math.min(parameters.size(), call.getArguments().size()); i++) {
            Facts facts = module.facts(callee);
            boolean writes = facts != null && facts.isAssigned(parameters.get(i))
                    || i == 0 && callee instanceof FunctionDeclaration f && "WRITE_ONCE".equals(f.getName());
            if (writes && Module.bare(call.getArguments().get(i)) instanceof NameExpression name) {
                names.add(name);
            }
        }
        return names;
    }

    boolean isAssigned(EObject symbol) {
        return assigned.contains(symbol);
    }

    boolean isAddressed(EObject symbol) {
        return addressed.contains(symbol);
    }

    boolean isTarget(EObject label) {
        return targets.contains(label);
    }

    List<ReturnStatement> returns() {
        return returns;
    }
}
