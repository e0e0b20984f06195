package org.holdfast.ide.edit;

import java.util.OptionalInt;
import org.holdfast.ide.Document;

/** Pairs of brackets; those in comments and literals are none. */
public final class Brackets {
    private Brackets() {
    }

    /** Offset of the partner of the bracket at the offset, or else of the one in front of it. A partner has a revision in common. */
    public static OptionalInt partner(Document document, int offset) {
        return OptionalInt.empty();
    }
}
