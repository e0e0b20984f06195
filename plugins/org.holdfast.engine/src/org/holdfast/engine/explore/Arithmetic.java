package org.holdfast.engine.explore;

import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Value;

/** C arithmetic on tagged values, see {@link Value}. */
final class Arithmetic {
    private Arithmetic() {
    }

    /** Whether the value is a pointer, function or execution rather than an integer. */
    static boolean tagged(long v) {
        long top = v >>> 48;
        return top >= 0x7FFC && top <= 0x7FFE;
    }

    static long integer(long v) {
        if (tagged(v)) {
            throw new Stuck("arithmetic on a pointer");
        }
        return v;
    }

    static long binary(Expr.BinaryOp op, long a, long b, Machine m) {
        switch (op) {
            case EQ:
                return a == b ? 1 : 0;
            case NE:
                return a != b ? 1 : 0;
            case LT, LE, GT, GE, ULT, ULE, UGT, UGE:
                return compare(op, a, b, m) ? 1 : 0;
            default:
        }
        if (tagged(a) || tagged(b)) {
            if (op == Expr.BinaryOp.SUB && Value.isPointer(a) && Value.isPointer(b) && Value.object(a) == Value.object(b)) {
                return Value.offset(a) - Value.offset(b);
            }
            throw new Stuck("arithmetic on a pointer");
        }
        switch (op) {
            case ADD:
                return a + b;
            case SUB:
                return a - b;
            case MUL:
                return a * b;
            case DIV, MOD:
                if (b == 0) {
                    throw new Stuck("division by zero");
                }
                return op == Expr.BinaryOp.DIV ? a / b : a % b;
            case AND:
                return a & b;
            case OR:
                return a | b;
            case XOR:
                return a ^ b;
            case SHL:
                return a << b;
            case SHR:
                return a >> b;
            default:
                return a >>> b;
        }
    }

    private static boolean compare(Expr.BinaryOp op, long a, long b, Machine m) {
        int signed = Long.compare(a, b);
        int unsigned = Long.compareUnsigned(a, b);
        if (Value.isPointer(a) && Value.isPointer(b)) {
            if (Value.object(a) == Value.object(b)) {
                signed = Integer.compare(Value.offset(a), Value.offset(b));
                unsigned = signed;
            } else if (Value.object(a) >= m.image.globals && Value.object(b) >= m.image.globals) {
                m.addressOrderUsed();
            }
        }
        return switch (op) {
            case LT -> signed < 0;
            case LE -> signed <= 0;
            case GT -> signed > 0;
            case GE -> signed >= 0;
            case ULT -> unsigned < 0;
            case ULE -> unsigned <= 0;
            case UGT -> unsigned > 0;
            default -> unsigned >= 0;
        };
    }

    static long convert(long v, int bits, boolean signed) {
        if (bits == 64) {
            return v;
        }
        if (bits == 1) {
            return v != 0 ? 1 : 0;
        }
        if (tagged(v)) {
            throw new Stuck("a pointer is cut to " + bits + " bits");
        }
        int shift = 64 - bits;
        return signed ? v << shift >> shift : v << shift >>> shift;
    }

    static long index(long base, long index, int scale) {
        long cells = integer(index) * scale;
        if (!Value.isPointer(base)) {
            return base + cells;
        }
        long offset = Value.offset(base) + cells;
        // Beyond the range of offsets: any offset outside the layout will do, it is found when used.
        int clamped = (int) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, offset));
        return Value.pointer(Value.object(base), clamped);
    }
}
