package org.holdfast.ide.text;

import java.util.List;
import org.holdfast.ide.Document;

/** What can be folded away. */
public final class Folding {
    public enum Kind {
        /** A function, thread, init or finally block, struct or enum. */
        DECLARATION,
        /** A comment of several lines. */
        COMMENT,
        /** Lines of {@code #include}, one after another. */
        INCLUDES
    }

    /** From the start of the first line to the end of the last line, the line end not counted; the first line stays visible. */
    public record Fold(int offset, int length, Kind kind) {
    }

    private Folding() {
    }

    /** In text order; folds nest or are apart. */
    public static List<Fold> of(Document document) {
        return List.of();
    }
}
