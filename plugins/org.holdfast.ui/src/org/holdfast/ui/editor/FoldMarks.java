package org.holdfast.ui.editor;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.jface.text.source.projection.ProjectionAnnotation;
import org.eclipse.jface.text.source.projection.ProjectionAnnotationModel;
import org.eclipse.jface.text.source.projection.ProjectionViewer;
import org.holdfast.ide.Document;
import org.holdfast.ide.text.Folding;

/** Offers to fold what {@link Folding} finds. What is folded away stays so while the text around it changes. */
public final class FoldMarks extends Attached {

    private final Consumer<Document> read = this::read;

    @Override
    void attach(ISourceViewer viewer, Session session) {
        session.listen(read);
    }

    @Override
    void detach() {
        session().unlisten(read);
    }

    private void read(Document document) {
        ProjectionAnnotationModel model = viewer() instanceof ProjectionViewer shown ? shown.getProjectionAnnotationModel() : null;
        if (model == null) {
            return;
        }
        Map<Position, Annotation> wanted = new LinkedHashMap<>();
        for (Folding.Fold fold : Folding.of(document)) {
            Position lines = wholeLines(viewer().getDocument(), fold);
            if (lines != null) {
                wanted.put(lines, new ProjectionAnnotation());
            }
        }
        Map<Annotation, Position> added = new HashMap<>();
        wanted.forEach((position, annotation) -> added.put(annotation, position));
        List<Annotation> removed = new java.util.ArrayList<>();
        model.getAnnotationIterator().forEachRemaining(old -> {
            Annotation same = wanted.get(model.getPosition(old));
            if (same == null) {
                removed.add(old);
            } else {
                added.remove(same);
            }
        });
        if (!removed.isEmpty() || !added.isEmpty()) {
            model.modifyAnnotations(removed.toArray(Annotation[]::new), added, new Annotation[0]);
        }
    }

    /** A fold as the viewer wants it: with the end of its last line; null where that is only one. */
    private static Position wholeLines(IDocument text, Folding.Fold fold) {
        try {
            int first = text.getLineOfOffset(fold.offset());
            int last = text.getLineOfOffset(fold.offset() + fold.length());
            int start = text.getLineOffset(first);
            return last <= first ? null : new Position(start, text.getLineOffset(last) + text.getLineLength(last) - start);
        } catch (BadLocationException e) {
            return null; // the text has been cut off meanwhile; it will be read again
        }
    }
}
