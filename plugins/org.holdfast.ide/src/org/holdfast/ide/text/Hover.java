package org.holdfast.ide.text;

import java.util.Optional;
import org.holdfast.engine.program.Range;
import org.holdfast.ide.Document;

/** What there is to say about a place of a text. */
public final class Hover {
    /** @param range what the text is about */
    public record Shown(Range range, Doc doc) {
    }

    private Hover() {
    }

    /** About the name at an offset, or else the statement; empty on blanks and in comments. */
    public static Optional<Shown> at(Document document, int offset) {
        return Optional.empty();
    }
}
