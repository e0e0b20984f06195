package org.holdfast.ide.check;

import java.util.List;
import org.holdfast.engine.rule.Edit;
import org.holdfast.engine.rule.Severity;

/** Something that can be done about a diagnostic. */
public sealed interface Action {
    /** What will happen, as an order. */
    String title();

    /** What a change is for: what is of one kind and about one rule can be done in many places at once. */
    enum Kind {
        MEND, DECLARE, ALLOW, EXPECT, ORDER
    }

    /**
     * Changes texts.
     *
     * @param verified whether the whole scenario was checked again with the edits; where not, {@code remark} says why, or is empty where nothing is mended
     * @param edits    of the document as it was, by file and descending offset; they do not overlap
     * @param caret    where to go on typing, an offset of the changed document, or -1
     */
    record Change(Kind kind, String title, boolean verified, String remark, List<Edit> edits, int caret) implements Action {
        public Change {
            edits = List.copyOf(edits);
        }

        Change(Kind kind, String title, List<Edit> edits) {
            this(kind, title, false, "", edits, -1);
        }
    }

    /** Changes a setting of the project. */
    record SetSeverity(String title, String rule, Severity severity) implements Action {
    }
}
