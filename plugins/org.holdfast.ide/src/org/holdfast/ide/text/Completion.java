package org.holdfast.ide.text;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.holdfast.ide.Document;
import org.holdfast.lang.hold.NamedElement;

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
     * @param detail beside it: a type, a signature's parameters; empty where it is not known yet
     * @param text   what replaces {@link Proposals#offset()} to {@link Proposals#length()}
     * @param holes  in the order in which the user visits them; the caret goes to the first, or to {@code exit} if there is none
     * @param exit   where the caret ends, as an offset in the text
     */
    public record Proposal(Kind kind, String label, String detail, String text, List<Hole> holes, int exit) {
        public Proposal {
            holes = List.copyOf(holes);
        }

        Proposal(Kind kind, String label, String detail, String text) {
            this(kind, label, detail, text, List.of(), text.length());
        }
    }

    /** @param offset of the word that is being typed, {@code length} up to its end */
    public record Proposals(int offset, int length, List<Proposal> list) {
        public Proposals {
            list = List.copyOf(list);
        }
    }

    /** The last one made for a document, since the documentation of its proposals is asked for next. */
    private record Last(AtomicReference<Completer> completer) {
    }

    private Completion() {
    }

    /** What fits, the best first, none twice. The list holds only what the word in front of the offset is an abbreviation of. */
    public static Proposals at(Document document, int offset) {
        int caret = Math.clamp(offset, 0, document.text().length());
        Completer completer = completer(document, caret);
        return new Proposals(completer.place().start(), completer.place().end() - completer.place().start(), completer.proposals());
    }

    private static Completer completer(Document document, int offset) {
        AtomicReference<Completer> last = document.derived(Last.class, d -> new Last(new AtomicReference<>())).completer();
        Completer known = last.get();
        if (known == null || known.offset() != offset) {
            known = new Completer(document, offset);
            last.set(known);
        }
        return known;
    }

    /** The documentation of a proposal, made when it is looked at. */
    public static Doc doc(Document document, int offset, Proposal proposal) {
        switch (proposal.kind()) {
            case TEMPLATE -> {
                return new Doc(List.of(new Doc.Paragraph(List.of(new Doc.Plain(proposal.detail()))), new Doc.Code(proposal.text())));
            }
            case RULE -> {
                return Hover.rule(proposal.label()).orElse(Doc.EMPTY);
            }
            default -> {
                Completer completer = completer(document, Math.clamp(offset, 0, document.text().length()));
                Optional<NamedElement> element = completer.element(proposal);
                return element.map(e -> new Docs(document, completer.revision()).of(e, null)).orElse(Doc.EMPTY);
            }
        }
    }
}
