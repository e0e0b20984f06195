package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.program.Layout.Guard;
import org.holdfast.lang.hold.Annotation;
import org.holdfast.lang.hold.DeclarationSpecifiers;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.Field;
import org.holdfast.lang.hold.FieldDeclaration;
import org.holdfast.lang.hold.HoldPackage;
import org.holdfast.lang.hold.MemberExpression;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.ParenthesizedExpression;
import org.holdfast.lang.hold.Pointer;
import org.holdfast.lang.hold.StructDeclaration;
import org.holdfast.lang.hold.UnaryExpression;
import org.holdfast.lang.hold.Variable;
import org.holdfast.lang.hold.VariableDeclaration;

/** Resolves {@code __guarded_by(&l)} on fields and variables to the cell of a global or of the same object. */
final class Guards {
    private final Module module;

    Guards(Module module) {
        this.module = module;
    }

    /** All annotations of a field, wherever they stand in its declaration. */
    static List<Annotation> annotations(Field field) {
        List<Annotation> all = new ArrayList<>(field.getAnnotations());
        field.getPointers().forEach(pointer -> all.addAll(pointer.getAnnotations()));
        if (field.eContainer() instanceof FieldDeclaration declaration) {
            addAll(all, declaration.getSpecifiers());
        }
        return all;
    }

    static List<Annotation> annotations(Variable variable) {
        List<Annotation> all = new ArrayList<>(variable.getAnnotations());
        for (Pointer pointer : variable.getPointers()) {
            all.addAll(pointer.getAnnotations());
        }
        if (variable.eContainer() instanceof VariableDeclaration declaration) {
            addAll(all, declaration.getSpecifiers());
        }
        return all;
    }

    private static void addAll(List<Annotation> all, DeclarationSpecifiers specifiers) {
        if (specifiers != null) {
            all.addAll(specifiers.getAnnotations());
        }
    }

    static boolean has(List<Annotation> annotations, String name) {
        return annotations.stream().anyMatch(annotation -> name.equals(annotation.getName()));
    }

    /**
     * @param struct the struct the annotated field is in, or null for a variable
     * @param start  first cell of that struct in the object
     */
    List<Guard> of(List<Annotation> annotations, StructDeclaration struct, int start) {
        List<Guard> guards = new ArrayList<>();
        for (Annotation annotation : annotations) {
            boolean pointee = "__pt_guarded_by".equals(annotation.getName());
            if (!pointee && !"__guarded_by".equals(annotation.getName())) {
                continue;
            }
            for (Expression argument : annotation.getArguments()) {
                Guard guard = guard(argument, struct, start, pointee);
                if (guard != null) {
                    guards.add(guard);
                }
            }
        }
        return guards;
    }

    private record Spot(int object, int offset, CType type) {
    }

    private Guard guard(Expression argument, StructDeclaration struct, int start, boolean pointee) {
        Spot spot = spot(argument, struct, start);
        if (spot == null) {
            module.refuse(argument, Problem.NOT_SUPPORTED, "a guard is a lock of the same struct or a global lock: "
                    + module.texts().text(argument) + " is neither");
            return null;
        }
        int lock = module.shapes().lockOffset(spot.type());
        if (lock < 0) {
            module.refuse(argument, Problem.TYPE, module.texts().text(argument) + " is no lock but " + spot.type().described());
            return null;
        }
        boolean writes = spot.type() instanceof CType.Struct(StructDeclaration owner) && "seqlock".equals(owner.getName());
        return new Guard(spot.object(), spot.offset() + lock, pointee, writes);
    }

    private Spot spot(Expression expression, StructDeclaration struct, int start) {
        return switch (expression) {
        case ParenthesizedExpression p -> spot(p.getExpression(), struct, start);
        case UnaryExpression u when "&".equals(u.getOperator()) -> spot(u.getOperand(), struct, start);
        case NameExpression n -> name(n, struct, start);
        case MemberExpression m -> {
            Spot receiver = spot(m.getReceiver(), struct, start);
            if (receiver == null || !(receiver.type() instanceof CType.Struct(StructDeclaration inner))) {
                yield null;
            }
            Shapes.Found found = module.shapes().field(inner, module.texts().name(m, HoldPackage.Literals.MEMBER_EXPRESSION__MEMBER));
            yield found == null ? null : new Spot(receiver.object(), receiver.offset() + found.offset(), found.type());
        }
        case null, default -> null;
        };
    }

    private Spot name(NameExpression name, StructDeclaration struct, int start) {
        String text = module.texts().name(name, HoldPackage.Literals.NAME_EXPRESSION__SYMBOL);
        if (struct != null) {
            Shapes.Found found = module.shapes().field(struct, text);
            if (found != null) {
                return new Spot(-1, start + found.offset(), found.type());
            }
        }
        Variable global = name.getSymbol() instanceof Variable v && !v.eIsProxy() ? v : module.globalNamed(text);
        return global == null || !module.isGlobal(global) ? null : new Spot(module.global(global), 0, module.types().of(global));
    }
}
