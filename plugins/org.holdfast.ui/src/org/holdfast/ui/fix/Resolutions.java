package org.holdfast.ui.fix;

import java.util.Optional;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IMarkerResolution;
import org.eclipse.ui.IMarkerResolutionGenerator2;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.holdfast.ui.build.Markers;
import org.holdfast.ui.editor.Editors;
import org.holdfast.ui.editor.Session;

/** The fixes of markers, for the Problems view. */
public final class Resolutions implements IMarkerResolutionGenerator2 {

    @Override
    public IMarkerResolution[] getResolutions(IMarker marker) {
        if (isAskedByEditor(marker)) {
            return new IMarkerResolution[0];
        }
        return Fixes.of(marker).stream().map(fix -> new Resolution(marker, fix)).toArray(IMarkerResolution[]::new);
    }

    @Override
    public boolean hasResolutions(IMarker marker) {
        return !marker.getAttribute(Markers.RULE, "").isEmpty() && Markers.scenario(marker).isPresent();
    }

    /** The platform's quick assist asks for the markers of a line too; the fixes of the text as it is now are there already, see {@link QuickAssist}. */
    private static boolean isAskedByEditor(IMarker marker) {
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        IWorkbenchPage page = window == null ? null : window.getActivePage();
        return page != null && page.getActivePart() instanceof IEditorPart editor
                && Optional.ofNullable(editor.getEditorInput().getAdapter(IFile.class)).filter(marker.getResource()::equals).isPresent()
                && Editors.session(editor).flatMap(Session::diagnostics).isPresent();
    }
}
