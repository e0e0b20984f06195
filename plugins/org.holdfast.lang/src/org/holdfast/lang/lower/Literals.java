package org.holdfast.lang.lower;

import java.math.BigInteger;
import java.util.Locale;

/** Values of C's literals. */
final class Literals {
    private Literals() {
    }

    /** Null type never: a malformed literal, which the front end reports, counts as 0. */
    static Operand integer(String text) {
        String digits = text.toLowerCase(Locale.ROOT);
        int end = digits.length();
        while (end > 1 && (digits.charAt(end - 1) == 'u' || digits.charAt(end - 1) == 'l')) {
            end--;
        }
        String suffix = digits.substring(end);
        digits = digits.substring(0, end).replace("_", "");
        int radix = digits.startsWith("0x") ? 16 : digits.startsWith("0b") ? 2 : digits.length() > 1 && digits.startsWith("0") ? 8 : 10;
        BigInteger value;
        try {
            value = new BigInteger(radix == 16 || radix == 2 ? digits.substring(2) : digits, radix);
        } catch (NumberFormatException e) {
            return Operand.ZERO;
        }
        boolean isLong = suffix.contains("l") || value.bitLength() > (radix == 10 && !suffix.contains("u") ? 31 : 32);
        boolean unsigned = suffix.contains("u") || radix != 10 && value.bitLength() == (isLong ? 64 : 32);
        return Operand.of(Fold.constant(value.longValue()), new CType.Int(isLong ? 64 : 32, !unsigned));
    }

    /** {@code 'a'}, {@code '\n'}, {@code '\0'}, {@code '\x1f'}. */
    static Operand character(String text) {
        String inner = text.length() >= 2 ? text.substring(1, text.length() - 1) : "";
        return Operand.integer(inner.startsWith("\\") ? escape(inner.substring(1)) : inner.isEmpty() ? 0 : inner.charAt(0));
    }

    private static long escape(String code) {
        if (code.isEmpty()) {
            return 0;
        }
        char first = code.charAt(0);
        try {
            return switch (first) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'v' -> 11;
            case 'x' -> Integer.parseInt(code.substring(1), 16);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> Integer.parseInt(code, 8);
            default -> first;
            };
        } catch (NumberFormatException e) {
            return first;
        }
    }
}
