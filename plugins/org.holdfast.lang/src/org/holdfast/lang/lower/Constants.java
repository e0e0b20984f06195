package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Value;
import org.holdfast.lang.hold.EnumDeclaration;
import org.holdfast.lang.hold.Enumerator;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.Variable;

/** Values known before the program runs. An expression is constant if lowering it takes no step and leaves a constant. */
final class Constants {
    private static final Lane.Position NOWHERE = new Lane.Position(new Range("", 0, 0, 1, 1, 1, 1), "", -1);

    private final Module module;
    private final Map<Enumerator, Long> enumerators = new HashMap<>();
    private final Set<EObject> open = new HashSet<>();

    Constants(Module module) {
        this.module = module;
    }

    /** Null if it is not constant. */
    Long value(Expression expression, Activation activation) {
        Operand operand = operand(expression, activation);
        return operand != null && operand.isConstant() ? operand.constant() : null;
    }

    /** The value if finding it takes no step (it may still depend on registers of the activation's lane), else null. */
    Operand operand(Expression expression, Activation activation) {
        if (expression == null || !open.add(expression)) {
            return null;
        }
        try {
            return module.quietly(() -> {
                int refusals = module.refusals();
                Lane scratch = new Lane(module, NOWHERE, true);
                scratch.activation = activation == null ? new Activation(null) : activation;
                Operand operand = scratch.expressions.value(expression);
                return scratch.graph.size() == 0 && module.refusals() == refusals ? operand : null;
            });
        } finally {
            open.remove(expression);
        }
    }

    long value(Enumerator enumerator) {
        if (!enumerators.containsKey(enumerator) && enumerator.eContainer() instanceof EnumDeclaration declaration) {
            long next = 0;
            for (Enumerator each : declaration.getEnumerators()) {
                if (each.getValue() != null) {
                    Long value = value(each.getValue(), null);
                    if (value == null) {
                        module.refuse(each.getValue(), Problem.NOT_SUPPORTED, "the value of " + each.getName() + " must be a constant");
                    }
                    next = value == null ? next : value;
                }
                enumerators.put(each, next++);
            }
        }
        return enumerators.getOrDefault(enumerator, 0L);
    }

    /** The first values of a global's cells. */
    List<Long> initial(Variable variable, Shape shape, int object) {
        Long[] cells = new Long[shape.size()];
        Arrays.fill(cells, 0L);
        Initializers initializers = new Initializers(module, new Initializers.Sink() {
            @Override
            public void cell(int offset, CType type, Expression value, Activation activation) {
                Operand operand = operand(value, activation);
                if (operand == null || !operand.isConstant()) {
                    module.refuse(value, Problem.NOT_SUPPORTED, "the first value of a global must be a constant");
                } else if (offset < cells.length) {
                    cells[offset] = Arithmetic.convert(operand, type).value() instanceof Expr.Const(long v) ? v : 0L;
                }
            }

            @Override
            public void copy(int offset, CType type, Expression value, Activation activation) {
                module.refuse(value, Problem.NOT_SUPPORTED, "the first value of a global must be a constant");
            }
        });
        CType type = module.types().of(variable);
        if (variable.getMacro() != null) {
            Binding self = new Binding.InMemory(Fold.constant(Value.pointer(object, 0)), type, new Region(shape, 0));
            initializers.definer(variable, type, self, null);
        } else if (variable.getInitializer() != null) {
            initializers.walk(type, 0, variable.getInitializer(), null);
        }
        return new ArrayList<>(List.of(cells));
    }
}
