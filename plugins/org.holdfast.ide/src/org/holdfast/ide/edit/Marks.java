package org.holdfast.ide.edit;

import java.util.Collection;
import java.util.List;
import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;

/** Patch marks of whole lines. */
public final class Marks {
    private Marks() {
    }

    /** Makes the lines that the range touches lines of exactly these revisions; of all of them, without a mark. */
    public static List<Edit> give(Document document, int offset, int length, Collection<String> revisions) {
        return List.of();
    }

    /** Moves the lines that the range touches, with their marks, over the line above ({@code up}) or below. None at the end of the text. */
    public static List<Edit> move(Document document, int offset, int length, boolean up) {
        return List.of();
    }

    /** Doubles the lines that the range touches, with their marks. */
    public static List<Edit> duplicate(Document document, int offset, int length, boolean up) {
        return List.of();
    }
}
