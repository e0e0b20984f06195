package org.holdfast.lang.validation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.types.Callees;
import org.holdfast.lang.types.Constants;

/** Where statements may stand. */
final class StatementChecks {
    private static final String STATEMENT = "statement";

    private final Check check;

    StatementChecks(Check check) {
        this.check = check;
    }

    void check(EObject element) {
        switch (element) {
            case BreakStatement s when Completion.target(s, BreakStatement.class) == null -> error(s, "break outside of a loop or switch");
            case ContinueStatement s when Completion.target(s, ContinueStatement.class) == null -> error(s, "continue outside of a loop");
            case CaseLabel l -> inSwitch(l, "case");
            case DefaultLabel l -> inSwitch(l, "default");
            case FallthroughStatement s -> fallthrough(s);
            case SwitchStatement s -> cases(s);
            case Label l when !(l.eContainer() instanceof Block) ->
                error(l, "a label must stand in a block, not by itself as the body of a statement");
            case VariableDeclaration d when !(d.eContainer() instanceof Block) && !(d.eContainer() instanceof ForStatement)
                    && !(d.eContainer() instanceof ScenarioFile) -> error(d, "a declaration must stand in a block");
            case IteratorStatement s -> iterator(s);
            case ExpressionStatement s -> expression(s);
            case CallExpression c when isIterator(c) && !(c.eContainer() instanceof IteratorStatement)
                    && !(c.eContainer() instanceof ExpressionStatement) && !(c.eContainer() instanceof Define) ->
                error(c, Check.text(c.getCallee()) + "() is a loop, not a value");
            case NameExpression n when n.getSymbol() instanceof Define d && d.isFunction() && !(n.eContainer() instanceof Define) && !check.library()
                    && !(n.eContainer() instanceof CallExpression c && c.getCallee() == n) ->
                error(n, d.getName() + "() needs its arguments");
            case NameExpression n when n.getSymbol() instanceof Define d && !d.isFunction() && d.getBody() == null ->
                error(n, d.getName() + " is defined as nothing, so it has no value");
            case StatementBody b when !isZero(b.getCondition()) -> error(b.getCondition(), "a macro's loop must end in while (0)");
            case GotoStatement s -> jump(s);
            default -> {
                // may stand anywhere
            }
        }
    }

    private void error(EObject element, String message) {
        check.error(STATEMENT, element, message);
    }

    private static boolean isZero(Expression e) {
        Long value = Constants.value(e);
        return value != null && value == 0;
    }

    private void inSwitch(Statement label, String word) {
        if (!(label.eContainer() instanceof Block block) || !(block.eContainer() instanceof SwitchStatement)) {
            error(label, Completion.target(label, BreakStatement.class) instanceof SwitchStatement
                    ? word + " inside of a statement of the switch is not supported" : word + " outside of a switch");
        }
    }

    private void fallthrough(FallthroughStatement s) {
        EObject at = s.eContainer();
        while (at instanceof Block || at instanceof IfStatement) {
            at = at.eContainer();
        }
        if (!(at instanceof SwitchStatement)) {
            error(s, "fallthrough outside of a switch");
        }
    }

    private void cases(SwitchStatement s) {
        if (!(s.getBody() instanceof Block block)) {
            error(s, "the body of a switch must be a block");
            return;
        }
        Map<Long, CaseLabel> values = new HashMap<>();
        DefaultLabel first = null;
        for (Statement each : block.getStatements()) {
            if (each instanceof DefaultLabel label) {
                if (first != null) {
                    error(label, "the switch has a default already, in line " + Check.line(first));
                }
                first = label;
            } else if (each instanceof CaseLabel label && label.getTo() == null) {
                Long value = Constants.value(label.getValue());
                CaseLabel same = value == null ? null : values.putIfAbsent(value, label);
                if (same != null) {
                    error(label, "the switch has this case already, in line " + Check.line(same));
                }
            }
        }
        if (!block.getStatements().isEmpty() && !(block.getStatements().get(0) instanceof CaseLabel)
                && !(block.getStatements().get(0) instanceof DefaultLabel) && !(block.getStatements().get(0) instanceof VariableDeclaration)
                && !(block.getStatements().get(0) instanceof Label)) {
            check.information("unreachable-code", block.getStatements().get(0), null, "this stands in front of the first case and is never reached");
        }
    }

    /** A macro whose body is a loop without its statement, or another such macro. */
    static boolean isIterator(CallExpression call) {
        return isIterator(call, 0);
    }

    private static boolean isIterator(CallExpression call, int depth) {
        return depth < 20 && Callees.of(call) instanceof Define d
                && (d.getBody() instanceof LoopHeader || d.getBody() instanceof CallExpression inner && isIterator(inner, depth + 1));
    }

    private void iterator(IteratorStatement s) {
        if (s.getCall() != null && s.getCall().getCallee() instanceof NameExpression name && name.getSymbol() != null && !isIterator(s.getCall())) {
            check.error("syntax", s.getCall(), "missing ';' after " + Check.text(s.getCall()));
        }
    }

    private void expression(ExpressionStatement s) {
        if (s.getExpression() instanceof CallExpression call && isIterator(call)) {
            check.information("no-effect", s, null, Check.text(call.getCallee()) + "() does nothing with what it finds");
        }
        boolean statement = s.eContainer() instanceof Statement;
        if (statement && isUseless(s.getExpression())) {
            check.warning("no-effect", s, Check.text(s.getExpression()) + " has no effect");
        }
    }

    private static boolean isUseless(Expression e) {
        return switch (e) {
            case NameExpression n -> n.getSymbol() instanceof Variable || n.getSymbol() instanceof ValueParameter p && !p.isByName();
            case BinaryExpression b -> !b.getOperator().equals("&&") && !b.getOperator().equals("||");
            case MemberExpression m -> false; // a read may matter
            case IntegerLiteral i -> false;
            case ParenthesizedExpression p -> isUseless(p.getExpression());
            case null, default -> false;
        };
    }

    /** Into the scope of a guard or cleanup a jump would skip its beginning. */
    private void jump(GotoStatement s) {
        Label label = s.getLabel();
        if (label == null || !(label.eContainer() instanceof Block block)) {
            return;
        }
        EObject inner = s;
        while (inner != null && inner.eContainer() != block) {
            inner = inner.eContainer();
        }
        List<Statement> statements = block.getStatements();
        int to = statements.indexOf(label);
        for (int i = inner == null ? 0 : statements.indexOf(inner) + 1; i < to; i++) {
            if (statements.get(i) instanceof GuardStatement) {
                error(s, "goto " + label.getName() + " jumps over the guard in line " + Check.line(statements.get(i)));
                return;
            }
        }
    }
}
