package org.holdfast.ui.editor;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.texteditor.ITextEditor;

/** From an editor to its viewer and back. */
public final class Editors {

    private Editors() {
    }

    /** The editor that a viewer is in, if it is in one. */
    public static Optional<ITextEditor> of(ITextViewer viewer) {
        return all().filter(editor -> editor.getAdapter(ITextViewer.class) == viewer).findFirst();
    }

    /** The text editors that are open and have been shown. */
    public static Stream<ITextEditor> all() {
        return Arrays.stream(PlatformUI.getWorkbench().getWorkbenchWindows()).flatMap(window -> Arrays.stream(window.getPages()))
                .flatMap(page -> Arrays.stream(page.getEditorReferences())).map((IEditorReference reference) -> reference.getEditor(false))
                .filter(ITextEditor.class::isInstance).map(ITextEditor.class::cast);
    }

    public static Optional<ISourceViewer> viewer(IEditorPart editor) {
        return editor != null && editor.getAdapter(ITextViewer.class) instanceof ISourceViewer viewer ? Optional.of(viewer) : Optional.empty();
    }

    /** What an editor shows, if that is a scenario. */
    public static Optional<Session> session(IEditorPart editor) {
        return viewer(editor).map(ISourceViewer::getDocument).flatMap(Session::of);
    }

    /** The editor that a command means. */
    public static Optional<ITextEditor> active(ExecutionEvent event) {
        return HandlerUtil.getActiveEditor(event) instanceof ITextEditor editor ? Optional.of(editor) : Optional.empty();
    }
}
