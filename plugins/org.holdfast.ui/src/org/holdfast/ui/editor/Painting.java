package org.holdfast.ui.editor;

import java.util.function.Consumer;

import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextViewerExtension2;
import org.eclipse.jface.text.ITextViewerExtension5;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.jface.text.source.ISourceViewerExtension5;
import org.eclipse.swt.custom.LineBackgroundEvent;
import org.eclipse.swt.custom.LineBackgroundListener;
import org.eclipse.swt.custom.StyledText;
import org.holdfast.ide.Document;
import org.holdfast.ide.text.Tokens.Kind;

/** What shows how the text is understood: words repainted when they have been read, the ground of patched lines, the minings. */
public final class Painting extends Attached {

    private final Consumer<IRegion> repaint = this::repaint;
    private final Consumer<Document> read = this::read;
    private final LineBackgroundListener grounds = this::ground;
    private Palette palette;

    @Override
    void attach(ISourceViewer viewer, Session session) {
        palette = new Palette(() -> viewer.getTextWidget().redraw());
        viewer.getTextWidget().addLineBackgroundListener(grounds);
        session.paint(repaint);
        session.listen(read);
    }

    @Override
    void detach() {
        session().unlisten(read);
        session().unpaint(repaint);
        palette.dispose();
        StyledText widget = viewer().getTextWidget();
        if (widget != null && !widget.isDisposed()) {
            widget.removeLineBackgroundListener(grounds);
        }
    }

    private void repaint(IRegion region) {
        if (viewer() instanceof ITextViewerExtension2 shown) {
            shown.invalidateTextPresentation(region.getOffset(), region.getLength());
        }
    }

    private void read(Document document) {
        if (viewer() instanceof ISourceViewerExtension5 shown) {
            shown.updateCodeMinings();
        }
    }

    /** A line's ground is that of the mark it begins with. The line of the caret keeps its own. */
    private void ground(LineBackgroundEvent event) {
        if (event.lineBackground != null || session() == null) {
            return;
        }
        int offset = viewer() instanceof ITextViewerExtension5 shown ? shown.widgetOffset2ModelOffset(event.lineOffset) : event.lineOffset;
        session().tokens().in(offset, Math.max(1, event.lineText.length()), token -> {
            if (token.kind() == Kind.MARK_ADDED || token.kind() == Kind.MARK_REMOVED) {
                event.lineBackground = palette.ground(token.kind() == Kind.MARK_REMOVED);
            }
        });
    }
}
