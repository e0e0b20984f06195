package org.holdfast.ide.text;

import java.util.List;
import java.util.Optional;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;
import org.holdfast.ide.Documents;

/** Gives something another name, in all revisions and in all files. */
public final class Rename {
    /** Either {@code refusal} says why not, or there are edits. */
    public record Result(List<Edit> edits, String refusal) {
        public Result {
            edits = List.copyOf(edits);
        }

        public boolean isRefused() {
            return !refusal.isEmpty();
        }
    }

    private Rename() {
    }

    /** The name at an offset if it can be renamed, for editing in place. */
    public static Optional<Range> prepare(Document document, int offset) {
        return Optional.empty();
    }

    /** Refused are what the kernel library declares, names that are none, and names that something else there has already. */
    public static Result rename(Documents documents, Document document, int offset, String name) {
        return new Result(List.of(), "nothing is named here");
    }
}
