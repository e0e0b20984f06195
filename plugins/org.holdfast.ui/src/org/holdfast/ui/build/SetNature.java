package org.holdfast.ui.build;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.handlers.HandlerUtil;

/** Gives the selected projects the nature, or takes it away: which, says the command. */
public final class SetNature extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        boolean on = event.getCommand().getId().endsWith("addNature");
        List<IProject> projects = new ArrayList<>();
        if (HandlerUtil.getCurrentSelection(event) instanceof IStructuredSelection selection) {
            selection.forEach(each -> {
                IProject project = Adapters.adapt(each, IProject.class);
                if (project != null) {
                    projects.add(project);
                }
            });
        }
        Job job = Job.create(on ? "Adding the Holdfast nature" : "Removing the Holdfast nature", (ICoreRunnable) monitor -> {
            for (IProject project : projects) {
                HoldNature.set(project, on, monitor);
            }
        });
        job.schedule();
        return null;
    }
}
