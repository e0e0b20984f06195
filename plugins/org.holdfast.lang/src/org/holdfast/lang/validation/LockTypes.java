package org.holdfast.lang.validation;

import org.eclipse.emf.ecore.EObject;
import org.holdfast.lang.hold.DeclarationSpecifiers;
import org.holdfast.lang.hold.Field;
import org.holdfast.lang.hold.FieldDeclaration;
import org.holdfast.lang.hold.NamedType;
import org.holdfast.lang.hold.StructDeclaration;
import org.holdfast.lang.library.KernelLibrary;
import org.holdfast.lang.types.Type;
import org.holdfast.lang.types.Typing;

/** Which types are locks: the library's structs that have, directly or in a struct of the library, a cell that the engine keeps for a lock. */
public final class LockTypes {
    private static final int DEPTH = 5;

    private LockTypes() {
    }

    public static boolean isLock(Type type, Typing typing) {
        Type innermost = type;
        while (innermost instanceof Type.Array array) {
            innermost = array.element();
        }
        return innermost instanceof Type.Struct s && isLock(typing.complete(s), typing, 0);
    }

    private static boolean isLock(StructDeclaration struct, Typing typing, int depth) {
        if (struct == null || depth > DEPTH || KernelLibrary.path(struct) == null) {
            return false;
        }
        for (FieldDeclaration member : struct.getMembers()) {
            if (isCell(member.getSpecifiers())) {
                return true;
            }
            for (Field field : member.getFields()) {
                if (typing.of(field) instanceof Type.Struct inner && isLock(typing.complete(inner), typing, depth + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isCell(DeclarationSpecifiers specifiers) {
        EObject type = specifiers == null ? null : specifiers.getType();
        return type instanceof NamedType named && named.getType() != null && named.getType().getName() != null
                && named.getType().getName().matches("__\\w+_cell");
    }
}
