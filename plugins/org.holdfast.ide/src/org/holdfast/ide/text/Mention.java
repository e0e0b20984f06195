package org.holdfast.ide.text;

import java.util.Set;
import org.eclipse.emf.ecore.EObject;

/**
 * A name in a text, and what it means.
 *
 * @param symbols what it means in the revisions that have it; usually one
 * @param target  what it means in the newest of them: the declaration; null where the name is no element's, as that of a revision
 * @param holder  what it is a part of there
 */
record Mention(int offset, int length, String name, Set<Entity> symbols, Occurrences.Kind kind, EObject target, EObject holder) {
    int end() {
        return offset + length;
    }

    boolean isDeclaration() {
        return kind == Occurrences.Kind.DECLARATION;
    }
}
