package org.holdfast.ui.editor;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.jface.text.IInformationControlCreator;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextHover;
import org.eclipse.jface.text.ITextHoverExtension;
import org.eclipse.jface.text.ITextHoverExtension2;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.Region;
import org.eclipse.jface.text.source.ISourceViewer;
import org.holdfast.ide.Document;
import org.holdfast.ide.check.Action;
import org.holdfast.ide.check.Actions;
import org.holdfast.ide.check.Diagnostic;
import org.holdfast.ide.text.Doc;
import org.holdfast.ide.text.Hover;
import org.holdfast.ui.Changes;
import org.holdfast.ui.Holdfast;

/** Says what is wrong under the mouse and what can be done about it, and about the word there what {@link Hover} says. */
public final class Hovers implements ITextHover, ITextHoverExtension, ITextHoverExtension2 {

    /** More would hide what the hover says; the others are in the list of quick fixes. */
    private static final int CHOICES = 3;

    @Override
    public IRegion getHoverRegion(ITextViewer viewer, int offset) {
        return new Region(offset, 0);
    }

    @Override
    public Object getHoverInfo2(ITextViewer viewer, IRegion region) {
        return Session.of(viewer.getDocument()).map(session -> content(viewer, session, region.getOffset())).filter(content -> !content.doc().isEmpty())
                .orElse(null);
    }

    private static DocControl.Content content(ITextViewer viewer, Session session, int offset) {
        Document document = session.current();
        List<Doc.Block> blocks = new ArrayList<>();
        List<DocControl.Choice> choices = new ArrayList<>();
        for (Diagnostic each : viewer instanceof ISourceViewer source ? Squiggles.in(source, offset, 0) : List.<Diagnostic>of()) {
            blocks.addAll(Hover.of(each).blocks());
            choices.addAll(choices(session, document, each));
        }
        Hover.at(document, offset).ifPresent(shown -> blocks.addAll(shown.doc().blocks()));
        return new DocControl.Content(new Doc(blocks), choices);
    }

    private static List<DocControl.Choice> choices(Session session, Document document, Diagnostic diagnostic) {
        return session.diagnostics().map(found -> new Actions(Holdfast.documents()).of(document, found, diagnostic)).orElse(List.of()).stream()
                .filter(Action.Change.class::isInstance).map(Action.Change.class::cast).limit(CHOICES)
                .map(change -> new DocControl.Choice(change.title(), () -> apply(session, document, change))).toList();
    }

    private static void apply(Session session, Document document, Action.Change change) {
        if (session.isCurrent(document)) { // or else the edits are about a text that is gone
            try {
                Changes.apply(change.edits(), new NullProgressMonitor());
            } catch (CoreException e) {
                Holdfast.log("Cannot do this: " + change.title(), e);
            }
        }
    }

    @Override
    public String getHoverInfo(ITextViewer viewer, IRegion region) {
        return getHoverInfo2(viewer, region) instanceof DocControl.Content content ? content.doc().plain() : null;
    }

    @Override
    public IInformationControlCreator getHoverControlCreator() {
        return DocControl.hover();
    }
}
