package org.holdfast.lang.lower;

import java.util.List;
import java.util.stream.Collectors;
import org.holdfast.engine.program.LockKind;
import org.holdfast.lang.hold.StructDeclaration;

/** A C type as far as it decides what a step does: widths, what a pointer leads to, how many cells an object takes. */
sealed interface CType {
    Int INT = new Int(32, true);
    Int UNSIGNED = new Int(32, false);
    Int LONG = new Int(64, true);
    Int UNSIGNED_LONG = new Int(64, false);
    Int BOOL = new Int(1, false);
    Int CHAR = new Int(8, true);
    Void VOID = new Void();
    Pointer VOID_POINTER = new Pointer(VOID);

    /** {@code bits}: 1 for bool, 8, 16, 32, 64; another number is a bit-field's. */
    record Int(int bits, boolean signed) implements CType {
        @Override
        public String toString() {
            return switch (bits) {
            case 1 -> "bool";
            case 8 -> signed ? "char" : "unsigned char";
            case 16 -> signed ? "short" : "unsigned short";
            case 32 -> signed ? "int" : "unsigned int";
            case 64 -> signed ? "long" : "unsigned long";
            default -> (signed ? "int : " : "unsigned int : ") + bits;
            };
        }
    }

    record Void() implements CType {
        @Override
        public String toString() {
            return "void";
        }
    }

    record Pointer(CType target) implements CType {
        @Override
        public String toString() {
            return target + (target instanceof Pointer ? "*" : " *");
        }
    }

    /** {@code length} -1 where it is open ({@code []}). */
    record Array(CType element, int length) implements CType {
        @Override
        public String toString() {
            return element + " [" + (length < 0 ? "" : length) + "]";
        }
    }

    record Struct(StructDeclaration declaration) implements CType {
        @Override
        public String toString() {
            return "struct " + (declaration.getName() == null ? "(unnamed)" : declaration.getName());
        }
    }

    record Function(CType result, List<CType> parameters, boolean varargs) implements CType {
        public Function {
            parameters = List.copyOf(parameters);
        }

        @Override
        public String toString() {
            return result + " (" + parameters.stream().map(CType::toString).collect(Collectors.joining(", ")) + (varargs ? ", ..." : "") + ")";
        }
    }

    /** The engine's own state of a lock: {@link org.holdfast.engine.program.Layout#LOCK_CELLS} cells. */
    record Lock(LockKind kind) implements CType {
        @Override
        public String toString() {
            return kind + " lock";
        }
    }

    /** With its article, for messages. */
    default String described() {
        return (toString().matches("[aeio].*|unsi.*") ? "an " : "a ") + this;
    }

    default boolean isScalar() {
        return this instanceof Int || this instanceof Pointer;
    }

    /** What an array or function becomes where its value is used. */
    default CType decayed() {
        return switch (this) {
        case Array a -> new Pointer(a.element());
        case Function f -> new Pointer(f);
        default -> this;
        };
    }

    /** The type pointed to, or null if this is no pointer. */
    default CType pointee() {
        return decayed() instanceof Pointer(CType target) ? target : null;
    }

    /** The struct this is, or that it points to; null if neither. */
    default StructDeclaration struct() {
        return this instanceof Struct(StructDeclaration d) ? d : pointee() instanceof Struct(StructDeclaration d) ? d : null;
    }
}
