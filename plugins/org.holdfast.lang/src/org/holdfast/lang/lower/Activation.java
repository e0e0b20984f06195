package org.holdfast.lang.lower;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.DefineParameter;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.NamedElement;
import org.holdfast.lang.hold.Parameter;

/**
 * One inlined instance of a function, macro, guard or thread body: what its names mean, and where its {@code return} leads.
 */
final class Activation {
    /** Function, macro, guard definition or thread whose text this is an instance of. */
    final EObject owner;
    private final Map<EObject, Binding> bindings = new IdentityHashMap<>();
    private final Set<EObject> reserved = new HashSet<>();
    private final Map<String, Binding> implicit = new HashMap<>();
    /** Labels of this instance that a goto or the label itself has met. */
    final Map<EObject, Graph.Label> labels = new IdentityHashMap<>();
    /** Number of cleanups that were active at the start: a return runs those above. */
    int cleanups;
    /** Number of cleanups that belong to no scope in the text; those above belong to blocks, guards and the like. */
    int scopes;
    /** Where a return goes; null in macros. */
    Graph.Label exit;
    /** Gets the result; -1 where there is none or it is handed over by {@link #direct}. */
    int result = -1;
    CType resultType = CType.VOID;
    /** The type the caller would like a {@code void *} result to have; null for none. */
    CType wanted;
    /** What the function has promised to hold or not to hold when it returns; null where it has no annotations to keep. */
    Promises promises;
    /** The value of the one return at the end of a body. */
    Operand direct;

    Activation(EObject owner) {
        this.owner = owner;
    }

    Binding binding(EObject symbol) {
        return symbol == null ? null : bindings.get(symbol);
    }

    /** A parameter by its name, for names that linking leaves open: an argument that may name a member. Null if there is none. */
    Binding parameter(String name) {
        for (Map.Entry<EObject, Binding> entry : bindings.entrySet()) {
            boolean parameter = entry.getKey() instanceof Parameter || entry.getKey() instanceof DefineParameter;
            if (parameter && entry.getKey() instanceof NamedElement named && name.equals(named.getName())) {
                return entry.getValue();
            }
        }
        return null;
    }

    void bind(EObject symbol, Binding binding) {
        bindings.put(symbol, binding);
    }

    /** The variable's register is given out before its declaration is met. */
    void reserve(EObject variable) {
        reserved.add(variable);
    }

    boolean isReserved(EObject variable) {
        return reserved.contains(variable);
    }

    /** {@code _T} and {@code _F} of a guard. */
    Binding implicit(String name) {
        return implicit.get(name);
    }

    void bindImplicit(String name, Binding binding) {
        implicit.put(name, binding);
    }

    /** The expansion of a function-like define; null if the number of arguments is wrong, which is then a problem. */
    static Activation ofDefine(Module module, Define define, CallExpression call, Activation outer, Lane lane) {
        Activation activation = new Activation(define);
        List<DefineParameter> parameters = define.getParameters();
        List<Expression> arguments = call.getArguments();
        boolean varargs = !parameters.isEmpty() && parameters.get(parameters.size() - 1).isVarargs();
        int named = varargs ? parameters.size() - 1 : parameters.size();
        if (arguments.size() < named || arguments.size() > named && !varargs) {
            if (lane != null) {
                module.refuse(call, Problem.TYPE, define.getName() + "() takes " + named + " argument" + (named == 1 ? "" : "s") + ", not "
                        + arguments.size());
            }
            return null;
        }
        for (int i = 0; i < named; i++) {
            activation.bind(parameters.get(i), new Binding.ByName(arguments.get(i), outer));
        }
        return activation;
    }
}
