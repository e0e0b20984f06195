package org.holdfast.ui.wizards;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.eclipse.core.resources.IFile;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.dialogs.WizardNewFileCreationPage;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.wizards.newresource.BasicNewResourceWizard;
import org.holdfast.ui.Holdfast;

/** Makes a {@code .hold} file and opens it. */
abstract class NewFileWizard extends BasicNewResourceWizard {

    private WizardNewFileCreationPage page;

    /** The page that asks where the file is to be. */
    abstract WizardNewFileCreationPage filePage(IStructuredSelection selection);

    /** What the file begins as. @param name the file's, without its extension */
    abstract String text(String name);

    @Override
    public void addPages() {
        page = filePage(getSelection());
        page.setFileExtension("hold");
        addPage(page);
    }

    @Override
    public boolean performFinish() {
        IFile file = page.createNewFile();
        if (file == null) {
            return false;
        }
        selectAndReveal(file);
        try {
            IDE.openEditor(getWorkbench().getActiveWorkbenchWindow().getActivePage(), file, true);
        } catch (PartInitException e) {
            Holdfast.log("Cannot open " + file.getFullPath(), e);
        }
        return true;
    }

    /** Asks for a folder and a name, and fills the file. */
    class FilePage extends WizardNewFileCreationPage {
        FilePage(IStructuredSelection selection, String title, String description, String name) {
            super("file", selection);
            setTitle(title);
            setDescription(description);
            setFileName(name);
        }

        @Override
        protected InputStream getInitialContents() {
            String name = getFileName().replaceFirst("\\.hold$", "");
            return new ByteArrayInputStream(text(name).getBytes(StandardCharsets.UTF_8));
        }
    }
}
