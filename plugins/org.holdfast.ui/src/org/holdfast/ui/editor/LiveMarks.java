package org.holdfast.ui.editor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.IAnnotationModelExtension;
import org.holdfast.ide.check.Diagnostic;

/** The diagnostics that a text shows. Those that stay the same are not touched, so that nothing flickers. */
final class LiveMarks {

    private final Map<LiveAnnotation, Position> shown = new LinkedHashMap<>();

    /** Shows these and no others. */
    void show(IAnnotationModel model, List<Diagnostic> diagnostics, int end) {
        List<Diagnostic> missing = new ArrayList<>(diagnostics);
        List<Annotation> gone = new ArrayList<>();
        shown.forEach((annotation, position) -> {
            Diagnostic same = missing.stream().filter(each -> annotation.shows(each) && position.equals(position(each, end))).findFirst().orElse(null);
            if (same == null || position.isDeleted()) {
                gone.add(annotation);
            } else {
                missing.remove(same);
            }
        });
        gone.forEach(shown::remove);
        Map<Annotation, Position> added = new LinkedHashMap<>();
        for (Diagnostic each : missing) {
            LiveAnnotation annotation = new LiveAnnotation(each);
            Position position = position(each, end);
            shown.put(annotation, position);
            added.put(annotation, position);
        }
        if (model instanceof IAnnotationModelExtension extension && (!gone.isEmpty() || !added.isEmpty())) {
            extension.replaceAnnotations(gone.toArray(Annotation[]::new), added);
        }
    }

    /** A diagnostic's place in the text; at least one character, so that it is to be seen. */
    private static Position position(Diagnostic diagnostic, int end) {
        int start = Math.clamp(diagnostic.range().offset(), 0, end);
        int length = Math.clamp(diagnostic.range().length(), 0, end - start);
        return length > 0 || end == 0 ? new Position(start, length) : start < end ? new Position(start, 1) : new Position(start - 1, 1);
    }
}
