package org.holdfast.engine.rule;

import java.util.List;

/**
 * A mend that is offered.
 *
 * @param title    imperative: {@code Put nfsd_file before nfsd_net_ref}
 * @param rule     the cause this repair names
 * @param verified whether the whole scenario was checked again with the edits, in the revision concerned, without a new finding
 * @param remark   what was verified, or why it is not
 * @param edits    the text edits, by descending offset
 */
public record Fix(String title, String rule, List<Change> changes, boolean verified, String remark, List<Edit> edits) {
    public Fix {
        changes = List.copyOf(changes);
        edits = List.copyOf(edits);
    }
}
