package org.holdfast.ide.check;

import java.util.List;
import org.holdfast.engine.rule.Edit;
import org.holdfast.engine.rule.Severity;

/** Something that can be done about a diagnostic. */
public sealed interface Action {
    /** What will happen, as an order. */
    String title();

    /**
     * Changes texts.
     *
     * @param verified whether the whole scenario was checked again with the edits; where not, {@code remark} says why, or is empty where nothing is mended
     * @param edits    of the document as it was, by file and descending offset; they do not overlap
     * @param caret    where to go on typing, an offset of the changed document, or -1
     */
    record Change(String title, boolean verified, String remark, List<Edit> edits, int caret) implements Action {
        public Change {
            edits = List.copyOf(edits);
        }

        Change(String title, List<Edit> edits) {
            this(title, false, "", edits, -1);
        }
    }

    /** Changes a setting of the project. */
    record SetSeverity(String title, String rule, Severity severity) implements Action {
    }
}
