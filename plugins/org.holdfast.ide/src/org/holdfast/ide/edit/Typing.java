package org.holdfast.ide.edit;

import java.util.List;
import java.util.Optional;
import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;

/** What a key does besides putting in its character. */
public final class Typing {
    /** @param caret where it is afterwards, in the text as it is then */
    public record Change(List<Edit> edits, int caret) {
        public Change {
            edits = List.copyOf(edits);
        }
    }

    private Typing() {
    }

    /** Enter, with {@code length} characters selected: the new line has its indentation and the mark of the line above. */
    public static Change enter(Document document, int offset, int length) {
        return new Change(List.of(document.edit(offset, length, "\n")), offset + 1);
    }

    /**
     * A character, with {@code length} characters selected: closes what it opens, steps over what stands there already, moves a closing brace
     * or a label to where it belongs. Empty where the character simply goes in.
     */
    public static Optional<Change> typed(Document document, int offset, int length, char c) {
        return Optional.empty();
    }

    /** Backspace: takes away an empty pair at once. Empty where it does what it always does. */
    public static Optional<Change> backspace(Document document, int offset) {
        return Optional.empty();
    }

    /** Puts the lines that the range touches into comments, or takes them out if all are; marks stay in front. */
    public static List<Edit> toggleComment(Document document, int offset, int length) {
        return List.of();
    }

    /** Gives the lines that the range touches the indentation that their nesting asks for. */
    public static List<Edit> indent(Document document, int offset, int length) {
        return List.of();
    }
}
