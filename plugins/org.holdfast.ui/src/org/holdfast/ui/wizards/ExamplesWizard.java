package org.holdfast.ui.wizards;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.wizards.newresource.BasicNewProjectResourceWizard;
import org.eclipse.ui.wizards.newresource.BasicNewResourceWizard;

/** Copies examples into the workspace, each as a project. */
public final class ExamplesWizard extends BasicNewResourceWizard implements IExecutableExtension {

    private final List<ReviewProjects.Example> chosen = new ArrayList<>();
    private IConfigurationElement element;

    @Override
    public void setInitializationData(IConfigurationElement config, String property, Object data) {
        element = config;
    }

    @Override
    public void init(IWorkbench workbench, IStructuredSelection selection) {
        super.init(workbench, selection);
        setWindowTitle("Holdfast Examples");
        setNeedsProgressMonitor(true);
    }

    @Override
    public void addPages() {
        addPage(new Page());
    }

    @Override
    public boolean performFinish() {
        List<IProject> made = new ArrayList<>();
        try {
            getContainer().run(true, true, monitor -> {
                for (ReviewProjects.Example example : chosen) {
                    try {
                        made.add(ReviewProjects.copy(example, monitor));
                    } catch (CoreException e) {
                        throw new InvocationTargetException(e);
                    }
                }
            });
            BasicNewProjectResourceWizard.updatePerspective(element);
            for (IProject project : made) {
                selectAndReveal(project);
                open(project);
            }
        } catch (InterruptedException e) {
            return false; // cancelled
        } catch (InvocationTargetException e) {
            if (e.getTargetException() instanceof CoreException core) {
                ErrorDialog.openError(getShell(), "Holdfast Examples", "An example could not be copied", core.getStatus());
                return false;
            }
            throw new IllegalStateException(e.getTargetException());
        } catch (CoreException e) {
            ErrorDialog.openError(getShell(), "Holdfast Examples", "An example could not be opened", e.getStatus());
        }
        return true;
    }

    /** Opens the first scenario of a project, in the order of names. */
    private void open(IProject project) throws CoreException {
        for (IResource member : project.members()) {
            if (member instanceof IFile file && "hold".equals(file.getFileExtension())) {
                IDE.openEditor(getWorkbench().getActiveWorkbenchWindow().getActivePage(), file, true);
                return;
            }
        }
    }

    private final class Page extends WizardPage {

        Page() {
            super("examples");
            setTitle("Holdfast Examples");
            setDescription("Reviews from the kernel's mailing lists, retold as scenarios. Each becomes a project.");
        }

        @Override
        public void createControl(Composite parent) {
            Composite area = new Composite(parent, SWT.NONE);
            area.setLayout(new GridLayout(1, false));
            for (ReviewProjects.Example example : ReviewProjects.EXAMPLES) {
                Button box = new Button(area, SWT.CHECK);
                box.setText(example.title());
                box.setSelection(true);
                chosen.add(example);
                Label description = new Label(area, SWT.WRAP);
                description.setText(example.description() + " Project " + example.project() + ".");
                GridDataFactory.fillDefaults().indent(24, 0).hint(440, SWT.DEFAULT).applyTo(description);
                box.addListener(SWT.Selection, event -> {
                    chosen.remove(example);
                    if (box.getSelection()) {
                        chosen.add(example);
                    }
                    setPageComplete(!chosen.isEmpty());
                });
            }
            setControl(area);
        }
    }
}
