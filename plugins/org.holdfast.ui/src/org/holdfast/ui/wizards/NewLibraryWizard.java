package org.holdfast.ui.wizards;

import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.dialogs.WizardNewFileCreationPage;

/** A new library: declarations that several scenarios include. */
public final class NewLibraryWizard extends NewFileWizard {

    @Override
    public void init(IWorkbench workbench, IStructuredSelection selection) {
        super.init(workbench, selection);
        setWindowTitle("New Library");
    }

    @Override
    WizardNewFileCreationPage filePage(IStructuredSelection selection) {
        return new FilePage(selection, "Library", "Declarations that several scenarios share, brought in by #include.", "library.hold");
    }

    @Override
    String text(String name) {
        return Template.LIBRARY.text(name);
    }
}
