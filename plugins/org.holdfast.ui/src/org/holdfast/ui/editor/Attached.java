package org.holdfast.ui.editor;

import java.nio.file.Path;
import java.util.Optional;

import org.eclipse.core.filebuffers.FileBuffers;
import org.eclipse.core.filebuffers.ITextFileBuffer;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.IPath;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.ITextInputListener;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.reconciler.IReconciler;
import org.eclipse.jface.text.reconciler.IReconcilingStrategy;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.swt.widgets.Display;
import org.holdfast.ui.Places;

/**
 * Something that a viewer has as long as it shows a scenario. The generic editor makes one for each viewer, under the name of a reconciler;
 * what it is told about is the session, which reads the text once for all.
 */
abstract class Attached implements IReconciler {

    private ISourceViewer viewer;
    private IDocument text;
    private Session session;
    private final ITextInputListener inputs = new ITextInputListener() {
        @Override
        public void inputDocumentAboutToBeChanged(IDocument before, IDocument now) {
            leave();
        }

        @Override
        public void inputDocumentChanged(IDocument before, IDocument now) {
            enter(now);
        }
    };

    /** The viewer shows the text of the session from now on. */
    abstract void attach(ISourceViewer shown, Session shownSession);

    /** It does so no more. */
    abstract void detach();

    final ISourceViewer viewer() {
        return viewer;
    }

    final Session session() {
        return session;
    }

    @Override
    public final void install(ITextViewer installed) {
        if (installed instanceof ISourceViewer source) {
            viewer = source;
            viewer.addTextInputListener(inputs);
            enter(viewer.getDocument());
        }
    }

    @Override
    public final void uninstall() {
        if (viewer != null) {
            viewer.removeTextInputListener(inputs);
            leave();
            viewer = null;
        }
    }

    @Override
    public final IReconcilingStrategy getReconcilingStrategy(String contentType) {
        return null;
    }

    private void enter(IDocument document) {
        if (document == null) {
            return;
        }
        Optional<Path> path = path(document);
        if (path.isPresent()) {
            enter(document, path.get());
        } else {
            // a text of the library is known by its editor, which is only being made
            Display.getCurrent().asyncExec(() -> {
                if (viewer != null && viewer.getDocument() == document && session == null) {
                    Editors.of(viewer).flatMap(editor -> Places.path(editor.getEditorInput())).ifPresent(name -> enter(document, name));
                }
            });
        }
    }

    private void enter(IDocument document, Path path) {
        text = document;
        session = Sessions.INSTANCE.enter(document, path, viewer.getTextWidget().getDisplay());
        attach(viewer, session);
    }

    private void leave() {
        if (session != null) {
            detach();
            session = null;
            Sessions.INSTANCE.leave(text);
            text = null;
        }
    }

    /** Where the file of a text is on disk. */
    private static Optional<Path> path(IDocument document) {
        ITextFileBuffer buffer = FileBuffers.getTextFileBufferManager().getTextFileBuffer(document);
        if (buffer == null || buffer.getLocation() == null) {
            return Optional.empty();
        }
        IPath location = buffer.getLocation();
        IFile file = location.segmentCount() > 1 ? ResourcesPlugin.getWorkspace().getRoot().getFile(location) : null;
        IPath onDisk = file != null && file.exists() ? file.getLocation() : location;
        return Optional.ofNullable(onDisk).map(IPath::toPath);
    }
}
