package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.holdfast.lang.hold.AtomicStatement;
import org.holdfast.lang.hold.Block;
import org.holdfast.lang.hold.CaseLabel;
import org.holdfast.lang.hold.DefaultLabel;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.FinallyBlock;
import org.holdfast.lang.hold.ForStatement;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.GuardStatement;
import org.holdfast.lang.hold.InitBlock;
import org.holdfast.lang.hold.IteratorStatement;
import org.holdfast.lang.hold.Label;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.ScenarioFile;
import org.holdfast.lang.hold.ScopedGuardStatement;
import org.holdfast.lang.hold.Statement;
import org.holdfast.lang.hold.ThreadDeclaration;
import org.holdfast.lang.hold.Variable;
import org.holdfast.lang.hold.VariableDeclaration;

/** Which scopes of a body hold something that must be undone, and which of them a place in the text is in. */
final class Scopes {
    private final Module module;

    Scopes(Module module) {
        this.module = module;
    }

    /** The function, macro, thread, init or finally whose text an element is part of. */
    static EObject owner(EObject element) {
        EObject e = element;
        while (e != null && !(e instanceof FunctionDeclaration || e instanceof Define || e instanceof ThreadDeclaration || e instanceof InitBlock
                || e instanceof FinallyBlock || e.eContainer() instanceof ScenarioFile)) {
            e = e.eContainer();
        }
        return e;
    }

    static EObject body(EObject owner) {
        return switch (owner) {
        case FunctionDeclaration f -> f.getBody();
        case Define d -> d.getBody();
        case ThreadDeclaration t -> t.getBody();
        case InitBlock b -> b.getBody();
        case FinallyBlock b -> b.getBody();
        case null, default -> null;
        };
    }

    /** Arrays, structs, and what has its address taken. */
    boolean needsMemory(Variable variable, Activation activation) {
        return !module.types().of(variable, activation).isScalar() || module.factsOf(variable).isAddressed(variable);
    }

    List<Variable> objects(Block block, Activation activation) {
        List<Variable> objects = new ArrayList<>();
        for (Statement statement : block.getStatements()) {
            if (statement instanceof VariableDeclaration declaration) {
                objects.addAll(objects(declaration, activation));
            }
        }
        return objects;
    }

    List<Variable> objects(VariableDeclaration declaration, Activation activation) {
        return declaration.getVariables().stream().filter(v -> !module.isGlobal(v) && needsMemory(v, activation)).toList();
    }

    /** Keys of the cleanups that are active at a label or case, outermost first. */
    List<Object> at(EObject label, Activation activation) {
        List<Object> keys = new ArrayList<>();
        EObject owner = owner(label);
        EObject child = label;
        for (EObject parent = label.eContainer(); parent != null && child != owner; child = parent, parent = parent.eContainer()) {
            switch (parent) {
            case Block block -> {
                before(block, child, keys);
                if (!objects(block, activation).isEmpty()) {
                    keys.add(0, block);
                }
            }
            case ForStatement s when s.getDeclaration() != null && !objects(s.getDeclaration(), activation).isEmpty() -> keys.add(0, s);
            case ScopedGuardStatement s -> keys.add(0, s);
            case AtomicStatement s -> keys.add(0, s);
            case IteratorStatement s when s.getCall().getCallee() instanceof NameExpression n && module.symbol(n) instanceof Define d
                    && module.target(d) != null && Loops.walks(module.target(d)) -> keys.add(0, s);
            default -> {
            }
            }
        }
        return keys;
    }

    private static void before(Block block, EObject child, List<Object> keys) {
        List<Object> found = new ArrayList<>();
        for (Statement statement : block.getStatements()) {
            if (statement == child) {
                break;
            }
            if (statement instanceof GuardStatement) {
                found.add(statement);
            } else if (statement instanceof VariableDeclaration declaration) {
                declaration.getVariables().stream().filter(v -> Guards.has(Guards.annotations(v), "__free")).forEach(found::add);
            }
        }
        keys.addAll(0, found);
    }

    /** Whether something may jump into the statement. */
    static boolean hasLabels(Statement statement) {
        if (isLabel(statement)) {
            return true;
        }
        for (Iterator<EObject> i = EcoreUtil.getAllContents(List.of(statement)); i.hasNext();) {
            if (isLabel(i.next())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLabel(EObject element) {
        return element instanceof Label || element instanceof CaseLabel || element instanceof DefaultLabel;
    }
}
