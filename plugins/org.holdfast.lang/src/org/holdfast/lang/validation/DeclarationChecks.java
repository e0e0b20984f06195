package org.holdfast.lang.validation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.scoping.FileSymbols;
import org.holdfast.lang.types.Constants;
import org.holdfast.lang.types.Type;
import org.holdfast.lang.types.Typing;

/** What can be wrong with one declaration by itself. */
final class DeclarationChecks {
    private static final String DECLARATION = "declaration";

    private final Check check;
    private final Typing typing;

    DeclarationChecks(Check check) {
        this.check = check;
        typing = check.typing();
    }

    void check(EObject element) {
        switch (element) {
            case VariableDeclaration d -> declaration(d);
            case TypeDeclaration d when !declaresType(d.getSpecifiers()) -> error(d, "this declares nothing");
            case Variable v -> declared(v, v, typing.of(v), v.getMacro() != null);
            case Field f -> declared(f, f, typing.of(f), f.getMacro() != null);
            case StructDeclaration s -> containsItself(s);
            case FunctionDeclaration f -> function(f);
            case ValueParameter p when p.getSpecifiers() != null -> parameter(p);
            case Define d when !d.isFunction() -> macro(d);
            case Enumerator e when e.getValue() != null && Constants.value(e.getValue()) == null ->
                error(e.getValue(), "the value of " + e.getName() + " must be a constant");
            default -> {
                // no rule
            }
        }
    }

    private void error(EObject element, String message) {
        check.error(DECLARATION, element, message);
    }

    private void declaration(VariableDeclaration declaration) {
        DeclarationSpecifiers specifiers = declaration.getSpecifiers();
        if (specifiers != null && specifiers.getType() == null
                && declaration.getVariables().stream().anyMatch(variable -> variable.getMacro() == null)) {
            error(specifiers, "the type is missing");
        }
        if (declaration.getVariables().isEmpty() && !declaresType(specifiers)) {
            error(declaration, "this declares nothing");
        }
    }

    private static boolean declaresType(DeclarationSpecifiers specifiers) {
        return specifiers == null || specifiers.getType() instanceof StructType || specifiers.getType() instanceof EnumType
                || specifiers.getType() instanceof UnionType;
    }

    private void declared(NamedElement element, Declarator declarator, Type type, boolean macro) {
        if (element.getName() == null) {
            return;
        }
        Type innermost = type;
        while (innermost instanceof Type.Array array) {
            innermost = array.element();
        }
        if (innermost instanceof Type.Void) {
            check.errorAtName(DECLARATION, element, element.getName() + " is declared void");
        } else if (innermost instanceof Type.Function) {
            check.errorAtName(DECLARATION, element, element.getName() + " is declared as a function here; a pointer to one is (*" + element.getName()
                    + ")(…)");
        } else if (innermost instanceof Type.Struct s && typing.complete(s) == null && !isExtern(element)) {
            check.errorAtName(DECLARATION, element, element.getName() + " needs the fields of " + s + ", which is not declared here"
                    + Suggestions.of(s.name(), check.scope().names(FileSymbols.Kind.STRUCT)));
        }
        if (!macro) {
            dimensions(declarator, element instanceof Variable v && v.getInitializer() != null || element instanceof Field);
        }
    }

    private static boolean isExtern(NamedElement element) {
        return element.eContainer() instanceof VariableDeclaration d && d.getSpecifiers() != null
                && d.getSpecifiers().getStorage().contains(Storage.EXTERN);
    }

    private void dimensions(Declarator declarator, boolean mayBeOpen) {
        for (Dimension dimension : declarator.getDimensions()) {
            if (dimension.getSize() == null) {
                if (!mayBeOpen) {
                    error(dimension, "how many elements the array has is not said");
                }
            } else {
                Long size = Constants.value(dimension.getSize());
                if (size == null) {
                    if (!typing.of(dimension.getSize()).isUnknown()) {
                        error(dimension.getSize(), "the length of an array must be a constant");
                    }
                } else if (size < 0) {
                    error(dimension.getSize(), "the length of an array must not be negative");
                }
            }
        }
    }

    private void parameter(ValueParameter parameter) {
        if (parameter.getSpecifiers().getType() == null) {
            error(parameter, "the type is missing");
        } else if (typing.of(parameter) instanceof Type.Struct s && typing.complete(s) == null && parameter.getName() != null) {
            error(parameter, parameter.getName() + " needs the fields of " + s + ", which is not declared here");
        } else if (parameter.getName() != null && typing.of(parameter) instanceof Type.Void) {
            error(parameter, parameter.getName() + " is declared void");
        }
    }

    private void containsItself(StructDeclaration struct) {
        List<StructDeclaration> path = new ArrayList<>();
        if (reaches(struct, struct, path, new HashSet<>())) {
            StringBuilder cycle = new StringBuilder("struct " + struct.getName());
            path.forEach(each -> cycle.append(" -> struct ").append(each.getName()));
            check.errorAtName(DECLARATION, struct, "struct " + struct.getName() + " contains itself (" + cycle + "): use a pointer");
        }
    }

    /** Whether {@code from} has {@code target} inside of it by value; {@code path} is how. */
    private boolean reaches(StructDeclaration from, StructDeclaration target, List<StructDeclaration> path, Set<StructDeclaration> seen) {
        for (FieldDeclaration member : from.getMembers()) {
            for (Field field : member.getFields()) {
                Type type = typing.of(field);
                while (type instanceof Type.Array array) {
                    type = array.element();
                }
                StructDeclaration inner = type instanceof Type.Struct s ? typing.complete(s) : null;
                if (inner != null && seen.add(inner)) {
                    path.add(inner);
                    if (inner == target || reaches(inner, target, path, seen)) {
                        return true;
                    }
                    path.remove(path.size() - 1);
                }
            }
        }
        return false;
    }

    private void function(FunctionDeclaration function) {
        if (function.getSpecifiers() == null || function.getSpecifiers().getType() == null) {
            check.errorAtName(DECLARATION, function, "the type of the result is missing");
        }
        if (function.getBody() != null && typing.of(function) instanceof Type.Function f && f.result() instanceof Type.Struct s
                && typing.complete(s) == null) {
            check.errorAtName(DECLARATION, function, function.getName() + "() returns " + s + ", which is not declared here");
        }
        if (function.getBody() == null) {
            return;
        }
        if (function.getSpecifiers() != null && function.getSpecifiers().getStorage().contains(Storage.PRIMITIVE)) {
            check.errorAtName(DECLARATION, function, function.getName() + "() is a primitive: it has no body");
        }
        if (!Typing.isVoid(function.getParameters())) {
            for (Parameter parameter : function.getParameters()) {
                if (parameter instanceof ValueParameter p && p.getName() == null) {
                    error(p, "a parameter of a function with a body needs a name");
                }
            }
        }
        boolean value = typing.of(function) instanceof Type.Function f && !(f.result() instanceof Type.Void) && !f.result().isUnknown();
        if (value && Completion.completes(function.getBody())) {
            check.warning("missing-return", function, HoldPackage.Literals.NAMED_ELEMENT__NAME,
                    function.getName() + "() may end without returning a value");
        }
    }

    private void macro(Define define) {
        Set<Define> seen = new HashSet<>();
        Define at = define;
        while (at != null && seen.add(at)) {
            at = at.getBody() instanceof NameExpression name && name.getSymbol() instanceof Define next ? next : null;
        }
        if (at != null) {
            check.errorAtName(DECLARATION, define, define.getName() + " is defined by itself");
        }
    }
}
