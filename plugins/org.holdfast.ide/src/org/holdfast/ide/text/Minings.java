package org.holdfast.ide.text;

import java.util.List;
import org.holdfast.ide.Document;

/** Short texts that an editor shows between what the user has written. */
public final class Minings {
    /** @param offset where it belongs; {@code above} its line, or else behind the offset in the line */
    public record Mining(int offset, boolean above, String text) {
    }

    private Minings() {
    }

    /** Context and lock set of functions, what is expected, in text order. */
    public static List<Mining> of(Document document) {
        return List.of();
    }
}
