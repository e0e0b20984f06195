package org.holdfast.ui.views;

import java.util.Optional;

import org.eclipse.core.resources.IFile;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.texteditor.ITextEditor;
import org.holdfast.engine.program.Range;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.Places;
import org.holdfast.ui.editor.Editors;

/** Marks a step of an interleaving in the editor of its text, which does not take the focus from whoever steps. */
final class StepMark {

    private static final String TYPE = Holdfast.ID + ".step";

    private final IWorkbenchPage page;
    private IAnnotationModel model;
    private Annotation annotation;

    StepMark(IWorkbenchPage page) {
        this.page = page;
    }

    /** Marks and reveals the range instead of what was marked before; null marks nothing. */
    void show(Range range) {
        clear();
        if (range == null) {
            return;
        }
        Optional<ISourceViewer> viewer = editor(range).flatMap(Editors::viewer);
        IDocument text = viewer.map(ISourceViewer::getDocument).orElse(null);
        if (text == null || range.end() > text.getLength()) {
            return;
        }
        model = viewer.get().getAnnotationModel();
        if (model != null) {
            annotation = new Annotation(TYPE, false, "Step of the interleaving");
            model.addAnnotation(annotation, new Position(range.offset(), range.length()));
        }
        viewer.get().revealRange(range.offset(), range.length());
    }

    void clear() {
        if (model != null && annotation != null) {
            model.removeAnnotation(annotation);
        }
        model = null;
        annotation = null;
    }

    private Optional<ITextEditor> editor(Range range) {
        Optional<ITextEditor> open = Editors.all().filter(e -> Editors.session(e).filter(s -> s.path().toString().equals(range.file())).isPresent()).findFirst();
        if (open.isPresent()) {
            page.bringToTop(open.get());
            return open;
        }
        return Holdfast.documents().named(range.file()).filter(d -> !d.isLibrary()).flatMap(d -> Places.file(d.path())).map(this::opened);
    }

    private ITextEditor opened(IFile file) {
        try {
            return IDE.openEditor(page, file, false) instanceof ITextEditor text ? text : null;
        } catch (PartInitException e) {
            Holdfast.log("Cannot open " + file.getFullPath(), e);
            return null;
        }
    }
}
