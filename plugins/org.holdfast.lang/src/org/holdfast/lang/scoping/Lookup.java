package org.holdfast.lang.scoping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.scoping.FileSymbols.Kind;
import org.holdfast.lang.types.Type;
import org.holdfast.lang.types.Typing;

/** What a name refers to at a place of a file. */
final class Lookup {
    private final HoldResource resource;
    private final FileScope scope;
    private final Locals locals;

    Lookup(HoldResource resource) {
        this.resource = resource;
        scope = resource.scope();
        locals = new Locals(resource.file());
    }

    private Typing typing() {
        return resource.typing();
    }

    /** The target of a reference written as {@code name}, or null. */
    NamedElement find(EObject context, EReference reference, String name) {
        return switch (context) {
            case NameExpression e -> symbol(e, name);
            case MemberExpression e -> member(e, name);
            case StructType t -> scope.find(Kind.STRUCT, name);
            case EnumType t -> scope.find(Kind.ENUM, name);
            case NamedType t -> type(t, name);
            case Designator d -> designated(d, name);
            case GotoStatement g -> locals.label(Places.body(g), name);
            case GuardStatement g -> scope.find(Kind.GUARD, name);
            case ScopedGuardStatement g -> scope.find(Kind.GUARD, name);
            case Annotation a -> scope.find(Kind.CLEANUP, name);
            case PlaceReference p -> reference == HoldPackage.Literals.PLACE_REFERENCE__FUNCTION ? functionOrThread(name) : place(p, name);
            case LockClass c -> reference == HoldPackage.Literals.LOCK_CLASS__ROOT ? lockRoot(c, name) : lockField(c, name);
            default -> null;
        };
    }

    // ---------------------------------------------------------------------------------------------- expressions

    private NamedElement symbol(NameExpression context, String name) {
        NamedElement parameter = macroParameter(context, name);
        if (parameter != null) {
            return parameter;
        }
        if (MemberArguments.isMember(context)) {
            Type.Struct struct = MemberArguments.struct(context, typing());
            return struct == null ? null : scope.field(typing().complete(struct), name);
        }
        NamedElement local = locals.find(context, name);
        return local != null ? local : scope.find(Kind.SYMBOL, name);
    }

    /** A parameter of the macro around, or one of the library function around that stands for a member. */
    private static NamedElement macroParameter(EObject context, String name) {
        Define define = EcoreUtil2.getContainerOfType(context, Define.class);
        if (define != null) {
            for (DefineParameter parameter : define.getParameters()) {
                if (name.equals(parameter.getName())) {
                    return parameter;
                }
            }
        }
        FunctionDeclaration function = EcoreUtil2.getContainerOfType(context, FunctionDeclaration.class);
        if (function != null) {
            for (Parameter each : function.getParameters()) {
                if (each instanceof MemberParameter member && name.equals(member.getName())) {
                    return member;
                }
            }
        }
        return null;
    }

    private NamedElement member(MemberExpression context, String name) {
        NamedElement parameter = macroParameter(context, name);
        if (parameter instanceof MemberSymbol) {
            return parameter;
        }
        return typing().field(typing().of(context.getReceiver()), name);
    }

    private NamedElement designated(Designator designator, String name) {
        if (!(designator.eContainer() instanceof InitializerItem item)) {
            return null;
        }
        NamedElement parameter = macroParameter(designator, name);
        return parameter instanceof MemberSymbol ? parameter : typing().field(Aggregates.type(item, designator, typing()), name);
    }

    private NamedElement type(EObject context, String name) {
        for (EObject at = context; at != null; at = at.eContainer()) {
            List<? extends EObject> parameters = switch (at) {
                case FunctionDeclaration f -> f.getParameters();
                case Define d -> d.getParameters();
                default -> List.of();
            };
            for (EObject parameter : parameters) {
                if (parameter instanceof TypeSymbol symbol && name.equals(symbol.getName())) {
                    return symbol;
                }
            }
        }
        return scope.find(Kind.TYPEDEF, name);
    }

    // ---------------------------------------------------------------------------------------------- places and classes

    private NamedElement functionOrThread(String name) {
        return scope.find(Kind.SYMBOL, name) instanceof FunctionDeclaration f ? f : scope.find(Kind.THREAD, name);
    }

    /** Inside of a function or thread, but at a label, where both have the name. */
    private NamedElement place(PlaceReference reference, String name) {
        if (reference.eIsSet(HoldPackage.Literals.PLACE_REFERENCE__FUNCTION)) {
            return locals.label(reference.getFunction(), name);
        }
        NamedElement function = functionOrThread(name);
        NamedElement label = scope.find(Kind.LABEL, name);
        boolean inside = reference.eContainer() instanceof InExtent;
        return inside ? function != null ? function : label : label != null ? label : function;
    }

    private NamedElement lockRoot(LockClass lock, String name) {
        NamedElement variable = scope.find(Kind.SYMBOL, name) instanceof Variable v ? v : null;
        StructDeclaration struct = scope.struct(name);
        List<String> fields = fields(lock);
        if (!fields.isEmpty() && struct != null && (variable == null || scope.field(struct, fields.get(0)) != null)) {
            return struct;
        }
        return variable != null ? variable : struct;
    }

    private NamedElement lockField(LockClass lock, String name) {
        Type type = switch (lock.getRoot()) {
            case StructDeclaration s -> new Type.Struct(s.getName() == null ? "" : s.getName(), s);
            case Variable v -> typing().of(v);
            case null, default -> Type.UNKNOWN;
        };
        for (String each : fields(lock)) {
            Field field = typing().field(type, each);
            if (field == null || each.equals(name)) {
                return field;
            }
            type = typing().of(field);
        }
        return null;
    }

    private static List<String> fields(LockClass lock) {
        return NodeModelUtils.findNodesForFeature(lock, HoldPackage.Literals.LOCK_CLASS__FIELDS).stream().map(NodeModelUtils::getTokenText)
                .toList();
    }

    // ---------------------------------------------------------------------------------------------- all names

    /** Every name that could stand at a reference: for suggestions and content assist. */
    Collection<String> candidates(EObject context, EReference reference) {
        List<String> names = new ArrayList<>();
        switch (context) {
            case NameExpression e -> {
                names.addAll(locals.names(context));
                names.addAll(scope.names(Kind.SYMBOL));
            }
            case MemberExpression e -> fieldNames(typing().of(e.getReceiver()), names);
            case Designator d when d.eContainer() instanceof InitializerItem item -> fieldNames(Aggregates.type(item, d, typing()), names);
            case StructType t -> names.addAll(scope.names(Kind.STRUCT));
            case EnumType t -> names.addAll(scope.names(Kind.ENUM));
            case NamedType t -> names.addAll(scope.names(Kind.TYPEDEF));
            case GotoStatement g -> names.addAll(locals.labelNames(Places.body(g)));
            case GuardStatement g -> names.addAll(scope.names(Kind.GUARD));
            case ScopedGuardStatement g -> names.addAll(scope.names(Kind.GUARD));
            case Annotation a -> names.addAll(scope.names(Kind.CLEANUP));
            case PlaceReference p -> {
                names.addAll(scope.names(Kind.LABEL));
                names.addAll(scope.names(Kind.THREAD));
                scope.own().names(Kind.SYMBOL).forEach(names::add);
            }
            case LockClass c -> {
                if (reference == HoldPackage.Literals.LOCK_CLASS__ROOT) {
                    scope.own().names(Kind.SYMBOL).forEach(names::add);
                    scope.own().names(Kind.STRUCT).forEach(names::add);
                } else if (c.getRoot() instanceof StructDeclaration s) {
                    fieldNames(new Type.Struct(s.getName() == null ? "" : s.getName(), s), names);
                }
            }
            default -> {
                // nothing to suggest
            }
        }
        return names;
    }

    private void fieldNames(Type type, List<String> names) {
        Type.Struct struct = type.struct();
        for (StructDeclaration part : scope.parts(struct == null ? null : typing().complete(struct))) {
            for (FieldDeclaration member : part.getMembers()) {
                for (Field field : member.getFields()) {
                    if (field.getName() != null) {
                        names.add(field.getName());
                    }
                }
            }
        }
    }
}
