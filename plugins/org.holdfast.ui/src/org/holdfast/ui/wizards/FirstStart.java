package org.holdfast.ui.wizards;

import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.resources.WorkspaceJob;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.ui.IStartup;
import org.holdfast.ui.Holdfast;

/** Puts the examples into a workspace that the Holdfast IDE opens for the first time; in any other IDE they wait in their wizard. */
public final class FirstStart implements IStartup {

    /** A system property that only our own product sets. */
    private static final String PROPERTY = "holdfast.examples";

    private static final String DONE = "examples-copied";

    @Override
    public void earlyStartup() {
        if (System.getProperty(PROPERTY) != null && !Holdfast.preferences().getBoolean(DONE)
                && ResourcesPlugin.getWorkspace().getRoot().getProjects().length == 0) {
            new WorkspaceJob("Copying the examples") {
                @Override
                public IStatus runInWorkspace(IProgressMonitor monitor) throws CoreException {
                    for (ReviewProjects.Example example : ReviewProjects.EXAMPLES) {
                        ReviewProjects.copy(example, monitor);
                    }
                    Holdfast.preferences().setValue(DONE, true);
                    return Status.OK_STATUS;
                }
            }.schedule();
        }
    }
}
