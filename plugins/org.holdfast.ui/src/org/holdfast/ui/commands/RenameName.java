package org.holdfast.ui.commands;

import java.util.Optional;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.jface.dialogs.IInputValidator;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.jface.window.Window;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.texteditor.ITextEditor;
import org.holdfast.engine.program.Range;
import org.holdfast.ide.Document;
import org.holdfast.ide.text.Rename;
import org.holdfast.ui.Changes;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.editor.Editors;
import org.holdfast.ui.editor.Session;

/** Gives what the caret is at another name, in all revisions and all files. */
public final class RenameName extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        ITextEditor editor = Editors.active(event).orElse(null);
        Session session = Editors.session(editor).orElse(null);
        ISourceViewer viewer = Editors.viewer(editor).orElse(null);
        if (session == null || viewer == null || session.isLibrary()) {
            return null;
        }
        Document document = session.current();
        int offset = viewer.getSelectedRange().x;
        Optional<Range> name = Rename.prepare(document, offset);
        if (name.isEmpty()) {
            ((IEditorSite) editor.getSite()).getActionBars().getStatusLineManager().setErrorMessage("Nothing here can be given another name");
            return null;
        }
        String old = document.text().substring(name.get().offset(), name.get().end());
        IInputValidator validator = text -> text.equals(old) ? "" : refusal(Rename.rename(Holdfast.documents(), document, offset, text.trim()));
        InputDialog dialog = new InputDialog(HandlerUtil.getActiveShell(event), "Rename", "New name of '" + old + "', in all revisions and files:", old,
                validator);
        if (dialog.open() == Window.OK) {
            rename(document, offset, dialog.getValue().trim());
        }
        return null;
    }

    private static String refusal(Rename.Result result) {
        return result.isRefused() ? result.refusal() : null;
    }

    private static void rename(Document document, int offset, String name) throws ExecutionException {
        Rename.Result result = Rename.rename(Holdfast.documents(), document, offset, name);
        if (!result.isRefused()) {
            try {
                Changes.apply(result.edits(), new NullProgressMonitor());
            } catch (CoreException e) {
                throw new ExecutionException("cannot rename " + name, e);
            }
        }
    }
}
