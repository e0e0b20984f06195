package org.holdfast.lang.validation;

import org.eclipse.emf.ecore.EObject;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.scoping.Aggregates;
import org.holdfast.lang.scoping.Places;
import org.holdfast.lang.types.Bindings;
import org.holdfast.lang.types.Constants;
import org.holdfast.lang.types.References;
import org.holdfast.lang.types.Type;
import org.holdfast.lang.types.Typing;

/** C's rules for expressions. In macros, types are those of a use and are not checked. */
final class ExpressionChecks {
    static final String TYPE = "type-mismatch";

    private final Check check;
    private final Typing typing;

    ExpressionChecks(Check check) {
        this.check = check;
        typing = check.typing();
    }

    void check(EObject element) {
        switch (element) {
            case MemberExpression e -> member(e);
            case UnaryExpression e -> unary(e);
            case PostfixExpression e -> {
                if (isModifiable(e.getOperand(), e)) {
                    scalar(e.getOperand(), "'" + e.getOperator() + "'");
                }
            }
            case IndexExpression e -> index(e);
            case AssignmentExpression e -> assignment(e);
            case BinaryExpression e -> binary(e);
            case ConditionalExpression e -> scalar(e.getCondition(), "a condition");
            case CastExpression e -> cast(e);
            case SizeofExpression e -> sizeof(e);
            case IfStatement s -> scalar(s.getCondition(), "a condition");
            case WhileStatement s -> scalar(s.getCondition(), "a condition");
            case DoStatement s -> scalar(s.getCondition(), "a condition");
            case ForStatement s -> scalar(s.getCondition(), "a condition");
            case SwitchStatement s -> integer(s.getValue(), "the value of a switch");
            case CaseLabel l -> caseLabel(l);
            case ReturnStatement s -> returned(s);
            case Variable v when v.getInitializer() != null && !(v.getInitializer() instanceof InitializerList) ->
                convert(typing.of(v), v.getInitializer(), "initializes " + v.getName());
            case InitializerItem i -> item(i);
            default -> {
                // no rule
            }
        }
    }

    private void error(EObject element, String message) {
        check.error(TYPE, element, message);
    }

    private boolean open(EObject element) {
        return Check.isTemplate(element);
    }

    // ---------------------------------------------------------------------------------------------- access

    private void member(MemberExpression e) {
        Type receiver = typing.of(e.getReceiver());
        if (receiver.isUnknown() || open(e)) {
            return;
        }
        String name = e.getMember() == null ? References.text(e, HoldPackage.Literals.MEMBER_EXPRESSION__MEMBER)
                : e.getMember().getName();
        if (receiver instanceof Type.Struct && e.isArrow()) {
            error(e, Check.text(e.getReceiver()) + " is a " + receiver + ", not a pointer: write ." + name);
        } else if (receiver.target() instanceof Type.Struct && !e.isArrow()) {
            error(e, Check.text(e.getReceiver()) + " is a pointer: write ->" + name);
        } else if (receiver.struct() == null) {
            Type target = receiver.target();
            error(e, target != null && target.struct() != null ? Check.text(e.getReceiver()) + " is a pointer to a pointer: " + receiver
                    : Check.text(e.getReceiver()) + " has no fields: its type is " + receiver);
        }
    }

    private void unary(UnaryExpression e) {
        Type operand = typing.of(e.getOperand());
        if (operand.isUnknown() || open(e)) {
            return;
        }
        switch (e.getOperator()) {
            case "*" -> {
                if (operand.target() instanceof Type.Void) {
                    error(e, Check.text(e.getOperand()) + " is a void *, which leads to nothing that has a type");
                } else if (operand.target() == null && !(operand instanceof Type.Function)) {
                    error(e, "* needs a pointer, and " + Check.text(e.getOperand()) + " is " + operand);
                }
            }
            case "&" -> {
                if (!isPlace(e.getOperand()) && !(operand instanceof Type.Function)) {
                    error(e, Check.text(e.getOperand()) + " has no address");
                }
            }
            case "++", "--" -> {
                if (isModifiable(e.getOperand(), e)) {
                    scalar(e.getOperand(), "'" + e.getOperator() + "'");
                }
            }
            case "!" -> scalar(e.getOperand(), "'!'");
            default -> integer(e.getOperand(), "'" + e.getOperator() + "'");
        }
    }

    private void index(IndexExpression e) {
        Type array = typing.of(e.getArray());
        if (open(e)) {
            return;
        }
        if (!array.isUnknown() && array.target() == null) {
            error(e, "[] needs an array or a pointer, and " + Check.text(e.getArray()) + " is " + array);
        }
        integer(e.getIndex(), "an index");
        Long index = Constants.value(e.getIndex());
        if (array instanceof Type.Array a && a.length() >= 0 && index != null && (index < 0 || index >= a.length())
                && !(e.eContainer() instanceof UnaryExpression)) {
            check.warning(TYPE, e.getIndex(), "the index " + index + " is outside of the array, which has " + a.length() + " elements");
        }
    }

    /** Whether an expression names a place in memory. */
    private static boolean isPlace(Expression e) {
        return switch (e) {
            case NameExpression n -> !(n.getSymbol() instanceof Enumerator || n.getSymbol() instanceof FunctionDeclaration
                    || n.getSymbol() instanceof Define d && (d.isFunction() || d.getBody() == null || !isPlace(d.getBody())));
            case MemberExpression m -> m.isArrow() || isPlace(m.getReceiver()) || m.getReceiver() instanceof CallExpression;
            case IndexExpression i -> true;
            case UnaryExpression u -> u.getOperator().equals("*");
            case ParenthesizedExpression p -> isPlace(p.getExpression());
            case CastExpression c -> c.getInitializer() != null;
            case ImplicitExpression i -> true;
            case CallExpression c -> c.getCallee() instanceof NameExpression n && n.getSymbol() instanceof Define d && d.getBody() != null
                    && isPlace(d.getBody());
            case StringLiteral s -> true;
            case null, default -> false;
        };
    }

    private boolean isModifiable(Expression target, EObject at) {
        if (open(at)) {
            return true;
        }
        boolean percpu = target instanceof CallExpression || target instanceof ParenthesizedExpression p && p.getExpression() instanceof CallExpression;
        if (!isPlace(target) && !percpu) {
            error(target, Check.text(target) + " cannot be assigned to");
            return false;
        }
        if (typing.of(target) instanceof Type.Array a) {
            error(target, Check.text(target) + " is an array, which cannot be assigned to");
            return false;
        }
        return true;
    }

    // ---------------------------------------------------------------------------------------------- values

    /** Complains of a value that does not fit; {@code what} says where it goes. */
    void convert(Type to, Expression value, String what) {
        if (open(value)) {
            return;
        }
        Conversions.Complaint complaint = Conversions.complaint(to, typing.of(value), value);
        boolean dereference = value instanceof UnaryExpression u && u.getOperator().equals("*");
        if (complaint != null && !(dereference && typing.of(value) instanceof Type.Void)) {
            check.report(complaint.severity(), TYPE, value, null, what + ": " + complaint.message());
        }
    }

    private void assignment(AssignmentExpression e) {
        if (!isModifiable(e.getTarget(), e)) {
            return;
        }
        Type target = typing.of(e.getTarget());
        if (e.getOperator().equals("=")) {
            convert(target, e.getValue(), "assigns to " + Check.text(e.getTarget()));
        } else if (target instanceof Type.Struct && !open(e)) {
            error(e, e.getOperator() + " needs numbers, and " + Check.text(e.getTarget()) + " is a " + target);
        } else {
            integer(e.getValue(), "'" + e.getOperator() + "'");
        }
    }

    private void binary(BinaryExpression e) {
        if (open(e)) {
            return;
        }
        String operator = "'" + e.getOperator() + "'";
        Type left = typing.of(e.getLeft()).decayed();
        Type right = typing.of(e.getRight()).decayed();
        switch (e.getOperator()) {
            case "&&", "||" -> {
                scalar(e.getLeft(), operator);
                scalar(e.getRight(), operator);
            }
            case "==", "!=", "<", ">", "<=", ">=" -> compare(e, left, right);
            case "+", "-" -> {
                if (!scalar(e.getLeft(), operator) || !scalar(e.getRight(), operator)) {
                    return;
                }
                boolean subtract = e.getOperator().equals("-");
                if (right instanceof Type.Pointer && (left instanceof Type.Pointer ? !subtract : subtract && left instanceof Type.Int)) {
                    error(e, operator + " cannot be applied to " + left + " and " + right);
                }
            }
            default -> {
                integer(e.getLeft(), operator);
                integer(e.getRight(), operator);
            }
        }
    }

    private void compare(BinaryExpression e, Type left, Type right) {
        if (!scalar(e.getLeft(), "a comparison") || !scalar(e.getRight(), "a comparison")) {
            return;
        }
        if (left instanceof Type.Pointer a && right instanceof Type.Pointer b) {
            if (!Conversions.compatible(a.target(), b.target())) {
                check.warning(TYPE, e, "compares " + a + " with " + b);
            }
        } else if (left instanceof Type.Pointer && right instanceof Type.Int && !isZero(e.getRight())
                || right instanceof Type.Pointer && left instanceof Type.Int && !isZero(e.getLeft())) {
            check.warning(TYPE, e, "compares " + left + " with " + right);
        }
    }

    private static boolean isZero(Expression e) {
        Long value = Constants.value(e);
        return value != null && value == 0;
    }

    private void cast(CastExpression e) {
        Type to = typing.of(e.getType(), Bindings.NONE);
        if (e.getOperand() == null || to instanceof Type.Void || to.isUnknown() || open(e)) {
            return;
        }
        Type from = typing.of(e.getOperand()).decayed();
        if (from instanceof Type.Struct && !from.equals(to) || to instanceof Type.Struct && !to.equals(from) && !from.isUnknown()
                || from instanceof Type.Void) {
            error(e, from + " cannot be cast to " + to);
        }
    }

    private void sizeof(SizeofExpression e) {
        Type type = e.getType() != null ? typing.of(e.getType(), Bindings.NONE) : typing.of(e.getOperand());
        if (type instanceof Type.Struct s && typing.complete(s) == null && !open(e)) {
            error(e, "the size of " + s + " is not known: it is not declared here");
        }
    }

    /** @return false if it was reported */
    private boolean scalar(Expression e, String what) {
        if (e == null || open(e)) {
            return true;
        }
        Type type = typing.of(e);
        if (!type.isScalar()) {
            error(e, what + " needs a number or a pointer, and " + Check.text(e) + " is " + (type instanceof Type.Void ? "void" : "a " + type));
            return false;
        }
        return true;
    }

    private void integer(Expression e, String what) {
        if (e == null || open(e)) {
            return;
        }
        Type type = typing.of(e).decayed();
        if (!type.isUnknown() && !(type instanceof Type.Int)) {
            error(e, what + " needs a number, and " + Check.text(e) + " is " + (type instanceof Type.Struct ? "a " : "") + type);
        }
    }

    private void caseLabel(CaseLabel label) {
        for (Expression e : new Expression[] {label.getValue(), label.getTo()}) {
            if (e != null && !open(label) && Constants.value(e) == null && !typing.of(e).isUnknown()) {
                error(e, "a case needs a constant, and " + Check.text(e) + " is none");
            }
        }
    }

    private void returned(ReturnStatement s) {
        EObject body = Places.body(s);
        if (!(body instanceof FunctionDeclaration f)) {
            if (s.getValue() != null && body != null) {
                error(s.getValue(), "nothing can be returned from here");
            }
            return;
        }
        Type result = typing.of(f) instanceof Type.Function function ? function.result() : Type.UNKNOWN;
        if (s.getValue() == null) {
            if (!(result instanceof Type.Void) && !result.isUnknown()) {
                error(s, f.getName() + "() must return a value: its result is " + result);
            }
        } else if (result instanceof Type.Void) {
            if (!(typing.of(s.getValue()) instanceof Type.Void)) {
                error(s.getValue(), f.getName() + "() returns nothing, its result is void");
            }
        } else {
            convert(result, s.getValue(), "returned from " + f.getName() + "()");
        }
    }

    private void item(InitializerItem item) {
        if (item.getValue() != null && !(item.getValue() instanceof InitializerList) && item.eContainer() instanceof InitializerList list
                && !open(item)) {
            Type type = Aggregates.type(item, list, typing);
            if (!(type instanceof Type.Struct) && !(type instanceof Type.Array)) {
                convert(type, item.getValue(), "initializer");
            }
        }
    }
}
