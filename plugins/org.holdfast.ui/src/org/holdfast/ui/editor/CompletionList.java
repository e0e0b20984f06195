package org.holdfast.ui.editor;

import java.util.Set;
import java.util.stream.Collectors;

import org.holdfast.ide.Document;
import org.holdfast.ide.text.Completion;

/** The list of proposals that is open: what it was made from, and what of it still fits while the user goes on typing. */
final class CompletionList {

    private final Session session;
    private final Document document;
    private final Completion.Proposals proposals;
    private final int asked;
    private Document filteredFor;
    private Set<String> fitting = Set.of();

    /** @param asked where the caret was when the list was made */
    CompletionList(Session session, Document document, Completion.Proposals proposals, int asked) {
        this.session = session;
        this.document = document;
        this.proposals = proposals;
        this.asked = asked;
    }

    Document document() {
        return document;
    }

    int asked() {
        return asked;
    }

    /** Where the word begins that is being typed. */
    int start() {
        return proposals.offset();
    }

    /** How much of the text a proposal replaces when the caret is at an offset: what was typed since belongs to the word. */
    int length(int offset) {
        return proposals.length() + offset - asked;
    }

    /** Whether a proposal fits what has been typed up to an offset. The service is asked once for all proposals. */
    synchronized boolean fits(Completion.Proposal proposal, int offset) {
        Document now = session.current();
        if (now != filteredFor) {
            filteredFor = now;
            fitting = Completion.at(now, offset).list().stream().map(CompletionList::key).collect(Collectors.toSet());
        }
        return fitting.contains(key(proposal));
    }

    private static String key(Completion.Proposal proposal) {
        return proposal.kind() + " " + proposal.label();
    }
}
