package org.holdfast.lang.lower;

import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.TypeName;
import org.holdfast.lang.hold.TypedefDeclaration;
import org.holdfast.lang.syntax.Words;

/** Types of variables and fields that a macro declares: {@code DEFINE_MUTEX(m)}. */
final class Definers {
    private Definers() {
    }

    static CType type(Module module, String macro, TypeName given, List<Expression> arguments, EObject where, Activation activation) {
        String name = Words.DEFINERS.getOrDefault(macro, "");
        if (name.isEmpty()) {
            if (given == null) {
                module.refuse(where, Problem.TYPE, macro + "() needs a type");
                return CType.INT;
            }
            return module.types().of(given, activation);
        }
        return switch (macro) {
        case "DECLARE_BITMAP" -> new CType.Array(CType.UNSIGNED_LONG, (int) (count(module, arguments, where, 64 * Shapes.LIMIT) + 63) / 64);
        case "DEFINE_HASHTABLE", "DECLARE_HASHTABLE", "DEFINE_READ_MOSTLY_HASHTABLE" -> new CType.Array(named(module, name, where),
                1 << count(module, arguments, where, 10));
        default -> named(module, name, where);
        };
    }

    private static long count(Module module, List<Expression> arguments, EObject where, long most) {
        Long value = arguments.isEmpty() ? null : module.constants().value(arguments.get(0), null);
        if (value == null || value < 0 || value > most) {
            module.refuse(where, Problem.NOT_SUPPORTED, "the size must be a constant from 0 to " + most);
            return 1;
        }
        return value;
    }

    static CType named(Module module, String name, EObject where) {
        if (name.startsWith("struct ")) {
            return module.unknownStruct(name.substring("struct ".length()));
        }
        TypedefDeclaration typedef = module.declarations().typedef(name);
        if (typedef != null) {
            return module.types().typedef(typedef);
        }
        return switch (name) {
        case "unsigned long" -> CType.UNSIGNED_LONG;
        default -> {
            module.refuse(where, Problem.TYPE, "unknown type " + name);
            yield CType.INT;
        }
        };
    }
}
