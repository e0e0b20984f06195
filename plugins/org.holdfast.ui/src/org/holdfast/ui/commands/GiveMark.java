package org.holdfast.ui.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.texteditor.ITextEditor;
import org.holdfast.ide.Document;
import org.holdfast.ide.edit.Marks;
import org.holdfast.lang.revision.Mark;
import org.holdfast.lang.revision.Revisions;
import org.holdfast.ui.editor.Editors;
import org.holdfast.ui.editor.Session;

/** Asks which revisions are to have the selected lines, and gives the lines the mark that says so. */
public final class GiveMark extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        ITextEditor editor = Editors.active(event).orElse(null);
        Session session = Editors.session(editor).orElse(null);
        ISourceViewer viewer = Editors.viewer(editor).orElse(null);
        if (session == null || viewer == null || session.isLibrary() || !viewer.isEditable()) {
            return null;
        }
        Document document = session.current();
        Point selection = viewer.getSelectedRange();
        Revisions revisions = document.lines().revisions();
        Mark mark = document.lines().mark(document.line(selection.x));
        Set<String> having = mark == null ? Set.copyOf(revisions.names()) : revisions.having(mark);
        MarkDialog dialog = new MarkDialog(HandlerUtil.getActiveShell(event), revisions, having);
        if (dialog.open() == Window.OK) {
            List<String> chosen = new ArrayList<>(dialog.chosen());
            EditCommand.apply(viewer, Marks.give(document, selection.x, selection.y, chosen), selection);
        }
        return null;
    }
}
