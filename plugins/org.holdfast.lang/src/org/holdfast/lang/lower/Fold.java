package org.holdfast.lang.lower;

import java.util.function.UnaryOperator;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Expr.BinaryOp;
import org.holdfast.engine.program.Expr.UnaryOp;
import org.holdfast.engine.program.Value;

/**
 * Makes expressions, folding what is constant. Flags and modes are constants in nearly every call of the kernel library, so this is
 * what keeps inlined code small.
 */
final class Fold {
    static final Expr ZERO = new Expr.Const(0);
    static final Expr ONE = new Expr.Const(1);

    private Fold() {
    }

    static Expr constant(long value) {
        return value == 0 ? ZERO : value == 1 ? ONE : new Expr.Const(value);
    }

    static boolean isConstant(Expr expr) {
        return expr instanceof Expr.Const;
    }

    static Expr unary(UnaryOp op, Expr operand) {
        if (operand instanceof Expr.Const(long v) && (op == UnaryOp.NOT || integer(v))) {
            return constant(switch (op) {
            case NEGATE -> -v;
            case NOT -> v == 0 ? 1 : 0;
            case COMPLEMENT -> ~v;
            });
        }
        if (op == UnaryOp.NOT && operand instanceof Expr.Binary(BinaryOp inner, Expr left, Expr right)) {
            BinaryOp opposite = opposite(inner);
            if (opposite != null) {
                return new Expr.Binary(opposite, left, right);
            }
        }
        return new Expr.Unary(op, operand);
    }

    private static BinaryOp opposite(BinaryOp op) {
        return switch (op) {
        case EQ -> BinaryOp.NE;
        case NE -> BinaryOp.EQ;
        case LT -> BinaryOp.GE;
        case GE -> BinaryOp.LT;
        case GT -> BinaryOp.LE;
        case LE -> BinaryOp.GT;
        case ULT -> BinaryOp.UGE;
        case UGE -> BinaryOp.ULT;
        case UGT -> BinaryOp.ULE;
        case ULE -> BinaryOp.UGT;
        default -> null;
        };
    }

    static Expr binary(BinaryOp op, Expr left, Expr right) {
        if (left instanceof Expr.Const(long a) && right instanceof Expr.Const(long b)) {
            Expr folded = fold(op, a, b);
            if (folded != null) {
                return folded;
            }
        }
        if (right instanceof Expr.Const(long zero) && zero == 0) {
            switch (op) {
            case ADD, SUB, OR, XOR, SHL, SHR, USHR -> {
                return left;
            }
            case NE -> {
                if (isTruth(left)) {
                    return left;
                }
            }
            case EQ -> {
                if (isTruth(left)) {
                    return unary(UnaryOp.NOT, left);
                }
            }
            default -> {
            }
            }
        }
        return new Expr.Binary(op, left, right);
    }

    /** Null where the operands decide nothing before the program runs, or the operation is one the engine must trap on. */
    private static Expr fold(BinaryOp op, long a, long b) {
        if (op == BinaryOp.EQ || op == BinaryOp.NE) {
            return constant(a == b == (op == BinaryOp.EQ) ? 1 : 0);
        }
        if (!integer(a) || !integer(b) || b == 0 && (op == BinaryOp.DIV || op == BinaryOp.MOD)) {
            return null;
        }
        return constant(switch (op) {
        case ADD -> a + b;
        case SUB -> a - b;
        case MUL -> a * b;
        case DIV -> a / b;
        case MOD -> a % b;
        case AND -> a & b;
        case OR -> a | b;
        case XOR -> a ^ b;
        case SHL -> a << b;
        case SHR -> a >> b;
        case USHR -> a >>> b;
        case EQ -> truth(a == b);
        case NE -> truth(a != b);
        case LT -> truth(a < b);
        case LE -> truth(a <= b);
        case GT -> truth(a > b);
        case GE -> truth(a >= b);
        case ULT -> truth(Long.compareUnsigned(a, b) < 0);
        case ULE -> truth(Long.compareUnsigned(a, b) <= 0);
        case UGT -> truth(Long.compareUnsigned(a, b) > 0);
        case UGE -> truth(Long.compareUnsigned(a, b) >= 0);
        });
    }

    private static long truth(boolean value) {
        return value ? 1 : 0;
    }

    /** Whether the value is 0 or 1 whatever happens. */
    static boolean isTruth(Expr expr) {
        return switch (expr) {
        case Expr.Const(long v) -> v == 0 || v == 1;
        case Expr.Unary(UnaryOp op, Expr operand) -> op == UnaryOp.NOT;
        case Expr.Binary(BinaryOp op, Expr left, Expr right) -> switch (op) {
        case EQ, NE, LT, LE, GT, GE, ULT, ULE, UGT, UGE -> true;
        case AND -> isTruth(left) || isTruth(right);
        case OR, XOR -> isTruth(left) && isTruth(right);
        default -> false;
        };
        case Expr.Convert(Expr operand, int bits, boolean signed) -> bits == 1;
        case Expr.Conditional(Expr condition, Expr a, Expr b) -> isTruth(a) && isTruth(b);
        case Expr.Freed f -> true;
        case Expr.Held h -> true;
        default -> false;
        };
    }

    static Expr truth(Expr expr) {
        if (expr instanceof Expr.Const(long v)) {
            return v == 0 ? ZERO : ONE;
        }
        return isTruth(expr) ? expr : new Expr.Binary(BinaryOp.NE, expr, ZERO);
    }

    static Expr not(Expr expr) {
        return unary(UnaryOp.NOT, expr);
    }

    static Expr conditional(Expr condition, Expr ifTrue, Expr ifFalse) {
        if (condition instanceof Expr.Const(long v)) {
            return v != 0 ? ifTrue : ifFalse;
        }
        return ifTrue.equals(ifFalse) ? ifTrue : new Expr.Conditional(condition, ifTrue, ifFalse);
    }

    static Expr convert(Expr operand, int bits, boolean signed) {
        if (operand instanceof Expr.Const(long v) && (integer(v) || bits == 1)) {
            return constant(wrap(v, bits, signed));
        }
        if (bits == 64) {
            return operand;
        }
        if (bits == 1) {
            return truth(operand);
        }
        boolean already = isTruth(operand)
                || operand instanceof Expr.Convert(Expr inner, int b, boolean s) && (b == bits && s == signed || b < bits && (signed || !s));
        return already ? operand : new Expr.Convert(operand, bits, signed);
    }

    static long wrap(long value, int bits, boolean signed) {
        if (bits == 1) {
            return value == 0 ? 0 : 1;
        }
        int unused = 64 - bits;
        return signed ? value << unused >> unused : value << unused >>> unused;
    }

    static Expr offset(Expr base, int cells) {
        if (cells == 0) {
            return base;
        }
        return switch (base) {
        case Expr.Const(long v) -> constant(Value.plus(v, cells));
        case Expr.Offset(Expr inner, int first) -> offset(inner, first + cells);
        default -> new Expr.Offset(base, cells);
        };
    }

    static Expr index(Expr base, Expr index, int scale) {
        if (index instanceof Expr.Const(long v) && Math.abs(v) < 1 << 15) {
            return offset(base, (int) v * scale);
        }
        return new Expr.Index(base, index, scale);
    }

    /** Neither a pointer, a function nor an execution. */
    private static boolean integer(long value) {
        return !Value.isPointer(value) && !Value.isFunction(value) && !Value.isExecution(value);
    }

    /** Whether the register is read by the expression. */
    static boolean reads(Expr expr, int register) {
        boolean[] found = { false };
        map(expr, r -> {
            found[0] |= r.index() == register;
            return r;
        });
        return found[0];
    }

    static boolean readsRegisters(Expr expr) {
        boolean[] found = { false };
        map(expr, r -> {
            found[0] = true;
            return r;
        });
        return found[0];
    }

    /** The expression with each register replaced. */
    static Expr map(Expr expr, UnaryOperator<Expr.Register> f) {
        return switch (expr) {
        case null -> null;
        case Expr.Const e -> e;
        case Expr.Register e -> f.apply(e);
        case Expr.Unary e -> new Expr.Unary(e.op(), map(e.operand(), f));
        case Expr.Binary e -> new Expr.Binary(e.op(), map(e.left(), f), map(e.right(), f));
        case Expr.Conditional e -> new Expr.Conditional(map(e.condition(), f), map(e.ifTrue(), f), map(e.ifFalse(), f));
        case Expr.Convert e -> new Expr.Convert(map(e.operand(), f), e.bits(), e.signed());
        case Expr.Offset e -> new Expr.Offset(map(e.base(), f), e.cells());
        case Expr.Index e -> new Expr.Index(map(e.base(), f), map(e.index(), f), e.scale());
        case Expr.Context e -> e;
        case Expr.Instance e -> e;
        case Expr.Peek e -> new Expr.Peek(map(e.address(), f));
        case Expr.Freed e -> new Expr.Freed(map(e.address(), f));
        case Expr.Held e -> new Expr.Held(map(e.lock(), f), e.mine());
        };
    }
}
