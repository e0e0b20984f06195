package org.holdfast.lang.scoping;

import java.util.List;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.types.Bindings;
import org.holdfast.lang.types.Type;
import org.holdfast.lang.types.Typing;

/** What the items of an initializer list initialize. */
public final class Aggregates {
    private Aggregates() {
    }

    /** The type in which a designator names a field or element. */
    public static Type type(InitializerItem item, Designator designator, Typing typing) {
        Type type = item.eContainer() instanceof InitializerList list ? type(list, typing) : Type.UNKNOWN;
        for (Designator each : item.getDesignators()) {
            if (each == designator) {
                break;
            }
            type = inside(type, each, typing);
        }
        return type;
    }

    /** The type of what a list initializes. */
    public static Type type(InitializerList list, Typing typing) {
        return switch (list.eContainer()) {
            case Variable v -> typing.of(v);
            case CastExpression c -> typing.of(c.getType(), Bindings.NONE);
            case InitializerItem item when item.eContainer() instanceof InitializerList outer -> type(item, outer, typing);
            case null, default -> Type.UNKNOWN;
        };
    }

    /** The type of what an item initializes. */
    public static Type type(InitializerItem item, InitializerList list, Typing typing) {
        Type type = type(list, typing);
        if (!item.getDesignators().isEmpty()) {
            for (Designator each : item.getDesignators()) {
                type = inside(type, each, typing);
            }
            return type;
        }
        if (type instanceof Type.Array array) {
            return array.element();
        }
        if (type instanceof Type.Struct struct && typing.complete(struct) != null) {
            return positional(item, list, typing.complete(struct), typing);
        }
        return Type.UNKNOWN;
    }

    /** By position; after a designator the position is not followed. */
    private static Type positional(InitializerItem item, InitializerList list, StructDeclaration struct, Typing typing) {
        int index = list.getItems().indexOf(item);
        for (int i = 0; i < index; i++) {
            if (!list.getItems().get(i).getDesignators().isEmpty()) {
                return Type.UNKNOWN;
            }
        }
        List<Field> fields = struct.getMembers().stream().flatMap(member -> member.getFields().stream()).toList();
        return index < fields.size() ? typing.of(fields.get(index)) : Type.UNKNOWN;
    }

    private static Type inside(Type type, Designator designator, Typing typing) {
        if (designator.getField() instanceof Field field) {
            return typing.of(field);
        }
        return designator.getIndex() != null && type instanceof Type.Array array ? array.element() : Type.UNKNOWN;
    }
}
