package org.holdfast.ui.search;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.search.ui.NewSearchUI;
import org.eclipse.ui.texteditor.ITextEditor;
import org.holdfast.ide.Document;
import org.holdfast.ui.editor.Editors;
import org.holdfast.ui.editor.Session;

/** Looks for the references of the name at the caret, in the background. */
public final class FindReferences extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        ITextEditor editor = Editors.active(event).orElse(null);
        Session session = Editors.session(editor).orElse(null);
        ISourceViewer viewer = Editors.viewer(editor).orElse(null);
        if (session != null && viewer != null) {
            Document document = session.current();
            NewSearchUI.activateSearchResultView();
            NewSearchUI.runQueryInBackground(new ReferencesQuery(document, viewer.getSelectedRange().x));
        }
        return null;
    }
}
