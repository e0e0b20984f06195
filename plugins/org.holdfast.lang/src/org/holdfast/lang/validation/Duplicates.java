package org.holdfast.lang.validation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.scoping.FileSymbols;
import org.holdfast.lang.scoping.FileSymbols.Kind;
import org.holdfast.lang.scoping.Places;
import org.holdfast.lang.types.Type;

/** Names declared more than once, or in place of the kernel library's. */
final class Duplicates {
    private static final String DUPLICATE = "duplicate";
    private static final String REPLACES = "replaces-kernel-function";

    private final Check check;
    private final Map<EObject, Map<String, Label>> labels = new HashMap<>();

    Duplicates(Check check) {
        this.check = check;
    }

    void check() {
        FileSymbols own = check.scope().own();
        for (Kind kind : Kind.values()) {
            if (kind != Kind.LABEL) {
                for (String name : own.names(kind)) {
                    several(kind, name, own.all(kind, name));
                    included(kind, own.first(kind, name));
                    library(kind, own.first(kind, name));
                }
            }
        }
        for (EObject element : EcoreUtil2.eAllContents(check.resource().file())) {
            switch (element) {
                case Block b -> locals(b);
                case StructDeclaration s -> fields(s);
                case FunctionDeclaration f -> parameters(f);
                case Label l -> label(l);
                case Define d -> defineParameters(d);
                default -> {
                    // declares nothing inside
                }
            }
        }
    }

    private void duplicate(NamedElement second, NamedElement first, String what) {
        check.errorAtName(DUPLICATE, second, what + " is declared already, in line " + Check.line(first));
    }

    private void several(Kind kind, String name, List<NamedElement> all) {
        NamedElement best = all.get(0);
        for (NamedElement each : all) {
            if (each == best) {
                continue;
            }
            switch (each) {
                case FunctionDeclaration f when best instanceof FunctionDeclaration b -> functions(b, f);
                case Define d when best instanceof Define b && Check.text(d).equals(Check.text(b)) -> {
                    // the same again does no harm
                }
                case TypedefDeclaration t when best instanceof TypedefDeclaration b && Check.text(t).equals(Check.text(b)) -> {
                    // as in C11
                }
                case Variable v when best instanceof Variable && !FileSymbols.isDefinition(v) -> {
                    // extern
                }
                case StructDeclaration s -> duplicate(s, best, "struct " + name);
                case EnumDeclaration e -> duplicate(e, best, "enum " + name);
                case ThreadDeclaration t -> duplicate(t, best, "thread " + name);
                case FunctionDeclaration f -> duplicate(f, best, name + "()");
                default -> duplicate(each, best, name);
            }
        }
    }

    /** A prototype and a body, or two of either. */
    private void functions(FunctionDeclaration best, FunctionDeclaration other) {
        if (other.getBody() != null) {
            duplicate(other, best, "the body of " + other.getName() + "()");
            return;
        }
        Type a = check.typing().of(best);
        Type b = check.typing().of(other);
        if (a instanceof Type.Function x && b instanceof Type.Function y) {
            if (!other.getParameters().isEmpty() && (x.parameters().size() != y.parameters().size() || x.varargs() != y.varargs())) {
                check.errorAtName("conflicting-declarations", other, other.getName() + "() has " + x.parameters().size() + " parameters in line "
                        + Check.line(best) + " and " + y.parameters().size() + " here");
            } else if (!Conversions.compatible(x, y)) {
                check.warning("conflicting-declarations", other, HoldPackage.Literals.NAMED_ELEMENT__NAME,
                        other.getName() + "() has other types in line " + Check.line(best));
            }
        }
    }

    private void included(Kind kind, NamedElement own) {
        if (!FileSymbols.isDefinition(own)) {
            return;
        }
        for (NamedElement each : check.scope().users(kind, own.getName())) {
            boolean here = each.eResource() == own.eResource();
            if (!here && FileSymbols.isDefinition(each) && !(own instanceof Define d && Check.text(d).equals(Check.text(each)))
                    && !(own instanceof TypedefDeclaration t && Check.text(t).equals(Check.text(each)))) {
                check.errorAtName(DUPLICATE, own, own.getName() + " is declared in an included file already");
                return;
            }
        }
    }

    private void library(Kind kind, NamedElement own) {
        if (check.library()) {
            return;
        }
        NamedElement library = check.scope().inLibrary(kind, own.getName());
        if (library == null) {
            return;
        }
        String what = switch (own) {
            case FunctionDeclaration f -> own.getName() + "()" + (f.getBody() == null ? ", as declared here," : "");
            case StructDeclaration s -> "struct " + own.getName();
            case EnumDeclaration e -> "enum " + own.getName();
            default -> own.getName();
        };
        check.information(REPLACES, own, HoldPackage.Literals.NAMED_ELEMENT__NAME,
                what + (own instanceof StructDeclaration ? " adds its fields to the kernel library's" : " replaces the kernel library's"));
    }

    private void locals(Block block) {
        Map<String, Variable> seen = new HashMap<>();
        for (Statement statement : block.getStatements()) {
            if (statement instanceof VariableDeclaration declaration) {
                for (Variable variable : declaration.getVariables()) {
                    Variable first = variable.getName() == null ? null : seen.putIfAbsent(variable.getName(), variable);
                    if (first != null) {
                        duplicate(variable, first, variable.getName());
                    }
                }
            }
        }
    }

    private void fields(StructDeclaration struct) {
        Map<String, Field> seen = new HashMap<>();
        for (FieldDeclaration member : struct.getMembers()) {
            for (Field field : member.getFields()) {
                Field first = field.getName() == null ? null : seen.putIfAbsent(field.getName(), field);
                if (first != null) {
                    duplicate(field, first, "the field " + field.getName());
                }
            }
        }
    }

    private void parameters(FunctionDeclaration function) {
        Map<String, NamedElement> seen = new HashMap<>();
        for (Parameter parameter : function.getParameters()) {
            if (parameter instanceof NamedElement named && named.getName() != null) {
                NamedElement first = seen.putIfAbsent(named.getName(), named);
                if (first != null) {
                    duplicate(named, first, "the parameter " + named.getName());
                }
            }
        }
        if (function.getBody() != null) {
            for (Statement statement : function.getBody().getStatements()) {
                if (statement instanceof VariableDeclaration declaration) {
                    for (Variable variable : declaration.getVariables()) {
                        if (variable.getName() != null && seen.containsKey(variable.getName())) {
                            duplicate(variable, seen.get(variable.getName()), "the parameter " + variable.getName());
                        }
                    }
                }
            }
        }
    }

    private void defineParameters(Define define) {
        Map<String, DefineParameter> seen = new HashMap<>();
        for (DefineParameter parameter : define.getParameters()) {
            DefineParameter first = parameter.getName() == null ? null : seen.putIfAbsent(parameter.getName(), parameter);
            if (first != null) {
                duplicate(parameter, first, "the parameter " + parameter.getName());
            }
        }
    }

    private void label(Label label) {
        EObject body = Places.body(label);
        if (body != null && label.getName() != null) {
            Label first = labels.computeIfAbsent(body, b -> new HashMap<>()).putIfAbsent(label.getName(), label);
            if (first != null) {
                duplicate(label, first, "the label " + label.getName());
            }
        }
    }
}
