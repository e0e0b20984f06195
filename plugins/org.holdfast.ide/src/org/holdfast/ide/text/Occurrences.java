package org.holdfast.ide.text;

import java.util.LinkedHashSet;
import java.util.List;
import org.holdfast.ide.Document;

/** Where else in a document a name stands that means the same. */
public final class Occurrences {
    public enum Kind {
        DECLARATION, READ, WRITE
    }

    public record Occurrence(int offset, int length, Kind kind) {
    }

    private Occurrences() {
    }

    /** All occurrences of what is named at an offset, in every revision, in text order; empty where nothing is named. */
    public static List<Occurrence> at(Document document, int offset) {
        Mentions mentions = Mentions.of(document);
        Mention mention = mentions.at(offset);
        return mention == null ? List.of() : mentions.meaning(new LinkedHashSet<>(mention.symbols())).stream()
                .map(each -> new Occurrence(each.offset(), each.length(), each.kind())).toList();
    }
}
