package org.holdfast.lang.validation;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.scoping.Aggregates;
import org.holdfast.lang.scoping.FileSymbols;
import org.holdfast.lang.scoping.HoldResource.Unresolved;
import org.holdfast.lang.scoping.HoldScopeProvider;
import org.holdfast.lang.scoping.MemberArguments;
import org.holdfast.lang.scoping.Places;
import org.holdfast.lang.types.References;
import org.holdfast.lang.types.Type;

/** Names that refer to nothing. */
final class NameChecks {
    static final String UNKNOWN = "unknown-name";
    static final String UNMODELLED = "unmodelled-call";

    /** What `__cond_acquires` and the like may be told of the result. */
    private static final Set<String> RESULTS = Set.of("nonzero", "nonnull", "zero");

    private final Check check;
    /** A name is reported once in each function. */
    private final Set<Object> reported = new HashSet<>();

    NameChecks(Check check) {
        this.check = check;
    }

    void check(List<Unresolved> unresolved) {
        Set<EObject> nameless = new LinkedHashSet<>();
        for (Unresolved each : unresolved) {
            nameless.add(each.element());
        }
        for (Unresolved each : unresolved) {
            switch (each.element()) {
                case NameExpression e -> name(e, each);
                case MemberExpression e -> member(e, each, nameless);
                case StructType t -> {
                    // As in C, a struct may stay undeclared as long as nobody looks into it.
                }
                case EnumType t -> error(each, "enum " + each.name() + " is not declared");
                case NamedType t -> error(each, "unknown type " + each.name());
                case Designator d -> designator(d, each);
                case GotoStatement g -> error(each, "there is no label " + each.name() + in(g));
                case GuardStatement g -> error(each, "there is no guard " + each.name());
                case ScopedGuardStatement g -> error(each, "there is no guard " + each.name());
                case Annotation a -> error(each, "__free() knows no " + each.name() + "; DEFINE_FREE declares one");
                case PlaceReference p -> error(each, "there is no function, thread or label " + each.name());
                case LockClass c -> lockClass(c, each);
                default -> error(each, each.name() + " is not declared");
            }
        }
    }

    private void error(Unresolved each, String message) {
        check.report(Severity.ERROR, UNKNOWN, each.node(), message + suggestion(each));
    }

    private static String suggestion(Unresolved each) {
        return Suggestions.of(each.name(), HoldScopeProvider.candidates(each.element(), each.reference()));
    }

    private static String in(EObject element) {
        return switch (Places.body(element)) {
            case FunctionDeclaration f -> " in " + f.getName() + "()";
            case ThreadDeclaration t -> " in thread " + t.getName();
            case null, default -> "";
        };
    }

    private void name(NameExpression expression, Unresolved each) {
        boolean called = expression.eContainer() instanceof CallExpression call && call.getCallee() == expression;
        if (expression.eContainer() instanceof Annotation a && RESULTS.contains(each.name()) && a.getArguments().indexOf(expression) == 0) {
            return;
        }
        boolean claim = EcoreUtil2.getContainerOfType(expression, Claim.class) != null;
        if (called && claim && ScenarioChecks.STATE.contains(each.name())) {
            return;
        }
        if (called && ScenarioChecks.STATE.contains(each.name())) {
            check.report(Severity.ERROR, UNKNOWN, each.node(), each.name() + "() can be asked in claims only");
        } else if (MemberArguments.parameter(expression) instanceof DefineParameter p && isNoValue(p)) {
            tag(p, each);
        } else if (MemberArguments.isMember(expression)) {
            memberArgument(expression, each);
        } else if (called && expression.eContainer().eContainer() instanceof IteratorStatement) {
            error(each, each.name() + "() is no iterator that is known here, or the ';' after it is missing");
        } else if (called && !claim) {
            check.report(Severity.WARNING, UNMODELLED, each.node(), "nothing is known about " + each.name()
                    + "(): declare it, with annotations or a body, if it matters here" + suggestion(each));
        } else if (reported.add(List.of(each.name(), System.identityHashCode(Places.body(expression))))) {
            Variable later = later(expression, each.name());
            if (later != null) {
                check.report(Severity.ERROR, UNKNOWN, each.node(), each.name() + " is declared only in line " + Check.line(later));
            } else {
                error(each, each.name() + " is not declared" + constant(each.name()));
            }
        }
    }

    /** Whether a macro does nothing with an argument's value: it does not use it, or only as a struct's tag. */
    private static boolean isNoValue(DefineParameter parameter) {
        for (EObject each : EcoreUtil2.eAllContents(parameter.eContainer())) {
            if (each instanceof NameExpression name && name.getSymbol() == parameter
                    || each instanceof MemberExpression member && member.getMember() == parameter) {
                return false;
            }
        }
        return true;
    }

    private void tag(DefineParameter parameter, Unresolved each) {
        boolean tag = EcoreUtil2.getAllContentsOfType(parameter.eContainer(), StructType.class).stream()
                .anyMatch(type -> References.text(type, HoldPackage.Literals.STRUCT_TYPE__STRUCT).equals(parameter.getName()));
        if (tag && check.scope().struct(each.name()) == null) {
            check.report(Severity.ERROR, UNKNOWN, each.node(), "struct " + each.name() + " is not declared"
                    + Suggestions.of(each.name(), check.scope().names(FileSymbols.Kind.STRUCT)));
        }
    }

    /** A variable that one of the blocks around declares further down. */
    private static Variable later(EObject element, String name) {
        for (EObject at = element; at != null; at = at.eContainer()) {
            if (at instanceof Block block) {
                for (Statement statement : block.getStatements()) {
                    if (statement instanceof VariableDeclaration declaration) {
                        for (Variable variable : declaration.getVariables()) {
                            if (name.equals(variable.getName())) {
                                return variable;
                            }
                        }
                    }
                }
            }
        }
        return null;
    }

    private static String constant(String name) {
        return name.length() > 2 && name.equals(name.toUpperCase(Locale.ROOT)) ? "; #define it if its value matters" : "";
    }

    private void memberArgument(NameExpression expression, Unresolved each) {
        Type.Struct struct = MemberArguments.struct(expression, check.typing());
        if (struct != null) {
            noField(struct, each);
        } else if (!Check.isTemplate(expression)) {
            check.report(Severity.ERROR, UNKNOWN, each.node(), "in which struct to look for the field " + each.name() + " is not known");
        }
    }

    private void noField(Type.Struct struct, Unresolved each) {
        StructDeclaration declaration = check.typing().complete(struct);
        if (declaration == null) {
            check.report(Severity.ERROR, UNKNOWN, each.node(), struct + " is not declared: declare it with the fields that matter"
                    + Suggestions.of(struct.name(), check.scope().names(FileSymbols.Kind.STRUCT)));
        } else {
            List<String> fields = check.scope().parts(declaration).stream().flatMap(part -> part.getMembers().stream())
                    .flatMap(member -> member.getFields().stream()).map(Field::getName).filter(name -> name != null).toList();
            check.report(Severity.ERROR, UNKNOWN, each.node(), struct + " has no field " + each.name() + Suggestions.of(each.name(), fields));
        }
    }

    private void member(MemberExpression expression, Unresolved each, Set<EObject> nameless) {
        Type receiver = check.typing().of(expression.getReceiver());
        if (receiver.struct() != null) {
            noField(receiver.struct(), each);
        } else if (receiver.isUnknown() && !Check.isTemplate(expression)) {
            NameExpression call = undeclaredCall(expression.getReceiver(), nameless);
            if (call != null) {
                check.report(Severity.ERROR, UNKNOWN, each.node(), "what " + Check.text(call) + "() returns is not known: declare it");
            } else if (EcoreUtil2.eAllContentsAsList(expression).stream().noneMatch(nameless::contains)) {
                check.report(Severity.ERROR, UNKNOWN, each.node(), "the type of " + Check.text(expression.getReceiver()) + " is not known");
            }
        }
    }

    private static NameExpression undeclaredCall(Expression receiver, Set<EObject> nameless) {
        return switch (receiver) {
            case CallExpression call when call.getCallee() instanceof NameExpression name && nameless.contains(name) -> name;
            case ParenthesizedExpression e -> undeclaredCall(e.getExpression(), nameless);
            case null, default -> null;
        };
    }

    private void designator(Designator designator, Unresolved each) {
        // In a macro, what is initialized is known only where it is used.
        if (designator.eContainer() instanceof InitializerItem item && EcoreUtil2.getContainerOfType(designator, Define.class) == null) {
            Type.Struct struct = Aggregates.type(item, designator, check.typing()).struct();
            if (struct != null) {
                noField(struct, each);
            } else {
                check.report(Severity.ERROR, UNKNOWN, each.node(), "no struct with a field " + each.name() + " is initialized here");
            }
        }
    }

    private void lockClass(LockClass lock, Unresolved each) {
        if (each.reference() == HoldPackage.Literals.LOCK_CLASS__ROOT) {
            error(each, "order names " + each.name() + ", but there is no such lock, nor a struct with one");
        } else {
            error(each, "order names " + Check.text(lock) + ", but there is no such field");
        }
    }
}
