package org.holdfast.ui.commands;

import java.util.List;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRewriteTarget;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.texteditor.ITextEditor;
import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;
import org.holdfast.ui.Changes;
import org.holdfast.ui.editor.Editors;
import org.holdfast.ui.editor.Session;

/** Changes the text of the active editor as a service says, in one step of undo. What was selected stays so. */
abstract class EditCommand extends AbstractHandler {

    /** @param offset of what is selected, of {@code length} characters */
    abstract List<Edit> edits(Document document, int offset, int length);

    @Override
    public final Object execute(ExecutionEvent event) throws ExecutionException {
        ITextEditor editor = Editors.active(event).orElse(null);
        Session session = Editors.session(editor).orElse(null);
        ISourceViewer viewer = Editors.viewer(editor).orElse(null);
        if (session != null && viewer != null && !session.isLibrary() && viewer.isEditable()) {
            Point selection = viewer.getSelectedRange();
            apply(viewer, edits(session.current(), selection.x, selection.y), selection);
        }
        return null;
    }

    static void apply(ISourceViewer viewer, List<Edit> edits, Point selection) throws ExecutionException {
        if (edits.isEmpty()) {
            return;
        }
        IDocument text = viewer.getDocument();
        Position kept = new Position(selection.x, selection.y);
        IRewriteTarget target = viewer instanceof org.eclipse.jface.text.ITextViewerExtension extension ? extension.getRewriteTarget() : null;
        if (target != null) {
            target.beginCompoundChange();
        }
        try {
            text.addPosition(kept);
            Changes.apply(text, edits);
        } catch (CoreException | org.eclipse.jface.text.BadLocationException e) {
            throw new ExecutionException("cannot change the text", e);
        } finally {
            text.removePosition(kept);
            if (target != null) {
                target.endCompoundChange();
            }
        }
        viewer.setSelectedRange(kept.offset, kept.length);
    }
}
