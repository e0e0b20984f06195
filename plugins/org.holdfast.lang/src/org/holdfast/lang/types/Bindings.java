package org.holdfast.lang.types;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.lang.hold.DefineParameter;
import org.holdfast.lang.hold.Expression;

/**
 * What the parameters of a macro stand for in one use of it. Arguments are seen from where the use stands, which may be in another macro.
 *
 * @param outer of the place of the use
 */
public record Bindings(Map<EObject, Expression> arguments, Bindings outer) {
    public static final Bindings NONE = new Bindings(Map.of(), null);

    public static Bindings of(List<? extends EObject> parameters, List<Expression> arguments, Bindings outer) {
        Map<EObject, Expression> map = new IdentityHashMap<>();
        for (int i = 0; i < parameters.size() && i < arguments.size(); i++) {
            if (!(parameters.get(i) instanceof DefineParameter p && p.isVarargs())) {
                map.put(parameters.get(i), arguments.get(i));
            }
        }
        return new Bindings(map, outer);
    }

    /** The argument for a parameter, or null if there is none. */
    Expression argument(EObject parameter) {
        return arguments.get(parameter);
    }

    boolean isEmpty() {
        return arguments.isEmpty();
    }
}
