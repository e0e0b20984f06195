package org.holdfast.engine.program;

/**
 * Side-effect free expressions over one execution's registers. Memory is read by {@link Step.Load} only, so evaluating an
 * expression never needs a scheduling point; the exceptions are the three forms that may stand in claims alone.
 */
public sealed interface Expr {
    record Const(long value) implements Expr {
    }

    record Register(int index) implements Expr {
    }

    record Unary(UnaryOp op, Expr operand) implements Expr {
    }

    /** Operands that are pointers allow EQ, NE, the orderings (by address) and SUB within one object; other operations are a trap. */
    record Binary(BinaryOp op, Expr left, Expr right) implements Expr {
    }

    record Conditional(Expr condition, Expr ifTrue, Expr ifFalse) implements Expr {
    }

    /** Wraps to a C integer type of {@code bits} (1 = bool, 8, 16, 32, 64, or a bit-field's); pointers pass unchanged through 64. */
    record Convert(Expr operand, int bits, boolean signed) implements Expr {
    }

    /** {@code base} moved by {@code cells}; NULL stays arithmetic as in the kernel. */
    record Offset(Expr base, int cells) implements Expr {
    }

    /** {@code base} moved by {@code index * scale} cells; a wild result is found when it is used. */
    record Index(Expr base, Expr index, int scale) implements Expr {
    }

    /** This execution's own context, see {@link ContextField}. */
    record Context(ContextField field) implements Expr {
    }

    /** Number of this instance among the {@code * COUNT} instances of its thread, from 0; uses of it end thread symmetry. */
    record Instance() implements Expr {
    }

    /** Claims only: the cell at an address without any check; undefined (the claim is not judged) where there is no live cell. */
    record Peek(Expr address) implements Expr {
    }

    /** Claims only: 1 if the object the address leads to has been freed. */
    record Freed(Expr address) implements Expr {
    }

    /** Claims only: 1 if some execution holds the lock ({@code mine}: this execution does). */
    record Held(Expr lock, boolean mine) implements Expr {
    }

    enum UnaryOp {
        NEGATE, NOT, COMPLEMENT
    }

    /** 64-bit operations; DIV and MOD by zero are a trap. Shifts use the low six bits. */
    enum BinaryOp {
        ADD, SUB, MUL, DIV, MOD, AND, OR, XOR, SHL, SHR, USHR, EQ, NE, LT, LE, GT, GE, ULT, ULE, UGT, UGE
    }

    /** {@code PREEMPT}, {@code SOFTIRQ}: nesting counts; {@code IRQ}: 1 while interrupts are off; {@code IN}: ordinal of {@link Kind}. */
    enum ContextField {
        PREEMPT, SOFTIRQ, IRQ, IN
    }
}
