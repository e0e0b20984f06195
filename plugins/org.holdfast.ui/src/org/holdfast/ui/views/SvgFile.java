package org.holdfast.ui.views;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.core.runtime.Status;
import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

/** Writes a picture to a file of the user's choice. */
final class SvgFile {

    private SvgFile() {
    }

    static void save(Shell shell, String name, String svg) {
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setFileName(name);
        dialog.setFilterExtensions("*.svg");
        dialog.setOverwrite(true);
        String chosen = dialog.open();
        if (chosen != null) {
            try {
                Files.writeString(Path.of(chosen), svg);
            } catch (IOException e) {
                ErrorDialog.openError(shell, "Export as SVG", null, Status.error("Cannot write " + chosen, e));
            }
        }
    }
}
