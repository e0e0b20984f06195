package org.holdfast.ide.text;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.nodemodel.INode;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.scoping.Places;

/**
 * What a declaration is known by, whichever revision's model it stands in and whichever file's reading of a library: models are read anew after
 * every keystroke, and each revision has one of its own.
 *
 * @param file  that declares it, as {@link Nodes#file} names it
 * @param space names in different spaces are never the same; one in a body carries its place in its space
 */
record Entity(String file, String space, String name) {
    static final String GLOBAL = "";
    static final String STRUCT = "struct";
    static final String REVISION = "revision";
    static final String CLAIM = "claim";
    static final String CPU = "cpu";
    /** {@code softirq} and the like: words, but written where names are. */
    static final String CONTEXT = "context";
    /** A field of a struct that depends on a macro's arguments. */
    static final String ANY_FIELD = "any field";

    /** Null for what has no name. */
    static Entity of(NamedElement element) {
        return element.getName() == null ? null : new Entity(Nodes.file(element), space(element), element.getName());
    }

    private static String space(NamedElement element) {
        return switch (element) {
            case FunctionDeclaration f -> GLOBAL;
            case Enumerator e -> GLOBAL;
            case Define d -> GLOBAL;
            case Variable v when v.eContainer() != null && v.eContainer().eContainer() instanceof ScenarioFile -> GLOBAL;
            case TypedefDeclaration t -> "type";
            case StructDeclaration s -> STRUCT;
            case EnumDeclaration e -> "enum";
            case GuardDefinition g -> "guard";
            case FreeDefinition f -> "cleanup";
            case ThreadDeclaration t -> "thread";
            case Field f -> "field of " + owner(f);
            case Label l -> "label in " + body(l);
            default -> "local at " + offset(element);
        };
    }

    private static String owner(Field field) {
        for (EObject at = field.eContainer(); at != null; at = at.eContainer()) {
            if (at instanceof StructDeclaration s) {
                return s.getName() != null ? s.getName() : s.eContainer() != null ? "struct at " + offset(s) : "";
            }
        }
        return "";
    }

    private static String body(Label label) {
        return switch (Places.body(label)) {
            case FunctionDeclaration f -> f.getName();
            case ThreadDeclaration t -> "thread " + t.getName();
            case InitBlock i -> "init";
            case null, default -> "finally";
        };
    }

    private static int offset(EObject element) {
        INode node = Nodes.name(element);
        return node == null ? -1 : node.getOffset();
    }
}
