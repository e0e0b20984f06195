package org.holdfast.ui.editor;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationHover;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.jface.text.source.SourceViewer;
import org.eclipse.swt.custom.CaretListener;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.contexts.IContextActivation;
import org.eclipse.ui.contexts.IContextService;
import org.holdfast.ide.check.Diagnostic;
import org.holdfast.ui.Holdfast;

/**
 * What of a scenario shows beside its text: diagnostics in the rulers under the mouse, and in the status line for the place of the caret; and
 * the keys that its editor has.
 */
public final class Squiggles extends Attached {

    /** The context of the key bindings. */
    private static final String KEYS = Holdfast.ID + ".keys";

    private final CaretListener caret = event -> status();
    private IContextActivation keys;
    private String said;

    @Override
    void attach(ISourceViewer viewer, Session session) {
        IAnnotationHover hover = Squiggles::line;
        viewer.setAnnotationHover(hover);
        if (viewer instanceof SourceViewer source) {
            source.setOverviewRulerAnnotationHover(hover);
        }
        viewer.getTextWidget().addCaretListener(caret);
        // the editor is only being made, and is to be found when it is
        viewer.getTextWidget().getDisplay().asyncExec(() -> {
            if (session() == session && keys == null) {
                Editors.of(viewer).ifPresent(editor -> keys = editor.getSite().getService(IContextService.class).activateContext(KEYS));
            }
        });
    }

    @Override
    void detach() {
        if (keys != null) {
            keys.getContextService().deactivateContext(keys);
            keys = null;
        }
        StyledText widget = viewer().getTextWidget();
        if (widget != null && !widget.isDisposed()) {
            widget.removeCaretListener(caret);
        }
    }

    private static String line(ISourceViewer viewer, int line) {
        try {
            IRegion region = viewer.getDocument().getLineInformation(line);
            List<Diagnostic> there = in(viewer, region.getOffset(), region.getLength() + 1);
            return there.isEmpty() ? null : there.stream().map(Diagnostic::message).collect(Collectors.joining("\n"));
        } catch (BadLocationException e) {
            return null; // the line has gone under the mouse
        }
    }

    /** The diagnostics of which some part stands in a stretch of the text. */
    static List<Diagnostic> in(ISourceViewer viewer, int offset, int length) {
        List<Diagnostic> found = new ArrayList<>();
        IAnnotationModel model = viewer.getAnnotationModel();
        for (Iterator<Annotation> each = model == null ? List.<Annotation>of().iterator() : model.getAnnotationIterator(); each.hasNext();) {
            Annotation annotation = each.next();
            Position position = model.getPosition(annotation);
            if (annotation instanceof LiveAnnotation live && position != null && position.offset < offset + Math.max(1, length)
                    && position.offset + position.length > offset) {
                found.add(live.diagnostic());
            }
        }
        return found;
    }

    private void status() {
        IDocument text = viewer().getDocument();
        if (text == null || session() == null) {
            return;
        }
        List<Diagnostic> here = in(viewer(), viewer().getSelectedRange().x, 0);
        String message = here.isEmpty() ? null : here.getFirst().message();
        if (message != said && (message == null || !message.equals(said))) {
            said = message;
            Editors.of(viewer()).ifPresent(editor -> ((IEditorSite) editor.getSite()).getActionBars().getStatusLineManager().setMessage(message));
        }
    }
}
