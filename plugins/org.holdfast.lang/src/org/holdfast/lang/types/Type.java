package org.holdfast.lang.types;

import java.util.List;
import org.holdfast.lang.hold.StructDeclaration;

/** A C type. {@code toString} is how a message shows it. */
public sealed interface Type {
    Type UNKNOWN = new Unknown();
    Type VOID = new Void();
    Int BOOL = new Int("bool", 8, false);
    Int CHAR = new Int("char", 8, true);
    Int INT = new Int("int", 32, true);
    Int UNSIGNED = new Int("unsigned int", 32, false);
    Int LONG = new Int("long", 64, true);
    Int UNSIGNED_LONG = new Int("unsigned long", 64, false);

    /** Not known, because something it depends on is wrong or left open by a macro. */
    record Unknown() implements Type {
        @Override
        public String toString() {
            return "unknown";
        }
    }

    record Void() implements Type {
        @Override
        public String toString() {
            return "void";
        }
    }

    /** @param bits 8, 16, 32 or 64 */
    record Int(String name, int bits, boolean signed) implements Type {
        @Override
        public String toString() {
            return name;
        }
    }

    record Pointer(Type target) implements Type {
        @Override
        public String toString() {
            return target instanceof Function f ? f.show("(*)") : target + (target instanceof Pointer ? "*" : " *");
        }
    }

    /** @param length -1 where it is left open or not constant */
    record Array(Type element, long length) implements Type {
        @Override
        public String toString() {
            return element + " [" + (length < 0 ? "" : length) + "]";
        }
    }

    /**
     * @param name        empty where it has none
     * @param declaration null where it is declared nowhere
     */
    record Struct(String name, StructDeclaration declaration) implements Type {
        @Override
        public String toString() {
            return name.isEmpty() ? "struct (unnamed)" : "struct " + name;
        }

        /** Structs are the same if their names are: a scenario may declare its own {@code struct file}. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Struct s && name.equals(s.name) && (!name.isEmpty() || declaration == s.declaration);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    record Function(Type result, List<Type> parameters, boolean varargs) implements Type {
        public Function {
            parameters = List.copyOf(parameters);
        }

        @Override
        public String toString() {
            return show("");
        }

        String show(String name) {
            StringBuilder text = new StringBuilder().append(result).append(' ').append(name).append('(');
            for (int i = 0; i < parameters.size(); i++) {
                text.append(i == 0 ? "" : ", ").append(parameters.get(i));
            }
            return text.append(varargs ? parameters.isEmpty() ? "..." : ", ..." : "").append(')').toString();
        }
    }

    default boolean isUnknown() {
        return this instanceof Unknown;
    }

    default boolean isScalar() {
        return this instanceof Int || this instanceof Pointer || this instanceof Array || this instanceof Function || isUnknown();
    }

    /** What an array or a function becomes where its value is used. */
    default Type decayed() {
        return switch (this) {
            case Array a -> new Pointer(a.element());
            case Function f -> new Pointer(f);
            default -> this;
        };
    }

    /** What a pointer or array leads to, or null. */
    default Type target() {
        return switch (this) {
            case Pointer p -> p.target();
            case Array a -> a.element();
            default -> null;
        };
    }

    /** The struct this is or leads to, or null. */
    default Struct struct() {
        return this instanceof Struct s ? s : target() instanceof Struct s ? s : null;
    }
}
