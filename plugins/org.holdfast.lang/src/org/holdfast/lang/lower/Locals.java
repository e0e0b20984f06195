package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Step;
import org.holdfast.lang.hold.Annotation;
import org.holdfast.lang.hold.Block;
import org.holdfast.lang.hold.FreeDefinition;
import org.holdfast.lang.hold.Statement;
import org.holdfast.lang.hold.Variable;
import org.holdfast.lang.hold.VariableDeclaration;

/**
 * Local variables. Those whose address is taken, arrays and structs are objects that live as long as their scope; all others are
 * registers.
 */
final class Locals {
    private final Lane lane;
    private final Module module;

    Locals(Lane lane) {
        this.lane = lane;
        this.module = lane.module;
    }

    /** Makes the objects of a block's variables; they end when the block's scope is left. */
    void enter(Block block) {
        List<Variable> objects = module.scopes().objects(block, lane.activation);
        if (!objects.isEmpty()) {
            allocate(block, objects);
        }
    }

    /** The same for the variables of a loop's head. */
    void allocate(VariableDeclaration declaration) {
        List<Variable> objects = module.scopes().objects(declaration, lane.activation);
        if (!objects.isEmpty()) {
            allocate(declaration.eContainer(), objects);
        }
    }

    private void allocate(EObject scope, List<Variable> objects) {
        List<Integer> registers = new ArrayList<>();
        Lane.Position outer = lane.position();
        for (Variable variable : objects) {
            if (variable.eContainer() instanceof Statement declaration) {
                lane.statements.position(declaration);
            }
            registers.add(object(lane, variable, variable.getName(), module.types().of(variable, lane.activation), Guards.annotations(variable)));
        }
        // The end of the objects belongs to the declaration, as their making does.
        lane.cleanups.push(scope, () -> {
            for (int i = registers.size() - 1; i >= 0; i--) {
                lane.emit(new Step.Free(new Expr.Register(registers.get(i)), false));
            }
        });
        lane.position(outer);
    }

    /** Allocates an object on the stack for a variable or parameter and binds it; the register with its address. */
    static int object(Lane lane, EObject symbol, String name, CType type, List<Annotation> annotations) {
        Shape shape = lane.module.localShape(symbol, name, type, annotations);
        int register = lane.register();
        lane.emit(new Step.Allocate(register, lane.module.shapes().layout(shape), true, null));
        lane.activation.bind(symbol, new Binding.InMemory(new Expr.Register(register), type, new Region(shape, 0)));
        return register;
    }

    void declare(VariableDeclaration declaration) {
        for (Variable variable : declaration.getVariables()) {
            declare(variable);
        }
    }

    private void declare(Variable variable) {
        if (module.isGlobal(variable)) {
            if (!module.isStatic(variable)) {
                Initializers.store(lane, lane.places.global(variable), variable);
            }
            return;
        }
        Binding binding = lane.activation.binding(variable);
        if (binding instanceof Binding.InMemory memory && module.scopes().needsMemory(variable, lane.activation)) {
            Initializers.store(lane, (Place.Memory) lane.places.of(memory), variable);
        } else {
            register(variable);
        }
        for (Annotation annotation : Guards.annotations(variable)) {
            if ("__free".equals(annotation.getName())) {
                free(variable, annotation);
            }
        }
    }

    private void register(Variable variable) {
        CType type = module.types().of(variable, lane.activation);
        boolean reserved = lane.activation.isReserved(variable);
        int register = reserved && lane.activation.binding(variable) instanceof Binding.InRegister(int r, CType t, Region n) ? r : lane.register();
        boolean fixed = !reserved && !module.factsOf(variable).isAssigned(variable);
        lane.activation.bind(variable, new Binding.InRegister(register, type, null));
        if (variable.getInitializer() == null) {
            lane.emit(new Step.Assign(register, Fold.ZERO));
            return;
        }
        Operand value = Arithmetic.convert(lane.expressions.value(variable.getInitializer(), lane.wanted(type)), type);
        lane.emit(new Step.Assign(register, value.value()));
        if (fixed) {
            lane.activation.bind(variable, value.isConstant() ? new Binding.Bound(value) : new Binding.InRegister(register, type, value.region()));
        }
    }

    private void free(Variable variable, Annotation annotation) {
        FreeDefinition definition = annotation.getCleanup();
        if (definition == null || definition.eIsProxy()) {
            module.refuse(annotation, "unknown-name", "there is no DEFINE_FREE() of that name");
            return;
        }
        Activation activation = new Activation(definition);
        Binding binding = lane.activation.binding(variable);
        activation.bindImplicit("_T", binding);
        lane.cleanups.push(variable, () -> lane.within(activation, () -> {
            lane.statements.action(definition.getRelease());
            return null;
        }));
    }
}
