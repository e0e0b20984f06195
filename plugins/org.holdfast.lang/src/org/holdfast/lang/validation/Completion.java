package org.holdfast.lang.validation;

import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.types.Constants;

/** Whether the end of a statement can be reached, as far as its form tells. */
final class Completion {
    private Completion() {
    }

    static boolean completes(Statement statement) {
        return switch (statement) {
            case Block b -> list(b.getStatements());
            case ReturnStatement s -> false;
            case GotoStatement s -> false;
            case BreakStatement s -> false;
            case ContinueStatement s -> false;
            case IfStatement s -> s.getOtherwise() == null || completes(s.getThen()) || completes(s.getOtherwise());
            case WhileStatement s -> !isTrue(s.getCondition()) || breaks(s.getBody());
            case DoStatement s -> !isTrue(s.getCondition()) && (completes(s.getBody()) || breaks(s.getBody()) || continues(s.getBody()))
                    || breaks(s.getBody());
            case ForStatement s -> s.getCondition() != null && !isTrue(s.getCondition()) || breaks(s.getBody());
            case SwitchStatement s -> breaks(s.getBody()) || !hasDefault(s) || completes(s.getBody());
            case ScopedGuardStatement s -> completes(s.getBody()) || breaks(s.getBody());
            case ExpressionStatement s -> !isBug(s.getExpression());
            case null, default -> true;
        };
    }

    /** After a jump, only a label makes what follows reachable. */
    private static boolean list(List<Statement> statements) {
        boolean reachable = true;
        for (Statement statement : statements) {
            if (statement instanceof Label || statement instanceof CaseLabel || statement instanceof DefaultLabel) {
                reachable = true;
            }
            reachable = reachable && completes(statement);
        }
        return reachable;
    }

    private static boolean isTrue(Expression condition) {
        Long value = Constants.value(condition);
        return value != null && value != 0;
    }

    /** BUG() does not return. */
    private static boolean isBug(Expression expression) {
        return expression instanceof CallExpression call && call.getCallee() instanceof NameExpression name && name.getSymbol() != null
                && ("BUG".equals(name.getSymbol().getName()) || "panic".equals(name.getSymbol().getName()));
    }

    /** Whether a break in a loop's or switch's body belongs to it. */
    private static boolean breaks(Statement body) {
        return contains(body, BreakStatement.class);
    }

    private static boolean continues(Statement body) {
        return contains(body, ContinueStatement.class);
    }

    private static boolean contains(Statement body, Class<? extends Statement> jump) {
        if (body == null) {
            return false;
        }
        if (jump.isInstance(body)) {
            return true;
        }
        for (EObject each : EcoreUtil2.eAllContents(body)) {
            if (jump.isInstance(each) && target(each, jump) == body.eContainer()) {
                return true;
            }
        }
        return false;
    }

    /** The loop or switch that a jump leaves. */
    static EObject target(EObject jump, Class<? extends Statement> kind) {
        for (EObject at = jump.eContainer(); at != null; at = at.eContainer()) {
            switch (at) {
                case WhileStatement s -> {
                    return at;
                }
                case DoStatement s -> {
                    return at;
                }
                case ForStatement s -> {
                    return at;
                }
                case IteratorStatement s -> {
                    return at;
                }
                case ScopedGuardStatement s -> {
                    return at; // it is a loop that runs once
                }
                case SwitchStatement s when kind == BreakStatement.class -> {
                    return at;
                }
                default -> {
                    // go on outwards
                }
            }
        }
        return null;
    }

    private static boolean hasDefault(SwitchStatement s) {
        return s.getBody() instanceof Block b && b.getStatements().stream().anyMatch(each -> each instanceof DefaultLabel);
    }
}
