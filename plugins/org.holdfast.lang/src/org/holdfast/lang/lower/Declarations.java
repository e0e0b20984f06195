package org.holdfast.lang.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.emf.common.util.TreeIterator;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.util.EcoreUtil;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.Field;
import org.holdfast.lang.hold.FieldDeclaration;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.HoldFactory;
import org.holdfast.lang.hold.InitBlock;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.hold.NamedElement;
import org.holdfast.lang.hold.ScenarioFile;
import org.holdfast.lang.hold.Storage;
import org.holdfast.lang.hold.StructDeclaration;
import org.holdfast.lang.hold.Symbol;
import org.holdfast.lang.hold.TypedefDeclaration;
import org.holdfast.lang.hold.Variable;
import org.holdfast.lang.hold.VariableDeclaration;
import org.holdfast.lang.library.KernelLibrary;
import org.holdfast.lang.scoping.FileScope;
import org.holdfast.lang.scoping.FileSymbols;
import org.holdfast.lang.scoping.FileSymbols.Kind;

/**
 * What the files of a revision declare, by name: the library's and the user's of one name are brought together here. A user's function
 * replaces the library's; a user's struct adds its fields to the library's.
 */
final class Declarations {
    private final FileScope scope;
    private final Map<String, StructDeclaration> structs = new HashMap<>();
    private final Map<String, FunctionDeclaration> functions = new HashMap<>();
    private final Map<String, List<FunctionDeclaration>> prototypes = new HashMap<>();
    private final Map<String, TypedefDeclaration> typedefs = new HashMap<>();
    private final Map<String, Variable> variables = new HashMap<>();
    private final Set<Variable> handedOn = new HashSet<>();
    private final Set<String> used = new HashSet<>();

    /** A member of a struct; {@code field} is null for an unnamed inner struct. */
    record Member(Field field, FieldDeclaration declaration) {
    }

    Declarations(Input input) {
        scope = input.scope();
        input.includes().forEach(this::collect);
        collect(input.scenario());
    }

    private void collect(ScenarioFile file) {
        for (TreeIterator<EObject> i = EcoreUtil.getAllContents(List.of(file)); i.hasNext();) {
            switch (i.next()) {
            case StructDeclaration s when s.getName() != null -> structs.put(s.getName(), s);
            case FunctionDeclaration f when f.getName() != null -> {
                functions.merge(f.getName(), f, (a, b) -> b.getBody() != null ? b : a);
                prototypes.computeIfAbsent(f.getName(), n -> new ArrayList<>()).add(f);
            }
            case TypedefDeclaration t when t.getName() != null -> typedefs.put(t.getName(), t);
            case Variable v when v.getName() != null && v.eContainer().eContainer() instanceof ScenarioFile ->
                variables.merge(v.getName(), v, (a, b) -> FileSymbols.isDefinition(b) ? b : a);
            case NameExpression n -> use(n);
            default -> {
            }
            }
        }
    }

    private void use(NameExpression name) {
        EObject symbol = name.getSymbol();
        if (symbol == null || symbol.eIsProxy()) {
            return;
        }
        if (symbol instanceof Variable v && within(v, InitBlock.class) && !within(name, InitBlock.class)) {
            handedOn.add(v);
        }
        if (isKernel(symbol) && symbol instanceof NamedElement named) {
            used.add(named.getName());
            if (symbol instanceof Define d && d.getBody() != null) {
                useBody(d, 0);
            }
        }
    }

    /** An alias or macro of the library that the user names stands for what it expands to. */
    private void useBody(Define define, int depth) {
        for (TreeIterator<EObject> i = EcoreUtil.getAllContents(List.of(define.getBody())); i.hasNext() && depth < 20;) {
            if (i.next() instanceof NameExpression n && n.getSymbol() instanceof Symbol s && !s.eIsProxy() && s.getName() != null
                    && (s instanceof Define || s instanceof FunctionDeclaration) && used.add(s.getName()) && s instanceof Define d && d.getBody() != null) {
                useBody(d, depth + 1);
            }
        }
        if (define.getBody() instanceof NameExpression n && n.getSymbol() instanceof FunctionDeclaration f && !f.eIsProxy()) {
            used.add(f.getName());
        }
    }

    private static boolean within(EObject element, Class<?> kind) {
        for (EObject e = element; e != null; e = e.eContainer()) {
            if (kind.isInstance(e)) {
                return true;
            }
        }
        return false;
    }

    static boolean isPrimitive(FunctionDeclaration function) {
        return function.getSpecifiers() != null && function.getSpecifiers().getStorage().contains(Storage.PRIMITIVE);
    }

    boolean isKernel(EObject element) {
        return KernelLibrary.path(element) != null;
    }

    /** Whether the user's text names the library's function or macro. */
    boolean isUsed(String name) {
        return used.contains(name);
    }

    /** Locals of init that other code names. */
    boolean isHandedOn(Variable variable) {
        return handedOn.contains(variable);
    }

    boolean isGlobal(Variable variable) {
        return variable.eContainer() != null && variable.eContainer().eContainer() instanceof ScenarioFile || isStatic(variable) || isHandedOn(variable);
    }

    static boolean isStatic(Variable variable) {
        return variable.eContainer() instanceof VariableDeclaration d && (d.eContainer() instanceof ScenarioFile
                || d.getSpecifiers() != null && d.getSpecifiers().getStorage().contains(Storage.STATIC));
    }

    /** The declaration that stands for all of the name: the user's if there is one; an empty one where there is none, as for {@code struct net;}. */
    StructDeclaration canonical(String name, StructDeclaration declaration) {
        if (name == null || name.isEmpty()) {
            return declaration;
        }
        return structs.computeIfAbsent(name, n -> {
            if (scope.inLibrary(Kind.STRUCT, n) instanceof StructDeclaration library) {
                return library;
            }
            if (declaration != null && !declaration.eIsProxy()) {
                return declaration;
            }
            StructDeclaration opaque = HoldFactory.eINSTANCE.createStructDeclaration();
            opaque.setName(n);
            return opaque;
        });
    }

    List<Member> members(StructDeclaration struct) {
        List<Member> members = new ArrayList<>();
        if (!isKernel(struct) && struct.getName() != null && scope.inLibrary(Kind.STRUCT, struct.getName()) instanceof StructDeclaration base) {
            Set<String> own = new HashSet<>();
            struct.getMembers().forEach(d -> d.getFields().forEach(f -> own.add(f.getName())));
            add(members, base, own);
        }
        add(members, struct, Set.of());
        return members;
    }

    private static void add(List<Member> members, StructDeclaration struct, Set<String> except) {
        for (FieldDeclaration declaration : struct.getMembers()) {
            if (declaration.getFields().isEmpty()) {
                members.add(new Member(null, declaration));
            }
            for (Field field : declaration.getFields()) {
                if (!except.contains(field.getName())) {
                    members.add(new Member(field, declaration));
                }
            }
        }
    }

    /** The function to run for one of this name: one with a body, wherever it stands. */
    FunctionDeclaration definition(FunctionDeclaration function) {
        if (function.getBody() != null || isKernel(function)) {
            return function;
        }
        FunctionDeclaration other = functions.get(function.getName());
        return other == null ? function : other;
    }

    /** Further declarations of a function of the user's: prototypes, whose annotations hold for the body. */
    List<FunctionDeclaration> others(FunctionDeclaration function) {
        if (isKernel(function) || function.getName() == null) {
            return List.of();
        }
        return prototypes.getOrDefault(function.getName(), List.of()).stream().filter(other -> other != function).toList();
    }

    /** A function of the library's. */
    FunctionDeclaration function(String name) {
        return scope.inLibrary(Kind.SYMBOL, name) instanceof FunctionDeclaration f ? f : null;
    }

    TypedefDeclaration typedef(String name) {
        TypedefDeclaration own = typedefs.get(name);
        return own != null ? own : scope.inLibrary(Kind.TYPEDEF, name) instanceof TypedefDeclaration t ? t : null;
    }

    Define define(String name) {
        return scope.inLibrary(Kind.SYMBOL, name) instanceof Define d ? d : null;
    }

    /** A global of the user's, its definition rather than an extern declaration. */
    Variable variable(String name) {
        return variables.get(name);
    }
}
