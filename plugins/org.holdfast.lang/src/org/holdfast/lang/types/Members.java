package org.holdfast.lang.types;

import org.holdfast.lang.hold.*;

/** Which field an access means: where a macro's parameter stands for the field, the argument says it. */
final class Members {
    private final Typing typing;

    Members(Typing typing) {
        this.typing = typing;
    }

    Field field(MemberExpression expression, Bindings bindings) {
        MemberSymbol member = expression.getMember();
        if (member instanceof Field field) {
            return field;
        }
        if (member instanceof DefineParameter || member instanceof MemberParameter) {
            Expression argument = bindings.argument(member);
            return argument == null ? null : argument(argument, typing.of(expression.getReceiver(), bindings), bindings.outer());
        }
        Type receiver = typing.of(expression.getReceiver(), bindings);
        return typing.field(receiver, References.text(expression, HoldPackage.Literals.MEMBER_EXPRESSION__MEMBER));
    }

    /** The field that an argument names in the struct that {@code receiver} is or leads to. */
    private Field argument(Expression argument, Type receiver, Bindings outer) {
        return switch (argument) {
            case NameExpression name when name.getSymbol() instanceof Field field -> field;
            case NameExpression name when outer != null && outer.argument(name.getSymbol()) != null ->
                argument(outer.argument(name.getSymbol()), receiver, outer.outer());
            case NameExpression name -> typing.field(receiver, References.text(name, HoldPackage.Literals.NAME_EXPRESSION__SYMBOL));
            case MemberExpression member -> {
                Field first = argument(member.getReceiver(), receiver, outer);
                yield first == null ? null : typing.field(typing.of(first), References.text(member, HoldPackage.Literals.MEMBER_EXPRESSION__MEMBER));
            }
            default -> null;
        };
    }
}
