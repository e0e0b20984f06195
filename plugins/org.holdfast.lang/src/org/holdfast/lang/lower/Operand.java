package org.holdfast.lang.lower;

import org.holdfast.engine.program.Expr;

/**
 * A value while an expression is lowered.
 *
 * @param region where it leads if it is a pointer and that is known, else null
 */
record Operand(Expr value, CType type, Region region) {
    static final Operand NOTHING = new Operand(Fold.ZERO, CType.VOID, null);
    static final Operand ZERO = new Operand(Fold.ZERO, CType.INT, null);

    /** Stands for what was refused already, so that nothing else is said about it. */
    static final Operand REFUSED = new Operand(Fold.ZERO, CType.INT, null);

    static Operand of(Expr value, CType type) {
        return new Operand(value, type, null);
    }

    static Operand integer(long value) {
        return new Operand(Fold.constant(value), CType.INT, null);
    }

    boolean isConstant() {
        return value instanceof Expr.Const;
    }

    /** The constant's value; only where {@link #isConstant()}. */
    long constant() {
        return ((Expr.Const) value).value();
    }

    Operand as(CType other) {
        return new Operand(value, other, region);
    }
}
