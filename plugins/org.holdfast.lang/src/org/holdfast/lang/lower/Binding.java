package org.holdfast.lang.lower;

import org.holdfast.engine.program.Expr;
import org.holdfast.lang.hold.Expression;

/** What a name means in one activation. */
sealed interface Binding {
    /** {@code region}: where a pointer that is assigned only once leads, or null. */
    record InRegister(int register, CType type, Region region) implements Binding {
    }

    record InMemory(Expr address, CType type, Region region) implements Binding {
    }

    /** A parameter that is never assigned stands for its argument. */
    record Bound(Operand operand) implements Binding {
    }

    /** The argument's text, to be lowered wherever the parameter stands, in the activation of the call. */
    record ByName(Expression expression, Activation activation) implements Binding {
    }

    record TypeArgument(CType type) implements Binding {
    }

    record MemberArgument(String name) implements Binding {
    }
}
