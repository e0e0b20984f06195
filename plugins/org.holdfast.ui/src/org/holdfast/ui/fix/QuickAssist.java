package org.holdfast.ui.fix;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.quickassist.IQuickAssistInvocationContext;
import org.eclipse.jface.text.quickassist.IQuickAssistProcessor;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.ISourceViewer;
import org.holdfast.ide.check.Diagnostic;
import org.holdfast.ide.check.Diagnostics;
import org.holdfast.ui.editor.LiveAnnotation;
import org.holdfast.ui.editor.Session;

/** What Ctrl+1 offers: the fixes of what is wrong at the caret, or else in its line. */
public final class QuickAssist implements IQuickAssistProcessor {

    @Override
    public ICompletionProposal[] computeQuickAssistProposals(IQuickAssistInvocationContext context) {
        ISourceViewer viewer = context.getSourceViewer();
        Optional<Session> session = Session.of(viewer.getDocument());
        Optional<Diagnostics> diagnostics = session.flatMap(Session::diagnostics);
        List<ICompletionProposal> proposals = new ArrayList<>();
        if (diagnostics.isPresent()) {
            for (Diagnostic diagnostic : at(viewer, context.getOffset())) {
                Fixes.of(session.get().current(), diagnostics.get(), diagnostic).forEach(fix -> proposals.add(new FixProposal(fix, viewer)));
            }
        }
        return proposals.isEmpty() ? null : proposals.toArray(ICompletionProposal[]::new);
    }

    /** The caret may stand anywhere in the line, as in other editors; what it stands in comes first. */
    private static Set<Diagnostic> at(ISourceViewer viewer, int offset) {
        Set<Diagnostic> here = new LinkedHashSet<>();
        Set<Diagnostic> inLine = new LinkedHashSet<>();
        IAnnotationModel model = viewer.getAnnotationModel();
        IDocument text = viewer.getDocument();
        for (Iterator<Annotation> each = model == null ? List.<Annotation>of().iterator() : model.getAnnotationIterator(); each.hasNext();) {
            Annotation annotation = each.next();
            Position position = model.getPosition(annotation);
            if (annotation instanceof LiveAnnotation live && position != null) {
                try {
                    if (position.offset <= offset && offset <= position.offset + position.length) {
                        here.add(live.diagnostic());
                    } else if (text.getLineOfOffset(position.offset) == text.getLineOfOffset(offset)) {
                        inLine.add(live.diagnostic());
                    }
                } catch (BadLocationException e) {
                    continue; // the annotation is of a text that has just become shorter
                }
            }
        }
        here.addAll(inLine);
        return here;
    }

    @Override
    public boolean canFix(Annotation annotation) {
        return annotation instanceof LiveAnnotation;
    }

    @Override
    public boolean canAssist(IQuickAssistInvocationContext context) {
        return true;
    }

    @Override
    public String getErrorMessage() {
        return null;
    }
}
