package org.holdfast.lang.types;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.syntax.Words;

/**
 * Types of declarations and expressions of one revision of one file. Resolves references on demand, as linking does. Not for several
 * threads.
 */
public final class Typing {
    /** Macros in macros in expressions; hostile ones lead back to themselves. */
    private static final int DEPTH = 60;

    private final Declarations scope;
    private final Members members = new Members(this);
    private final Map<EObject, Type> known = new IdentityHashMap<>();
    private int depth;

    public Typing(Declarations scope) {
        this.scope = scope;
    }

    // ---------------------------------------------------------------------------------------------- declarations

    public Type of(NamedElement symbol) {
        return of(symbol, Bindings.NONE);
    }

    public Type of(NamedElement symbol, Bindings bindings) {
        if (symbol == null || symbol.eIsProxy()) {
            return Type.UNKNOWN;
        }
        if (!bindings.isEmpty()) {
            return guarded(() -> compute(symbol, bindings));
        }
        Type type = known.get(symbol);
        if (type == null) {
            // What depends on itself (typeof) is unknown.
            known.put(symbol, Type.UNKNOWN);
            type = guarded(() -> compute(symbol, bindings));
            known.put(symbol, type);
        }
        return type;
    }

    private Type guarded(java.util.function.Supplier<Type> compute) {
        if (depth > DEPTH) {
            return Type.UNKNOWN;
        }
        depth++;
        try {
            return compute.get();
        } finally {
            depth--;
        }
    }

    private Type compute(NamedElement symbol, Bindings bindings) {
        return switch (symbol) {
            case Variable v when v.getMacro() != null -> defined(v.getMacro(), v.getMacroType(), v.getArguments(), bindings);
            case Field f when f.getMacro() != null -> defined(f.getMacro(), f.getMacroType(), f.getArguments(), bindings);
            case Variable v -> v.eContainer() instanceof VariableDeclaration d ? of(v, d.getSpecifiers(), bindings) : Type.UNKNOWN;
            case Field f -> f.eContainer() instanceof FieldDeclaration d ? of(f, d.getSpecifiers(), bindings) : Type.UNKNOWN;
            case ValueParameter p -> p.getSpecifiers() != null ? of(p, p.getSpecifiers(), bindings).decayed() : argument(p, bindings);
            case DefineParameter p -> argument(p, bindings);
            case TypeParameter p -> argument(p, bindings);
            case TypedefDeclaration t -> of(t, t.getSpecifiers(), bindings);
            case FunctionDeclaration f -> function(f, bindings);
            case Enumerator e -> Type.INT;
            case Define d -> d.isFunction() || d.getBody() == null ? Type.UNKNOWN : of(d.getBody(), Bindings.NONE);
            case GuardDefinition g -> g.getType() == null ? Type.UNKNOWN : of(g.getType(), bindings);
            case FreeDefinition g -> of(g.getType(), bindings);
            default -> Type.UNKNOWN;
        };
    }

    private Type argument(NamedElement parameter, Bindings bindings) {
        Expression argument = bindings.argument(parameter);
        if (argument == null) {
            return Type.UNKNOWN;
        }
        Bindings outer = bindings.outer() == null ? Bindings.NONE : bindings.outer();
        return argument instanceof TypeExpression t ? of(t.getType(), outer) : of(argument, outer);
    }

    private Type defined(String macro, TypeName type, List<Expression> arguments, Bindings bindings) {
        String name = Words.DEFINERS.getOrDefault(macro, "");
        if (name.isEmpty()) {
            return type == null ? Type.UNKNOWN : of(type, bindings);
        }
        Type result = named(name);
        return switch (macro) {
            case "DECLARE_BITMAP" -> new Type.Array(result, 1);
            case "DEFINE_HASHTABLE", "DECLARE_HASHTABLE", "DEFINE_READ_MOSTLY_HASHTABLE" -> {
                Long bits = arguments.isEmpty() ? null : Constants.value(arguments.get(0));
                yield new Type.Array(result, bits == null || bits < 0 || bits > 20 ? -1 : 1L << bits);
            }
            default -> result;
        };
    }

    /** The type that a text such as {@code struct mutex} or {@code spinlock_t} names. */
    public Type named(String name) {
        if (name.equals("unsigned long")) {
            return Type.UNSIGNED_LONG;
        }
        if (name.startsWith("struct ")) {
            String tag = name.substring(7);
            return new Type.Struct(tag, scope.struct(tag));
        }
        TypedefDeclaration typedef = scope.typedef(name);
        return typedef == null ? Type.UNKNOWN : of(typedef);
    }

    public Type of(TypeName name, Bindings bindings) {
        return name == null ? Type.UNKNOWN : of(name, name.getSpecifiers(), bindings);
    }

    private Type of(Declarator declarator, DeclarationSpecifiers specifiers, Bindings bindings) {
        Type type = pointers(of(specifiers, bindings), declarator.getPointers().size());
        if (declarator.isFunctionPointer()) {
            type = new Type.Pointer(function(type, declarator.getParameters(), bindings));
        }
        for (int i = declarator.getDimensions().size() - 1; i >= 0; i--) {
            Long length = Constants.value(declarator.getDimensions().get(i).getSize());
            type = new Type.Array(type, length == null ? -1 : length);
        }
        return type;
    }

    private static Type pointers(Type type, int count) {
        Type result = type;
        for (int i = 0; i < count; i++) {
            result = new Type.Pointer(result);
        }
        return result;
    }

    /** The type of a function, with the result that the bound arguments give it. */
    private Type.Function function(FunctionDeclaration function, Bindings bindings) {
        Type result = pointers(of(function.getSpecifiers(), bindings), function.getPointers().size());
        return function(result, function.getParameters(), bindings);
    }

    private Type.Function function(Type result, List<Parameter> parameters, Bindings bindings) {
        List<Type> types = new ArrayList<>();
        boolean varargs = false;
        for (Parameter parameter : parameters) {
            switch (parameter) {
                case VarargsParameter v -> varargs = true;
                case ValueParameter p when isVoid(parameters) -> {
                    // (void): no parameters
                }
                case ValueParameter p -> types.add(p.getSpecifiers() == null ? Type.UNKNOWN : of(p, bindings));
                default -> types.add(Type.UNKNOWN);
            }
        }
        return new Type.Function(result, types, varargs);
    }

    /** Whether a parameter list is {@code (void)}. */
    public static boolean isVoid(List<Parameter> parameters) {
        return parameters.size() == 1 && parameters.get(0) instanceof ValueParameter p && p.getName() == null && p.getPointers().isEmpty()
                && !p.isFunctionPointer() && p.getSpecifiers() != null && p.getSpecifiers().getType() instanceof BuiltinType b
                && b.getWords().contains("void");
    }

    private Type of(DeclarationSpecifiers specifiers, Bindings bindings) {
        return specifiers == null ? Type.UNKNOWN : switch (specifiers.getType()) {
            case null -> Type.UNKNOWN;
            case BuiltinType b -> builtin(b.getWords());
            case StructType s -> struct(s, bindings);
            case EnumType e -> Type.UNSIGNED;
            case NamedType n -> switch (n.getType()) {
                case null -> Type.UNKNOWN;
                case TypedefDeclaration t -> of(t);
                default -> argument(n.getType(), bindings);
            };
            case TypeofType t -> t.getType() != null ? of(t.getType(), bindings) : t.getExpression() == null ? Type.UNKNOWN
                    : of(t.getExpression(), bindings);
            default -> Type.UNKNOWN;
        };
    }

    private Type struct(StructType type, Bindings bindings) {
        StructDeclaration declaration = type.getDeclaration() != null ? type.getDeclaration() : type.getStruct();
        if (declaration != null && !declaration.eIsProxy()) {
            return new Type.Struct(declaration.getName() == null ? "" : declaration.getName(), declaration);
        }
        String tag = References.text(type, HoldPackage.Literals.STRUCT_TYPE__STRUCT);
        for (var argument : bindings.arguments().entrySet()) {
            // `struct tag` in a macro with the parameter tag
            if (argument.getKey() instanceof DefineParameter p && tag.equals(p.getName()) && argument.getValue() instanceof NameExpression name) {
                String bound = References.text(name, HoldPackage.Literals.NAME_EXPRESSION__SYMBOL);
                return new Type.Struct(bound, scope.struct(bound));
            }
        }
        return new Type.Struct(tag, null);
    }

    private static Type builtin(List<String> words) {
        if (words.contains("void")) {
            return Type.VOID;
        }
        if (words.contains("bool") || words.contains("_Bool")) {
            return Type.BOOL;
        }
        if (words.contains("float") || words.contains("double")) {
            return Type.UNKNOWN;
        }
        boolean signed = !words.contains("unsigned");
        if (words.contains("char")) {
            return signed ? Type.CHAR : new Type.Int("unsigned char", 8, false);
        }
        if (words.contains("short")) {
            return new Type.Int(signed ? "short" : "unsigned short", 16, signed);
        }
        if (words.contains("long")) {
            return signed ? Type.LONG : Type.UNSIGNED_LONG;
        }
        return signed ? Type.INT : Type.UNSIGNED;
    }

    // ---------------------------------------------------------------------------------------------- expressions

    public Type of(Expression expression) {
        return of(expression, Bindings.NONE);
    }

    public Type of(Expression expression, Bindings bindings) {
        if (expression == null) {
            return Type.UNKNOWN;
        }
        if (!bindings.isEmpty()) {
            return guarded(() -> compute(expression, bindings));
        }
        Type type = known.get(expression);
        if (type == null) {
            type = compute(expression, bindings);
            known.put(expression, type);
        }
        return type;
    }

    private Type compute(Expression expression, Bindings bindings) {
        return switch (expression) {
            case NameExpression e -> of(e.getSymbol(), bindings);
            case ImplicitExpression e -> implicit(e);
            case ParenthesizedExpression e -> of(e.getExpression(), bindings);
            case IntegerLiteral e -> Constants.type(e);
            case CharacterLiteral e -> Type.INT;
            case StringLiteral e -> new Type.Pointer(Type.CHAR);
            case BooleanLiteral e -> Type.BOOL;
            case NullLiteral e -> new Type.Pointer(Type.VOID);
            case SizeofExpression e -> Type.UNSIGNED_LONG;
            case CastExpression e -> of(e.getType(), bindings);
            case CommaExpression e -> of(e.getRight(), bindings);
            case AssignmentExpression e -> of(e.getTarget(), bindings);
            case ConditionalExpression e -> either(of(e.getThen() == null ? e.getCondition() : e.getThen(), bindings).decayed(),
                    of(e.getOtherwise(), bindings).decayed());
            case BinaryExpression e -> binary(e, bindings);
            case UnaryExpression e -> unary(e, bindings);
            case PostfixExpression e -> of(e.getOperand(), bindings);
            case IndexExpression e -> {
                Type element = of(e.getArray(), bindings).target();
                yield element == null ? Type.UNKNOWN : element;
            }
            case MemberExpression e -> {
                Field field = field(e, bindings);
                yield field == null ? Type.UNKNOWN : of(field);
            }
            case CallExpression e -> call(e, bindings);
            default -> Type.UNKNOWN;
        };
    }

    private Type implicit(ImplicitExpression expression) {
        for (EObject at = expression.eContainer(); at != null; at = at.eContainer()) {
            if (at instanceof FreeDefinition free) {
                return of(free);
            }
            if (at instanceof GuardDefinition guard) {
                Type type = of(guard);
                return expression.getName().equals("_F") ? Type.UNSIGNED_LONG
                        : "DEFINE_LOCK_GUARD_1".equals(guard.getKind()) ? new Type.Pointer(type) : type;
            }
        }
        return Type.UNKNOWN;
    }

    private Type either(Type a, Type b) {
        if (a.isUnknown() || a instanceof Type.Int && b instanceof Type.Pointer) {
            return b;
        }
        if (a.target() instanceof Type.Void && b instanceof Type.Pointer) {
            return b;
        }
        return a instanceof Type.Int x && b instanceof Type.Int y ? arithmetic(x, y) : a;
    }

    private static Type arithmetic(Type.Int a, Type.Int b) {
        int bits = Math.max(32, Math.max(a.bits(), b.bits()));
        boolean signed = (a.bits() < bits || a.signed()) && (b.bits() < bits || b.signed());
        return bits == 64 ? signed ? Type.LONG : Type.UNSIGNED_LONG : signed ? Type.INT : Type.UNSIGNED;
    }

    private Type binary(BinaryExpression e, Bindings bindings) {
        switch (e.getOperator()) {
            case "&&", "||", "==", "!=", "<", ">", "<=", ">=" -> {
                return Type.INT;
            }
            default -> {
                Type left = of(e.getLeft(), bindings).decayed();
                Type right = of(e.getRight(), bindings).decayed();
                if (left instanceof Type.Pointer && right instanceof Type.Pointer) {
                    return Type.LONG;
                }
                if (left instanceof Type.Int a && right instanceof Type.Int b) {
                    return e.getOperator().equals("<<") || e.getOperator().equals(">>") ? arithmetic(a, a) : arithmetic(a, b);
                }
                return left instanceof Type.Pointer ? left : right instanceof Type.Pointer ? right : Type.UNKNOWN;
            }
        }
    }

    private Type unary(UnaryExpression e, Bindings bindings) {
        Type operand = of(e.getOperand(), bindings);
        return switch (e.getOperator()) {
            case "!" -> Type.INT;
            case "&" -> operand.isUnknown() ? operand : new Type.Pointer(operand);
            case "*" -> {
                Type target = operand.target();
                yield operand instanceof Type.Function ? operand : target == null ? Type.UNKNOWN : target;
            }
            case "++", "--" -> operand;
            default -> operand instanceof Type.Int i ? arithmetic(i, i) : Type.UNKNOWN;
        };
    }

    private Type call(CallExpression call, Bindings bindings) {
        switch (Callees.of(call)) {
            case FunctionDeclaration f when !f.eIsProxy() -> {
                return function(f, Bindings.of(f.getParameters(), call.getArguments(), bindings)).result();
            }
            case Define d when d.isFunction() && d.getBody() != null -> {
                Bindings inner = Bindings.of(d.getParameters(), call.getArguments(), bindings);
                return guarded(() -> of(d.getBody(), inner));
            }
            case null, default -> {
                // a function pointer, or unknown
            }
        }
        Type callee = of(call.getCallee(), bindings);
        return callee instanceof Type.Function f ? f.result() : callee.target() instanceof Type.Function f ? f.result() : Type.UNKNOWN;
    }

    // ---------------------------------------------------------------------------------------------- members

    /** The field a member access means, or null. In a macro it depends on the arguments. */
    public Field field(MemberExpression expression, Bindings bindings) {
        return members.field(expression, bindings);
    }

    /** The field of that name in the struct that the type is or leads to, or null. */
    public Field field(Type type, String name) {
        Type.Struct struct = type.struct();
        return struct == null ? null : scope.field(complete(struct), name);
    }

    /** The declaration with fields, or null. */
    public StructDeclaration complete(Type.Struct struct) {
        return struct.declaration() != null || struct.name().isEmpty() ? struct.declaration() : scope.struct(struct.name());
    }
}
