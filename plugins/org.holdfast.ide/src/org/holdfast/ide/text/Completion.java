package org.holdfast.ide.text;

import java.util.List;
import org.holdfast.ide.Document;

/** What may be typed at a place. */
public final class Completion {
    public enum Kind {
        LOCAL, PARAMETER, FIELD, GLOBAL, FUNCTION, KERNEL_FUNCTION, CONSTANT, TYPE, KERNEL_TYPE, LABEL, THREAD, REVISION, RULE, ANNOTATION,
        KEYWORD, FILE, TEMPLATE
    }

    /** What is filled in by the user after an insertion: a stretch of the inserted text; those with one {@code group} change together. */
    public record Hole(int offset, int length, int group) {
    }

    /**
     * @param label  what the list shows
     * @param detail beside it: a type, a signature's parameters
     * @param text   what replaces {@link Proposals#offset()} to {@link Proposals#length()}
     * @param holes  in the order in which the user visits them; the caret goes to the first, or behind the text if there is none
     * @param exit   where the caret ends, as an offset in the text
     */
    public record Proposal(Kind kind, String label, String detail, String text, List<Hole> holes, int exit) {
        public Proposal {
            holes = List.copyOf(holes);
        }
    }

    /** @param offset of the word that is being typed, {@code length} up to its end */
    public record Proposals(int offset, int length, List<Proposal> list) {
        public Proposals {
            list = List.copyOf(list);
        }
    }

    private Completion() {
    }

    /** What fits, the best first, none twice. The list holds only what the word in front of the offset is an abbreviation of. */
    public static Proposals at(Document document, int offset) {
        return new Proposals(offset, 0, List.of());
    }

    /** The documentation of a proposal, made when it is looked at. */
    public static Doc doc(Document document, int offset, Proposal proposal) {
        return Doc.EMPTY;
    }
}
