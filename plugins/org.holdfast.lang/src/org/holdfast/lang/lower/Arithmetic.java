package org.holdfast.lang.lower;

import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Expr.BinaryOp;

/** C's usual arithmetic conversions and operators on values, with the wrapping of the result's type. */
final class Arithmetic {
    private Arithmetic() {
    }

    static CType.Int promoted(CType type) {
        return type instanceof CType.Int i ? i.bits() < 32 ? CType.INT : i : CType.LONG;
    }

    static CType.Int common(CType left, CType right) {
        CType.Int a = promoted(left);
        CType.Int b = promoted(right);
        if (a.bits() != b.bits()) {
            return a.bits() > b.bits() ? a : b;
        }
        return a.signed() ? b : a;
    }

    /** Type of a binary operation on decayed operands. */
    static CType result(String operator, CType left, CType right) {
        return switch (operator) {
        case "==", "!=", "<", ">", "<=", ">=", "&&", "||" -> CType.INT;
        case "<<", ">>" -> promoted(left);
        case "+" -> left instanceof CType.Pointer ? left : right instanceof CType.Pointer ? right : common(left, right);
        case "-" -> left instanceof CType.Pointer ? right instanceof CType.Pointer ? CType.LONG : left : common(left, right);
        default -> common(left, right);
        };
    }

    /** Type of {@code c ? left : right}. */
    static CType joined(CType left, CType right) {
        if (left instanceof CType.Void || right instanceof CType.Void) {
            return CType.VOID;
        }
        if (left instanceof CType.Pointer(CType target)) {
            return target instanceof CType.Void && right instanceof CType.Pointer ? right : left;
        }
        if (right instanceof CType.Pointer) {
            return right;
        }
        return left.isScalar() && right.isScalar() ? common(left, right) : left;
    }

    /** Converts a value for assignment, argument passing or a cast. */
    static Operand convert(Operand operand, CType to) {
        if (to instanceof CType.Int(int bits, boolean signed)) {
            boolean fits = operand.type() instanceof CType.Int(int b, boolean s) && (b == bits && s == signed || b < bits && (signed || !s));
            return Operand.of(fits || bits == 64 ? operand.value() : Fold.convert(operand.value(), bits, signed), to);
        }
        return operand.as(to);
    }

    /** The value as one of {@code type}: unsigned 32-bit operands must not keep a sign. */
    private static Expr value(Operand operand, CType.Int type) {
        return convert(operand, type).value();
    }

    static Operand binary(Module module, String operator, Operand left, Operand right) {
        if (left.type() instanceof CType.Pointer || right.type() instanceof CType.Pointer) {
            Operand result = pointers(module, operator, left, right);
            if (result != null) {
                return result;
            }
        }
        CType.Int type = operator.equals("<<") || operator.equals(">>") ? promoted(left.type()) : common(left.type(), right.type());
        Expr a = value(left, type);
        Expr b = operator.equals("<<") || operator.equals(">>") ? right.value() : value(right, type);
        boolean unsigned = !type.signed() && type.bits() == 64;
        BinaryOp op = switch (operator) {
        case "+" -> BinaryOp.ADD;
        case "-" -> BinaryOp.SUB;
        case "*" -> BinaryOp.MUL;
        case "/" -> BinaryOp.DIV;
        case "%" -> BinaryOp.MOD;
        case "&" -> BinaryOp.AND;
        case "|" -> BinaryOp.OR;
        case "^" -> BinaryOp.XOR;
        case "<<" -> BinaryOp.SHL;
        case ">>" -> type.signed() ? BinaryOp.SHR : BinaryOp.USHR;
        default -> comparison(operator, unsigned);
        };
        Expr result = Fold.binary(op, a, b);
        if (Fold.isTruth(result) && comparison(operator, false) != null) {
            return Operand.of(result, CType.INT);
        }
        boolean mayOverflow = switch (op) {
        case ADD, SUB, MUL, SHL, DIV -> true;
        default -> false;
        };
        return Operand.of(mayOverflow ? Fold.convert(result, type.bits(), type.signed()) : result, type);
    }

    private static BinaryOp comparison(String operator, boolean unsigned) {
        return switch (operator) {
        case "==" -> BinaryOp.EQ;
        case "!=" -> BinaryOp.NE;
        case "<" -> unsigned ? BinaryOp.ULT : BinaryOp.LT;
        case "<=" -> unsigned ? BinaryOp.ULE : BinaryOp.LE;
        case ">" -> unsigned ? BinaryOp.UGT : BinaryOp.GT;
        case ">=" -> unsigned ? BinaryOp.UGE : BinaryOp.GE;
        default -> null;
        };
    }

    /** Null where the operation treats its operands as numbers. */
    private static Operand pointers(Module module, String operator, Operand left, Operand right) {
        boolean both = left.type() instanceof CType.Pointer && right.type() instanceof CType.Pointer;
        return switch (operator) {
        case "+" -> left.type() instanceof CType.Pointer ? both ? null : moved(module, left, right, 1) : moved(module, right, left, 1);
        case "-" -> {
            if (!both) {
                yield left.type() instanceof CType.Pointer ? moved(module, left, right, -1) : null;
            }
            int scale = module.shapes().cells(left.type().pointee());
            Expr cells = Fold.binary(BinaryOp.SUB, left.value(), right.value());
            yield Operand.of(scale > 1 ? Fold.binary(BinaryOp.DIV, cells, Fold.constant(scale)) : cells, CType.LONG);
        }
        default -> {
            BinaryOp op = comparison(operator, true);
            yield op == null ? null : Operand.of(Fold.binary(op, left.value(), right.value()), CType.INT);
        }
        };
    }

    /** A pointer moved by a number of elements. */
    static Operand moved(Module module, Operand pointer, Operand count, int sign) {
        int scale = sign * module.shapes().cells(pointer.type().pointee());
        Region region = pointer.region();
        if (region != null) {
            region = count.isConstant() ? region.plus((int) count.constant() * scale) : region.isElement() ? region : null;
        }
        return new Operand(Fold.index(pointer.value(), count.value(), scale), pointer.type(), region);
    }

    static Operand unary(String operator, Operand operand) {
        if (operator.equals("!")) {
            return Operand.of(Fold.not(operand.value()), CType.INT);
        }
        CType.Int type = promoted(operand.type());
        return switch (operator) {
        case "-" -> Operand.of(Fold.convert(Fold.unary(Expr.UnaryOp.NEGATE, operand.value()), type.bits(), type.signed()), type);
        case "~" -> Operand.of(Fold.convert(Fold.unary(Expr.UnaryOp.COMPLEMENT, operand.value()), type.bits(), type.signed()), type);
        default -> operand.as(type);
        };
    }
}
