package org.holdfast.ui.fix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.core.resources.IMarker;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.swt.graphics.Image;
import org.eclipse.ui.views.markers.WorkbenchMarkerResolution;
import org.holdfast.ide.Document;
import org.holdfast.ide.check.Action;
import org.holdfast.ide.check.Actions;
import org.holdfast.lang.report.Difference;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.Icons;
import org.holdfast.ui.build.Markers;

/** A fix of a marker, which may be done for others of the same rule at the same time. */
final class Resolution extends WorkbenchMarkerResolution {

    private final IMarker marker;
    private final Fixes.Fix fix;

    Resolution(IMarker marker, Fixes.Fix fix) {
        this.marker = marker;
        this.fix = fix;
    }

    @Override
    public String getLabel() {
        return fix.action().title();
    }

    /** The edit; the Problems view asks in the thread of the user interface, so nothing is checked for it. */
    @Override
    public String getDescription() {
        return fix.action() instanceof Action.Change change
                ? change.remark() + "\n" + Difference.unified(fix.document().path().getFileName().toString(), fix.document().text(), Actions.applied(fix.document().text(),
                        change.edits().stream().filter(edit -> edit.file().equals(fix.document().name())).toList()))
                : fix.action().title();
    }

    @Override
    public Image getImage() {
        return Icons.FIX.image();
    }

    @Override
    public void run(IMarker one) {
        apply(new IMarker[] { one }, null);
    }

    @Override
    public void run(IMarker[] markers, IProgressMonitor monitor) {
        apply(markers, monitor);
    }

    private void apply(IMarker[] markers, IProgressMonitor monitor) {
        Map<Document, List<Fixes.Fix>> byText = new LinkedHashMap<>();
        Map<String, Document> documents = new LinkedHashMap<>();
        for (IMarker each : markers) {
            // the text may have changed since the list was made: what is to be done is asked for again
            Fixes.of(each).stream().filter(this::isAlike).findFirst()
                    .ifPresent(now -> byText.computeIfAbsent(documents.computeIfAbsent(now.document().name(), key -> now.document()), key -> new ArrayList<>()).add(now));
        }
        for (List<Fixes.Fix> fixes : byText.values()) {
            try {
                Fixes.apply(fixes, monitor);
            } catch (CoreException e) {
                Holdfast.log(getLabel(), e);
            }
        }
    }

    /** Of the marker itself the very same; of others what is of the same kind. */
    private boolean isAlike(Fixes.Fix other) {
        return switch (fix.action()) {
            case Action.Change change -> other.action() instanceof Action.Change found && (found.title().equals(change.title())
                    || !other.diagnostic().message().equals(fix.diagnostic().message()) && found.kind() == change.kind());
            case Action.SetSeverity set -> other.action().equals(set);
        };
    }

    @Override
    public IMarker[] findOtherMarkers(IMarker[] markers) {
        return Arrays.stream(markers).filter(other -> !other.equals(marker) && other.getAttribute(Markers.RULE, "").equals(marker.getAttribute(Markers.RULE, ""))
                && !(fix.action() instanceof Action.SetSeverity)).toArray(IMarker[]::new);
    }
}
