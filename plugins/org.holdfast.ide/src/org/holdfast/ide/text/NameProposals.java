package org.holdfast.ide.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.xtext.naming.QualifiedName;
import org.eclipse.xtext.resource.IEObjectDescription;
import org.holdfast.ide.text.Completion.Hole;
import org.holdfast.ide.text.Completion.Kind;
import org.holdfast.ide.text.Completion.Proposal;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.scoping.FileScope;
import org.holdfast.lang.scoping.FileSymbols;
import org.holdfast.lang.scoping.HoldScopeProvider;
import org.holdfast.lang.types.Callees;
import org.holdfast.lang.types.Type;
import org.holdfast.lang.types.Typing;

/** Proposes what the language's own scopes have at a place: fields, variables, functions, constants. */
final class NameProposals {
    private final EObject context;
    private final FileScope scope;
    private final Typing typing;
    private final CompletionPlace place;
    private final Selection selection;
    /** Whether parentheses or a semicolon follow already. */
    private final String rest;

    NameProposals(Imagined imagined, CompletionPlace place, Selection selection, String rest) {
        context = imagined.name();
        scope = imagined.revision().scope();
        typing = new Typing(scope);
        this.place = place;
        this.selection = selection;
        this.rest = rest;
    }

    private EReference reference() {
        return switch (context) {
            case MemberExpression m -> HoldPackage.Literals.MEMBER_EXPRESSION__MEMBER;
            case Designator d -> HoldPackage.Literals.DESIGNATOR__FIELD;
            default -> HoldPackage.Literals.NAME_EXPRESSION__SYMBOL;
        };
    }

    private NamedElement resolve(String name) {
        IEObjectDescription found = new HoldScopeProvider().getScope(context, reference()).getSingleElement(QualifiedName.create(name));
        return found != null && found.getEObjectOrProxy() instanceof NamedElement element ? element : null;
    }

    void members() {
        if (!(context instanceof MemberExpression) && !(context instanceof Designator)) {
            return;
        }
        Type expected = Expected.at(context, typing);
        for (String name : new LinkedHashSet<>(HoldScopeProvider.candidates(context, reference()))) {
            if (selection.takes(name) && resolve(name) instanceof Field field) {
                Type type = typing.of(field);
                selection.add(new Proposal(Kind.FIELD, name, type.toString(), name), field, Expected.fits(type, expected));
            }
        }
    }

    /** @param statement whether it begins a statement */
    void names(boolean statement) {
        Type expected = context == null ? Type.UNKNOWN : Expected.at(context, typing);
        boolean pointerWanted = context == null || !(context.eContainer() instanceof UnaryExpression);
        Collection<String> names = context == null ? scope.names(FileSymbols.Kind.SYMBOL) : HoldScopeProvider.candidates(context, reference());
        Set<String> library = scope.libraryNames(FileSymbols.Kind.SYMBOL);
        List<String> kernel = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            if (library.contains(name)) {
                kernel.add(name);
            } else if (context == null) {
                add(scope.find(FileSymbols.Kind.SYMBOL, name), expected, statement, pointerWanted);
            } else {
                add(resolve(name), expected, statement, pointerWanted);
            }
        }
        library(kernel, expected, statement);
        if (!statement) {
            for (String word : List.of("NULL", "true", "false", "sizeof")) {
                boolean fits = word.equals("NULL") && expected instanceof Type.Pointer || !word.equals("NULL") && !word.equals("sizeof") && expected.equals(Type.BOOL);
                selection.add(new Proposal(Kind.KEYWORD, word, "", word), null, fits);
            }
        }
        if (place.typed().startsWith("__")) {
            selection.add(new Proposal(Kind.ANNOTATION, "__free", "()", "__free()", List.of(), 7), null, false);
        }
    }

    /** What is internal to the library is not proposed. Without a letter typed nothing of it is read, and only names are shown. */
    private void library(List<String> names, Type expected, boolean statement) {
        List<String> chosen = names.stream().filter(name -> selection.takes(name) && (!name.startsWith("_") || place.typed().startsWith("_") && !name.startsWith("___")))
                .toList();
        if (place.typed().isEmpty()) {
            for (String name : chosen) {
                boolean constant = name.equals(name.toUpperCase(Locale.ROOT));
                boolean call = !constant && !rest.startsWith("(");
                Proposal proposal = new Proposal(constant ? Kind.CONSTANT : Kind.KERNEL_FUNCTION, name, "", call ? name + "()" : name, List.of(),
                        call ? name.length() + 1 : name.length());
                selection.addNamed(proposal, name, () -> scope.find(FileSymbols.Kind.SYMBOL, name));
            }
            return;
        }
        scope.prepare(chosen);
        for (String name : chosen) {
            NamedElement element = scope.find(FileSymbols.Kind.SYMBOL, name);
            if (!(element instanceof FunctionDeclaration f && f.getSpecifiers() != null && f.getSpecifiers().getStorage().contains(Storage.PRIMITIVE))) {
                add(element, expected, statement, true);
            }
        }
    }

    private void add(NamedElement element, Type expected, boolean statement, boolean pointerWanted) {
        if (element == null || element.getName() == null || element.getName().equals(Imagined.NAME)) {
            return;
        }
        switch (element) {
            case FunctionDeclaration f -> callee(f, f, expected, statement);
            case Define d when d.isFunction() || d.getBody() != null && Callees.target(d.getBody()) instanceof FunctionDeclaration -> callee(d,
                    d.isFunction() ? d : (NamedElement) Callees.target(d.getBody()), expected, statement);
            case Define d -> constant(d, expected);
            case Enumerator e -> constant(e, expected);
            default -> variable(element, expected, pointerWanted);
        }
    }

    private void constant(NamedElement element, Type expected) {
        boolean fits = Expected.fits(typing.of(element), expected) && !Nodes.isKernel(element);
        selection.add(new Proposal(Kind.CONSTANT, element.getName(), "", element.getName()), element, fits);
    }

    private void variable(NamedElement element, Type expected, boolean pointerWanted) {
        Kind kind = element instanceof Field ? Kind.FIELD : !(element instanceof Variable v) ? Kind.PARAMETER
                : v.eContainer() != null && v.eContainer().eContainer() instanceof ScenarioFile ? Kind.GLOBAL : Kind.LOCAL;
        Type type = typing.of(element);
        String name = element.getName();
        Type target = expected.target();
        if (pointerWanted && target != null && target.equals(type)) {
            selection.add(new Proposal(kind, "&" + name, type.toString(), "&" + name), element, true);
        } else {
            selection.add(new Proposal(kind, name, type.toString(), name), element, Expected.fits(type, expected));
        }
        Type wanted = pointerWanted ? target : expected;
        if (wanted instanceof Type.Struct && type.target() instanceof Type.Struct owner && kind != Kind.FIELD) {
            inside((pointerWanted ? "&" : "") + name, owner, wanted, kind);
        }
    }

    /** {@code &item->lock} where a lock is wanted and there is an item. */
    private void inside(String name, Type.Struct owner, Type wanted, Kind kind) {
        for (StructDeclaration part : scope.parts(typing.complete(owner))) {
            if (!Nodes.isKernel(part)) {
                for (FieldDeclaration member : part.getMembers()) {
                    for (Field field : member.getFields()) {
                        if (field.getName() != null && typing.of(field).equals(wanted)) {
                            String text = name + "->" + field.getName();
                            selection.add(new Proposal(kind, text, wanted.toString(), text), field, true);
                        }
                    }
                }
            }
        }
    }

    /** @param signature of what is called, which has another name where {@code callee} is an alias */
    private void callee(NamedElement callee, NamedElement signature, Type expected, boolean statement) {
        Kind kind = Nodes.isKernel(callee) ? Kind.KERNEL_FUNCTION : Kind.FUNCTION;
        List<String> parameters = Signatures.parameterList(signature);
        Type type = typing.of(signature);
        Type result = type instanceof Type.Function f ? f.result() : Type.UNKNOWN;
        String detail = "(" + String.join(", ", parameters) + ")" + (result.isUnknown() ? "" : " : " + result);
        // where a function is wanted (a callback), or parentheses are there, it is not called
        boolean bare = rest.startsWith("(") || expected.target() instanceof Type.Function;
        String name = callee.getName();
        if (bare) {
            selection.add(new Proposal(kind, name, detail, name), callee, expected.target() instanceof Type.Function && type.equals(expected.target()));
            return;
        }
        StringBuilder text = new StringBuilder(name).append('(');
        List<Hole> holes = new ArrayList<>();
        for (String parameter : parameters) {
            String hole = holeName(parameter);
            if (!hole.isEmpty()) {
                text.append(holes.isEmpty() ? "" : ", ");
                holes.add(new Hole(text.length(), hole.length(), holes.size()));
                text.append(hole);
            }
        }
        boolean loop = signature instanceof Define d && d.getBody() instanceof LoopHeader;
        text.append(')').append(statement && !loop && rest.isBlank() ? ";" : "");
        selection.add(new Proposal(kind, name, detail, text.toString(), holes, text.length()), callee,
                Expected.fits(result, expected) && !(result instanceof Type.Int));
    }

    /** The parameter's name: the last word of its declaration, or the one a function pointer has; empty for one that may be left out. */
    private static String holeName(String parameter) {
        var pointer = Pattern.compile("\\(\\s*\\*\\s*(\\w+)").matcher(parameter);
        if (pointer.find()) {
            return pointer.group(1);
        }
        var word = Pattern.compile("(\\w+)\\W*$").matcher(parameter);
        return parameter.equals("...") || parameter.startsWith("[") || !word.find() ? "" : word.group(1);
    }
}
