package org.holdfast.lang.scoping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.EcoreUtil2;
import org.holdfast.lang.hold.*;

/** What one file, in one revision, declares for others to name. Where there are several declarations the best one comes first. */
public final class FileSymbols {
    /** The kinds of names that C keeps apart, and those that scenarios add. */
    public enum Kind {
        SYMBOL, TYPEDEF, STRUCT, ENUM, GUARD, CLEANUP, THREAD, LABEL
    }

    private final Map<Kind, Map<String, List<NamedElement>>> names = new java.util.EnumMap<>(Kind.class);

    public FileSymbols(ScenarioFile file) {
        for (Kind kind : Kind.values()) {
            names.put(kind, new LinkedHashMap<>());
        }
        for (Element element : file.getElements()) {
            collect(element);
        }
    }

    private void collect(Element element) {
        switch (element) {
            case Define d -> add(Kind.SYMBOL, d);
            case TypedefDeclaration t -> {
                add(Kind.TYPEDEF, t);
                tags(t);
            }
            case GuardDefinition g -> add(Kind.GUARD, g);
            case FreeDefinition f -> add(Kind.CLEANUP, f);
            case FunctionDeclaration f -> {
                add(Kind.SYMBOL, f);
                tags(f.getSpecifiers());
                body(f.getBody());
            }
            case VariableDeclaration v -> {
                v.getVariables().forEach(each -> add(Kind.SYMBOL, each));
                tags(v.getSpecifiers());
            }
            case TypeDeclaration t -> tags(t);
            case ThreadDeclaration t -> {
                add(Kind.THREAD, t);
                body(t.getBody());
            }
            case InitBlock b -> body(b.getBody());
            case FinallyBlock b -> body(b.getBody());
            case null, default -> {
                // declares nothing
            }
        }
    }

    /** Structs and enums declared inside of a type are known in the whole file. */
    private void tags(EObject declaration) {
        if (declaration == null) {
            return;
        }
        if (declaration instanceof DeclarationSpecifiers s && s.getType() instanceof StructType t && t.getDeclaration() == null) {
            return;
        }
        for (EObject each : EcoreUtil2.eAllContents(declaration)) {
            tag(each);
        }
    }

    private void tag(EObject each) {
        switch (each) {
            case StructDeclaration s -> add(Kind.STRUCT, s);
            case EnumDeclaration e -> add(Kind.ENUM, e);
            case Enumerator e -> add(Kind.SYMBOL, e);
            default -> {
                // no tag
            }
        }
    }

    private void body(Block block) {
        if (block == null) {
            return;
        }
        for (EObject each : EcoreUtil2.eAllContents(block)) {
            switch (each) {
                case Label l -> add(Kind.LABEL, l);
                case Define d -> add(Kind.SYMBOL, d);
                default -> tag(each);
            }
        }
    }

    private void add(Kind kind, NamedElement element) {
        if (element.getName() == null) {
            return;
        }
        List<NamedElement> same = names.get(kind).computeIfAbsent(element.getName(), name -> new ArrayList<>(1));
        if (!same.isEmpty() && isDefinition(element) && !isDefinition(same.get(0))) {
            same.add(0, element);
        } else {
            same.add(element);
        }
    }

    /** A function with a body rather than a prototype, a variable rather than its extern declaration. */
    public static boolean isDefinition(NamedElement element) {
        return switch (element) {
            case FunctionDeclaration f -> f.getBody() != null;
            case Variable v -> !(v.eContainer() instanceof VariableDeclaration d && d.getSpecifiers() != null
                    && d.getSpecifiers().getStorage().contains(Storage.EXTERN));
            default -> true;
        };
    }

    /** All declarations of the name, the best first; empty if there is none. */
    public List<NamedElement> all(Kind kind, String name) {
        return names.get(kind).getOrDefault(name, List.of());
    }

    /** All names of a kind, in text order. */
    public Iterable<String> names(Kind kind) {
        return names.get(kind).keySet();
    }

    public NamedElement first(Kind kind, String name) {
        List<NamedElement> all = all(kind, name);
        return all.isEmpty() ? null : all.get(0);
    }
}
