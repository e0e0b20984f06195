package org.holdfast.lang.types;

import org.holdfast.lang.hold.CallExpression;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.ParenthesizedExpression;
import org.holdfast.lang.hold.Symbol;

/** What a call calls. A name may be another's alias: {@code #define del_timer timer_delete}. */
public final class Callees {
    private static final int DEPTH = 10;

    private Callees() {
    }

    /** The function, macro or variable that a call names, behind all aliases; null where it names nothing. */
    public static Symbol of(CallExpression call) {
        return target(call.getCallee());
    }

    /** What an expression names, behind all aliases; null if it is no name. */
    public static Symbol target(Expression expression) {
        Expression at = expression;
        for (int i = 0; i < DEPTH; i++) {
            if (at instanceof ParenthesizedExpression p) {
                at = p.getExpression();
            } else if (at instanceof NameExpression name) {
                if (!(name.getSymbol() instanceof Define define) || define.isFunction() || define.getBody() == null) {
                    return name.getSymbol();
                }
                at = define.getBody();
            } else {
                return null;
            }
        }
        return null;
    }
}
