package org.holdfast.lang.validation;

import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.types.Constants;
import org.holdfast.lang.types.Type;

/** Which values may be given to which variables, as the kernel's compiler sees it. */
final class Conversions {
    private Conversions() {
    }

    /** What is wrong with a conversion. */
    record Complaint(Severity severity, String message) {
    }

    /**
     * @param value the expression, whose constant value matters; may be null
     * @return null if there is nothing to complain of
     */
    static Complaint complaint(Type to, Type from, Expression value) {
        Type target = to.decayed();
        Type source = from.decayed();
        if (target.isUnknown() || source.isUnknown()) {
            return null;
        }
        if (source instanceof Type.Void) {
            return new Complaint(Severity.ERROR, "there is no value here: the type is void");
        }
        return switch (target) {
            case Type.Int t when source instanceof Type.Int -> null;
            case Type.Int t when source instanceof Type.Pointer -> t.equals(Type.BOOL) ? null
                    : new Complaint(Severity.WARNING, "makes " + t + " from " + source + " without a cast");
            case Type.Pointer t when source instanceof Type.Pointer s -> compatible(t.target(), s.target()) ? null
                    : new Complaint(Severity.WARNING, t + " and " + s + " are incompatible pointers");
            case Type.Pointer t when source instanceof Type.Int -> isZero(value) ? null
                    : new Complaint(Severity.WARNING, "makes " + t + " from " + source + " without a cast");
            case Type.Struct t when source.equals(t) -> null;
            default -> new Complaint(Severity.ERROR, source + " is no " + target);
        };
    }

    private static boolean isZero(Expression value) {
        Long constant = Constants.value(value);
        return constant != null && constant == 0;
    }

    /** Whether pointers to the two types mix without a warning. */
    static boolean compatible(Type a, Type b) {
        if (a.isUnknown() || b.isUnknown() || a instanceof Type.Void || b instanceof Type.Void) {
            return true;
        }
        if (a instanceof Type.Int x && b instanceof Type.Int y) {
            // The kernel builds with -Wno-pointer-sign.
            return x.bits() == y.bits();
        }
        if (a instanceof Type.Pointer x && b instanceof Type.Pointer y) {
            return compatible(x.target(), y.target());
        }
        if (a instanceof Type.Array x && b instanceof Type.Array y) {
            return compatible(x.element(), y.element());
        }
        if (a instanceof Type.Function x && b instanceof Type.Function y) {
            return functions(x, y);
        }
        return a.equals(b);
    }

    private static boolean functions(Type.Function a, Type.Function b) {
        boolean results = a.result() instanceof Type.Void == b.result() instanceof Type.Void && compatible(a.result(), b.result());
        if (!results || a.parameters().size() != b.parameters().size()) {
            return false;
        }
        for (int i = 0; i < a.parameters().size(); i++) {
            Type x = a.parameters().get(i).decayed();
            Type y = b.parameters().get(i).decayed();
            if (!x.isUnknown() && !y.isUnknown() && (x.getClass() != y.getClass() || !compatible(x, y))) {
                return false;
            }
        }
        return true;
    }
}
