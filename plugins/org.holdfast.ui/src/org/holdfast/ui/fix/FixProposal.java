package org.holdfast.ui.fix;

import java.util.List;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IInformationControlCreator;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.contentassist.ICompletionProposalExtension3;
import org.eclipse.jface.text.contentassist.ICompletionProposalExtension5;
import org.eclipse.jface.text.contentassist.IContextInformation;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.holdfast.ide.check.Action;
import org.holdfast.lang.check.Settings;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.Icons;
import org.holdfast.ui.editor.DocControl;
import org.holdfast.ui.preferences.Choices;

/** A fix in the list of an editor; what it would change, and the verdicts after it, are found out in the background while the list is open. */
final class FixProposal implements ICompletionProposal, ICompletionProposalExtension3, ICompletionProposalExtension5 {

    private final Fixes.Fix fix;
    private final ISourceViewer viewer;

    FixProposal(Fixes.Fix fix, ISourceViewer viewer) {
        this.fix = fix;
        this.viewer = viewer;
    }

    @Override
    public void apply(IDocument document) {
        try {
            Fixes.apply(List.of(fix), null);
            if (fix.action() instanceof Action.Change change && change.caret() >= 0) {
                viewer.setSelectedRange(change.caret(), 0);
            }
        } catch (CoreException e) {
            Holdfast.log(fix.action().title(), e);
            viewer.getTextWidget().getDisplay().beep();
        }
    }

    @Override
    public Object getAdditionalProposalInfo(IProgressMonitor monitor) {
        Settings settings = Choices.of(Fixes.project(fix.document())).settings();
        return new DocControl.Content(Fixes.preview(fix, settings.withCancellation(monitor::isCanceled)), List.of());
    }

    @Override
    public String getAdditionalProposalInfo() {
        return null; // see above
    }

    @Override
    public IInformationControlCreator getInformationControlCreator() {
        return DocControl.pane();
    }

    @Override
    public String getDisplayString() {
        return fix.action().title();
    }

    @Override
    public Image getImage() {
        return switch (fix.action()) {
            case Action.Change change -> (change.kind() == Action.Kind.MEND ? Icons.FIX : Icons.ANNOTATION).image();
            case Action.SetSeverity set -> Icons.RULE.image();
        };
    }

    @Override
    public Point getSelection(IDocument document) {
        return null;
    }

    @Override
    public IContextInformation getContextInformation() {
        return null;
    }

    @Override
    public CharSequence getPrefixCompletionText(IDocument document, int offset) {
        return null;
    }

    @Override
    public int getPrefixCompletionStart(IDocument document, int offset) {
        return offset;
    }
}
