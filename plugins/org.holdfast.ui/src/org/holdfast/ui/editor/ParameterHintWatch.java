package org.holdfast.ui.editor;

import java.util.Optional;

import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.TextPresentation;
import org.eclipse.jface.text.contentassist.IContextInformation;
import org.eclipse.jface.text.contentassist.IContextInformationPresenter;
import org.eclipse.jface.text.contentassist.IContextInformationValidator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.holdfast.ide.text.Parameters;

/** Shows the parameter that the caret is at in bold, and lets the hint go when the caret leaves the call. */
final class ParameterHintWatch implements IContextInformationValidator, IContextInformationPresenter {

    private ParameterHint shown;
    private ITextViewer viewer;
    private int active = -1;

    @Override
    public void install(IContextInformation info, ITextViewer shownIn, int offset) {
        shown = info instanceof ParameterHint hint ? hint : null;
        viewer = shownIn;
        active = -1;
    }

    @Override
    public boolean isContextInformationValid(int offset) {
        return at(offset).isPresent();
    }

    @Override
    public boolean updatePresentation(int offset, TextPresentation presentation) {
        Parameters.Hint hint = at(offset).orElse(null);
        if (hint == null || hint.active() == active) {
            return false;
        }
        active = hint.active();
        presentation.clear();
        if (active >= 0 && active < hint.parameters().size()) {
            Parameters.Piece piece = hint.parameters().get(active);
            presentation.addStyleRange(new StyleRange(piece.offset(), piece.length(), null, null, SWT.BOLD));
        }
        return true;
    }

    private Optional<Parameters.Hint> at(int offset) {
        return shown == null ? Optional.empty()
                : Session.of(viewer.getDocument()).flatMap(session -> Parameters.at(session.current(), offset))
                        .filter(hint -> hint.call() == shown.hint().call());
    }
}
