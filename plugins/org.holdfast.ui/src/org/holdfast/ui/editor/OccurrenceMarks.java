package org.holdfast.ui.editor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.IAnnotationModelExtension;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.swt.custom.CaretListener;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Display;
import org.holdfast.ide.Document;
import org.holdfast.ide.text.Occurrences;
import org.holdfast.ide.text.Occurrences.Occurrence;
import org.holdfast.ui.Holdfast;

/** Marks where else the name under the caret stands. */
public final class OccurrenceMarks extends Attached {

    /** Preference: whether to do so at all. */
    public static final String ENABLED = "mark-occurrences";

    private static final String READ = Holdfast.ID + ".occurrence";
    private static final String WRITE = Holdfast.ID + ".occurrence.write";

    /** So that walking through a text with the arrow keys asks for nothing. */
    private static final long PAUSE = 120;

    private final CaretListener caret = event -> look();
    private final Consumer<Document> read = document -> look();
    private final Job looking = Job.createSystem("Looking for occurrences", this::search);
    private Map<Annotation, Position> shown = Map.of();
    private int offset;

    @Override
    void attach(ISourceViewer viewer, Session session) {
        viewer.getTextWidget().addCaretListener(caret);
        session.listen(read);
    }

    @Override
    void detach() {
        looking.cancel();
        session().unlisten(read);
        StyledText widget = viewer().getTextWidget();
        if (widget != null && !widget.isDisposed()) {
            widget.removeCaretListener(caret);
        }
        show(Map.of());
    }

    private void look() {
        offset = viewer().getSelectedRange().x;
        looking.cancel();
        looking.schedule(PAUSE);
    }

    private IStatus search(IProgressMonitor monitor) {
        Session session = session();
        if (session == null) {
            return Status.CANCEL_STATUS;
        }
        Document document = session.current();
        int at = offset;
        List<Occurrence> found = Holdfast.preferences().getBoolean(ENABLED) ? Occurrences.at(document, at) : List.of();
        Map<Annotation, Position> marks = new HashMap<>();
        for (Occurrence each : found) {
            String type = each.kind() == Occurrences.Kind.READ ? READ : WRITE;
            marks.put(new Annotation(type, false, null), new Position(each.offset(), each.length()));
        }
        Display.getDefault().asyncExec(() -> {
            if (session() == session && !monitor.isCanceled() && session.isCurrent(document) && at == offset) {
                show(marks);
            }
        });
        return Status.OK_STATUS;
    }

    private void show(Map<Annotation, Position> now) {
        IAnnotationModel model = viewer().getAnnotationModel();
        if (model instanceof IAnnotationModelExtension extension && !(shown.isEmpty() && now.isEmpty())) {
            extension.replaceAnnotations(shown.keySet().toArray(Annotation[]::new), now);
        }
        shown = now;
    }
}
