package org.holdfast.ide.text;

import java.util.List;
import org.holdfast.engine.program.Range;
import org.holdfast.ide.Document;
import org.holdfast.ide.Documents;

/** Where a name is used, in all files. */
public final class References {
    /** @param line the text of the line it stands in, stripped */
    public record Reference(Range range, Occurrences.Kind kind, String line) {
    }

    private References() {
    }

    /** Every place that means what is named at an offset, by file and then in text order; this document's come first. */
    public static List<Reference> at(Documents documents, Document document, int offset) {
        return List.of();
    }
}
