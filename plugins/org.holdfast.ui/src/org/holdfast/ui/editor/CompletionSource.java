package org.holdfast.ui.editor;

import java.util.Optional;

import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.contentassist.IContentAssistProcessor;
import org.eclipse.jface.text.contentassist.IContextInformation;
import org.eclipse.jface.text.contentassist.IContextInformationValidator;
import org.holdfast.ide.Document;
import org.holdfast.ide.text.Completion;
import org.holdfast.ide.text.Parameters;

/** Offers what {@link Completion} and {@link Parameters} know. The editor asks in a thread of its own. */
public final class CompletionSource implements IContentAssistProcessor {

    @Override
    public ICompletionProposal[] computeCompletionProposals(ITextViewer viewer, int offset) {
        return editable(viewer).map(session -> {
            Document document = session.current();
            Completion.Proposals found = Completion.at(document, offset);
            CompletionList list = new CompletionList(session, document, found, offset);
            return found.list().stream().map(proposal -> new Completed(list, proposal)).toArray(ICompletionProposal[]::new);
        }).orElseGet(() -> new ICompletionProposal[0]);
    }

    @Override
    public IContextInformation[] computeContextInformation(ITextViewer viewer, int offset) {
        return editable(viewer).flatMap(session -> Parameters.at(session.current(), offset))
                .map(hint -> new IContextInformation[] { new ParameterHint(hint) }).orElseGet(() -> new IContextInformation[0]);
    }

    private static Optional<Session> editable(ITextViewer viewer) {
        return Session.of(viewer.getDocument()).filter(session -> !session.isLibrary());
    }

    @Override
    public char[] getCompletionProposalAutoActivationCharacters() {
        return new char[] { '.', '>', '[' };
    }

    @Override
    public char[] getContextInformationAutoActivationCharacters() {
        return new char[] { '(', ',' };
    }

    @Override
    public String getErrorMessage() {
        return null; // an empty list says it
    }

    @Override
    public IContextInformationValidator getContextInformationValidator() {
        return new ParameterHintWatch();
    }
}
