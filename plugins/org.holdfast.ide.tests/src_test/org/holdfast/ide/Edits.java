package org.holdfast.ide;

import java.util.Comparator;
import java.util.List;
import org.holdfast.engine.rule.Edit;

/** Applies edits. */
public final class Edits {
    private Edits() {
    }

    /** What a text becomes. Fails if two edits overlap or one is outside of it. */
    public static String apply(Document document, List<Edit> edits) {
        StringBuilder text = new StringBuilder(document.text());
        int last = Integer.MAX_VALUE;
        for (Edit edit : edits.stream().filter(e -> e.file().equals(document.name())).sorted(Comparator.comparingInt(Edit::offset).reversed()).toList()) {
            if (edit.offset() + edit.length() > last) {
                throw new AssertionError("edits overlap at " + edit.offset() + ": " + edits);
            }
            last = edit.offset();
            text.replace(edit.offset(), edit.offset() + edit.length(), edit.text());
        }
        return text.toString();
    }
}
