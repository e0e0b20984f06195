package org.holdfast.lang.types;

import java.util.Locale;
import org.holdfast.lang.hold.*;

/** Values and types of constant expressions. */
public final class Constants {
    private static final int DEPTH = 100;

    private Constants() {
    }

    /** The value of an integer constant expression, or null if it is none (or null itself). */
    public static Long value(Expression expression) {
        return value(expression, 0);
    }

    private static Long value(Expression expression, int depth) {
        if (expression == null || depth > DEPTH) {
            return null;
        }
        return switch (expression) {
            case IntegerLiteral e -> parse(e.getText());
            case CharacterLiteral e -> character(e.getText());
            case BooleanLiteral e -> e.isValue() ? 1L : 0L;
            case ParenthesizedExpression e -> value(e.getExpression(), depth + 1);
            case NameExpression e -> switch (e.getSymbol()) {
                case Define d when !d.isFunction() -> value(d.getBody(), depth + 1);
                case Enumerator n -> enumerator(n, depth + 1);
                case null, default -> null;
            };
            case CastExpression e -> value(e.getOperand(), depth + 1);
            case UnaryExpression e -> unary(e.getOperator(), value(e.getOperand(), depth + 1));
            case BinaryExpression e -> binary(e.getOperator(), value(e.getLeft(), depth + 1), value(e.getRight(), depth + 1));
            case ConditionalExpression e -> {
                Long condition = value(e.getCondition(), depth + 1);
                yield condition == null ? null
                        : condition == 0 ? value(e.getOtherwise(), depth + 1) : e.getThen() == null ? condition : value(e.getThen(), depth + 1);
            }
            default -> null;
        };
    }

    private static Long enumerator(Enumerator enumerator, int depth) {
        if (!(enumerator.eContainer() instanceof EnumDeclaration declaration)) {
            return null;
        }
        long next = 0;
        for (Enumerator each : declaration.getEnumerators()) {
            if (each.getValue() != null) {
                Long value = value(each.getValue(), depth);
                if (value == null) {
                    return null;
                }
                next = value;
            }
            if (each == enumerator) {
                return next;
            }
            next++;
        }
        return null;
    }

    private static Long unary(String operator, Long value) {
        return value == null ? null : switch (operator) {
            case "-" -> -value;
            case "+" -> value;
            case "~" -> ~value;
            case "!" -> value == 0 ? 1L : 0L;
            default -> null;
        };
    }

    private static Long binary(String operator, Long a, Long b) {
        if (a == null || b == null) {
            return null;
        }
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> b == 0 ? null : Long.valueOf(a / b);
            case "%" -> b == 0 ? null : Long.valueOf(a % b);
            case "<<" -> a << b;
            case ">>" -> a >> b;
            case "&" -> a & b;
            case "|" -> a | b;
            case "^" -> a ^ b;
            case "&&" -> a != 0 && b != 0 ? 1L : 0L;
            case "||" -> a != 0 || b != 0 ? 1L : 0L;
            case "==" -> a.equals(b) ? 1L : 0L;
            case "!=" -> a.equals(b) ? 0L : 1L;
            case "<" -> a < b ? 1L : 0L;
            case ">" -> a > b ? 1L : 0L;
            case "<=" -> a <= b ? 1L : 0L;
            case ">=" -> a >= b ? 1L : 0L;
            default -> null;
        };
    }

    /** The value of an integer literal, wrapped to 64 bits, or null if it is malformed. */
    public static Long parse(String text) {
        String digits = text.toLowerCase(Locale.ROOT);
        int end = digits.length();
        while (end > 1 && (digits.charAt(end - 1) == 'u' || digits.charAt(end - 1) == 'l')) {
            end--;
        }
        digits = digits.substring(0, end);
        try {
            if (digits.startsWith("0x")) {
                return Long.parseUnsignedLong(digits.substring(2), 16);
            }
            if (digits.startsWith("0b")) {
                return Long.parseUnsignedLong(digits.substring(2), 2);
            }
            return digits.length() > 1 && digits.startsWith("0") ? Long.parseUnsignedLong(digits, 8) : Long.parseUnsignedLong(digits, 10);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static Type type(IntegerLiteral literal) {
        String text = literal.getText().toLowerCase(Locale.ROOT);
        boolean hexadecimal = text.startsWith("0x");
        boolean unsigned = text.contains("u");
        Long value = parse(text);
        boolean wide = text.endsWith("l") || text.endsWith("lu") || value == null || value < 0 || value > 0xffffffffL
                || !hexadecimal && !unsigned && value > Integer.MAX_VALUE;
        if (wide) {
            return unsigned || hexadecimal && value != null && value < 0 ? Type.UNSIGNED_LONG : Type.LONG;
        }
        return unsigned || value > Integer.MAX_VALUE ? Type.UNSIGNED : Type.INT;
    }

    /** The value of a character literal with its quotes, or null if it is malformed. */
    public static Long character(String text) {
        String inner = text.substring(1, text.length() - 1);
        if (inner.length() == 1) {
            return (long) inner.charAt(0);
        }
        if (inner.length() < 2 || inner.charAt(0) != '\\') {
            return null;
        }
        return switch (inner.charAt(1)) {
            case 'n' -> 10L;
            case 't' -> 9L;
            case 'r' -> 13L;
            case 'a' -> 7L;
            case 'b' -> 8L;
            case 'f' -> 12L;
            case 'v' -> 11L;
            case '\\', '\'', '"' -> inner.length() == 2 ? Long.valueOf(inner.charAt(1)) : null;
            case 'x' -> radix(inner.substring(2), 16);
            default -> radix(inner.substring(1), 8);
        };
    }

    private static Long radix(String digits, int radix) {
        try {
            return Long.parseLong(digits, radix);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
