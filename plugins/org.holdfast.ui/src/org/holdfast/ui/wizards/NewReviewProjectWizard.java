package org.holdfast.ui.wizards;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;

import org.eclipse.core.resources.IProject;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.actions.WorkspaceModifyOperation;
import org.eclipse.ui.dialogs.WizardNewProjectCreationPage;
import org.eclipse.ui.wizards.newresource.BasicNewProjectResourceWizard;
import org.eclipse.ui.wizards.newresource.BasicNewResourceWizard;

/** A new project for the scenarios of a review. */
public final class NewReviewProjectWizard extends BasicNewResourceWizard implements IExecutableExtension {

    private WizardNewProjectCreationPage page;
    private IConfigurationElement element;

    @Override
    public void setInitializationData(IConfigurationElement config, String property, Object data) {
        element = config;
    }

    @Override
    public void init(IWorkbench workbench, IStructuredSelection selection) {
        super.init(workbench, selection);
        setWindowTitle("New Review Project");
        setNeedsProgressMonitor(true);
    }

    @Override
    public void addPages() {
        page = new WizardNewProjectCreationPage("project");
        page.setTitle("Review Project");
        page.setDescription("A project for the scenarios of a patch under review. They are checked whenever they change.");
        addPage(page);
    }

    @Override
    public boolean performFinish() {
        IProject project = page.getProjectHandle();
        URI location = page.useDefaults() ? null : page.getLocationURI();
        try {
            getContainer().run(true, true, new Creating(project, location));
        } catch (InterruptedException e) {
            return false; // cancelled
        } catch (InvocationTargetException e) {
            if (e.getTargetException() instanceof CoreException core) {
                ErrorDialog.openError(getShell(), "New Review Project", "The project could not be made", core.getStatus());
                return false;
            }
            throw new IllegalStateException(e.getTargetException());
        }
        BasicNewProjectResourceWizard.updatePerspective(element);
        selectAndReveal(project);
        return true;
    }

    private static final class Creating extends WorkspaceModifyOperation {
        private final IProject project;
        private final URI location;

        Creating(IProject project, URI location) {
            this.project = project;
            this.location = location;
        }

        @Override
        protected void execute(org.eclipse.core.runtime.IProgressMonitor monitor) throws CoreException {
            ReviewProjects.create(project, location, monitor);
        }
    }
}
