package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.LockKind;
import org.holdfast.lang.hold.BuiltinType;
import org.holdfast.lang.hold.DeclarationSpecifiers;
import org.holdfast.lang.hold.Declarator;
import org.holdfast.lang.hold.DefineParameter;
import org.holdfast.lang.hold.Dimension;
import org.holdfast.lang.hold.EnumType;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.Field;
import org.holdfast.lang.hold.FieldDeclaration;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.HoldPackage;
import org.holdfast.lang.hold.NamedType;
import org.holdfast.lang.hold.Parameter;
import org.holdfast.lang.hold.StructType;
import org.holdfast.lang.hold.TypeName;
import org.holdfast.lang.hold.TypeParameter;
import org.holdfast.lang.hold.TypeSpecifier;
import org.holdfast.lang.hold.TypedefDeclaration;
import org.holdfast.lang.hold.TypeofType;
import org.holdfast.lang.hold.UnionType;
import org.holdfast.lang.hold.ValueParameter;
import org.holdfast.lang.hold.VarargsParameter;
import org.holdfast.lang.hold.Variable;
import org.holdfast.lang.hold.VariableDeclaration;

/** From declarations to {@link CType}. Types that depend on an activation ({@code typeof}, type parameters) ask it. */
final class Types {
    private final Module module;
    private final Map<EObject, CType> declared = new HashMap<>();
    private final Set<EObject> resolving = new HashSet<>();
    private final Map<String, CType> locks = new HashMap<>();

    Types(Module module) {
        this.module = module;
        for (LockKind kind : LockKind.values()) {
            locks.put("__" + kind.name().toLowerCase(Locale.ROOT) + "_cell", new CType.Lock(kind));
        }
    }

    CType of(Field field) {
        return cached(field, () -> {
            if (field.getMacro() != null) {
                return Definers.type(module, field.getMacro(), field.getMacroType(), field.getArguments(), field, null);
            }
            CType type = declarator(field, ((FieldDeclaration) field.eContainer()).getSpecifiers(), null);
            return field.getBits() == null ? type : bits(field, type);
        });
    }

    CType of(Variable variable) {
        return cached(variable, () -> of(variable, null));
    }

    /** In an activation, which a {@code typeof} or a type parameter may need. */
    CType of(Variable variable, Activation activation) {
        if (variable.getMacro() != null) {
            return Definers.type(module, variable.getMacro(), variable.getMacroType(), variable.getArguments(), variable, activation);
        }
        CType type = variable.eContainer() instanceof VariableDeclaration d ? declarator(variable, d.getSpecifiers(), activation) : CType.INT;
        if (type instanceof CType.Array(CType element, int length) && length < 0) {
            return new CType.Array(element, Initializers.length(module, variable.getInitializer(), element));
        }
        return type;
    }

    CType of(TypeName name, Activation activation) {
        return declarator(name, name.getSpecifiers(), activation);
    }

    CType of(ValueParameter parameter, Activation activation) {
        return parameter.getSpecifiers() == null ? null : declarator(parameter, parameter.getSpecifiers(), activation).decayed();
    }

    /** What a function returns at one call of it. */
    CType result(FunctionDeclaration function, Activation activation) {
        return pointers(of(function.getSpecifiers(), activation), function.getPointers().size());
    }

    CType.Function of(FunctionDeclaration function) {
        return (CType.Function) cached(function, () -> {
            return function(result(function, null), Inlining.parameters(function), null);
        });
    }

    private CType.Function function(CType result, List<Parameter> parameters, Activation activation) {
        List<CType> types = new ArrayList<>();
        boolean varargs = false;
        for (Parameter parameter : parameters) {
            if (parameter instanceof VarargsParameter) {
                varargs = true;
            } else if (parameter instanceof ValueParameter v && v.getSpecifiers() != null) {
                CType type = of(v, activation);
                if (!(type instanceof CType.Void)) {
                    types.add(type);
                }
            } else {
                types.add(CType.INT);
            }
        }
        return new CType.Function(result, types, varargs);
    }

    private CType cached(EObject element, Supplier<CType> compute) {
        CType known = declared.get(element);
        if (known != null) {
            return known;
        }
        if (!resolving.add(element)) {
            module.refuse(element, Problem.TYPE, "the type of " + module.texts().text(element) + " depends on itself");
            return CType.INT;
        }
        CType type = compute.get();
        resolving.remove(element);
        declared.put(element, type);
        return type;
    }

    private CType declarator(Declarator declarator, DeclarationSpecifiers specifiers, Activation activation) {
        CType type = pointers(of(specifiers, activation), declarator.getPointers().size());
        if (declarator.isFunctionPointer()) {
            type = new CType.Pointer(function(type, declarator.getParameters(), activation));
        }
        List<Dimension> dimensions = declarator.getDimensions();
        for (int i = dimensions.size() - 1; i >= 0; i--) {
            type = new CType.Array(type, length(dimensions.get(i), activation));
        }
        return type;
    }

    /** A bit-field is a field of its own that wraps at its width; what C lets neighbours share is not modelled. One bit is as good as a bool. */
    private CType bits(Field field, CType type) {
        Long width = module.constants().value(field.getBits(), null);
        if (!(type instanceof CType.Int(int bits, boolean signed)) || width == null || width < 1 || width > bits) {
            module.refuse(field, Problem.TYPE, "a bit-field is an integer with a constant width of 1 up to that of its type");
            return type;
        }
        return width == 1 ? CType.BOOL : new CType.Int(width.intValue(), signed);
    }

    private int length(Dimension dimension, Activation activation) {
        if (dimension.getSize() == null) {
            return -1;
        }
        Long size = module.constants().value(dimension.getSize(), activation);
        if (size == null) {
            module.refuse(dimension, Problem.NOT_SUPPORTED, "the length of an array must be a constant");
            return 1;
        }
        if (size < 0 || size > Shapes.LIMIT) {
            module.refuse(dimension, Problem.TOO_LARGE, "an array of " + size + " elements: at most " + Shapes.LIMIT + " are possible");
            return 1;
        }
        return size.intValue();
    }

    private static CType pointers(CType type, int count) {
        CType result = type;
        for (int i = 0; i < count; i++) {
            result = new CType.Pointer(result);
        }
        return result;
    }

    CType of(DeclarationSpecifiers specifiers, Activation activation) {
        return specifiers == null || specifiers.getType() == null ? CType.INT : of(specifiers.getType(), activation);
    }

    private CType of(TypeSpecifier type, Activation activation) {
        return switch (type) {
        case StructType s -> {
            var declaration = s.getDeclaration() != null ? s.getDeclaration() : s.getStruct();
            if (declaration == null || declaration.eIsProxy()) {
                String tag = module.texts().name(s, HoldPackage.Literals.STRUCT_TYPE__STRUCT);
                // In a macro's body the tag may be what a parameter stands for.
                Binding binding = activation == null ? null : activation.parameter(tag);
                yield module.unknownStruct(binding instanceof Binding.ByName(Expression argument, Activation outer) ? module.memberName(argument, outer) : tag);
            }
            yield new CType.Struct(module.canonical(declaration));
        }
        case BuiltinType b -> builtin(b);
        case EnumType e -> CType.INT;
        case TypeofType t -> t.getType() != null ? of(t.getType(), activation) : module.typer().typeOf(t.getExpression(), activation);
        case NamedType n -> named(n, activation);
        case UnionType u -> {
            module.refuse(u, Problem.NOT_SUPPORTED, "unions are not supported");
            yield CType.INT;
        }
        default -> {
            module.refuse(type, Problem.NOT_SUPPORTED, "this type is not supported");
            yield CType.INT;
        }
        };
    }

    private CType named(NamedType named, Activation activation) {
        String name = module.texts().name(named, HoldPackage.Literals.NAMED_TYPE__TYPE);
        CType lock = locks.get(name);
        if (lock != null) {
            return lock;
        }
        return switch (named.getType()) {
        case TypeParameter p -> {
            Binding binding = activation == null ? null : activation.binding(p);
            yield binding instanceof Binding.TypeArgument(CType type) ? type : CType.INT;
        }
        case DefineParameter p -> {
            Binding binding = activation == null ? null : activation.binding(p);
            yield binding instanceof Binding.ByName(Expression argument, Activation outer) ? module.typer().typeOf(argument, outer) : CType.INT;
        }
        case TypedefDeclaration d when !d.eIsProxy() -> typedef(d);
        case null, default -> {
            module.refuse(named, Problem.TYPE, "unknown type " + name);
            yield CType.INT;
        }
        };
    }

    CType typedef(TypedefDeclaration typedef) {
        CType scalar = width(typedef.getName());
        if (scalar != null && module.isLibrary(typedef)) {
            return scalar;
        }
        return cached(typedef, () -> declarator(typedef, typedef.getSpecifiers(), null));
    }

    /** Widths C leaves to the machine; the library's typedefs need not spell them. */
    private static CType width(String name) {
        return switch (name) {
        case "u8", "__u8", "uint8_t" -> new CType.Int(8, false);
        case "s8", "__s8", "int8_t" -> new CType.Int(8, true);
        case "u16", "__u16", "uint16_t", "__be16", "__le16" -> new CType.Int(16, false);
        case "s16", "__s16", "int16_t" -> new CType.Int(16, true);
        case "u32", "__u32", "uint32_t", "__be32", "__le32", "gfp_t" -> CType.UNSIGNED;
        case "s32", "__s32", "int32_t" -> CType.INT;
        case "u64", "__u64", "uint64_t", "size_t", "uintptr_t" -> CType.UNSIGNED_LONG;
        case "s64", "__s64", "int64_t", "ssize_t", "intptr_t", "ptrdiff_t", "loff_t", "ktime_t" -> CType.LONG;
        default -> null;
        };
    }

    private CType builtin(BuiltinType type) {
        List<String> words = type.getWords();
        if (words.contains("float") || words.contains("double")) {
            module.refuse(type, Problem.NOT_SUPPORTED, "floating point is not supported");
            return CType.INT;
        }
        if (words.contains("void")) {
            return CType.VOID;
        }
        if (words.contains("bool") || words.contains("_Bool")) {
            return CType.BOOL;
        }
        boolean signed = !words.contains("unsigned");
        if (words.contains("char")) {
            return new CType.Int(8, signed);
        }
        if (words.contains("short")) {
            return new CType.Int(16, signed);
        }
        return new CType.Int(words.contains("long") ? 64 : 32, signed);
    }
}
