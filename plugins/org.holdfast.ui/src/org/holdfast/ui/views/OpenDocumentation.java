package org.holdfast.ui.views;

import java.io.IOException;
import java.net.URI;
import java.net.URL;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.FileLocator;
import org.eclipse.core.runtime.Platform;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.Bundle;

/** Opens the first page of help: in the help system, or in the user's browser where the workbench has none. */
public final class OpenDocumentation extends AbstractHandler {

    private static final String DOC = "org.holdfast.doc";
    private static final String FIRST = "html/start.html";

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        if (PlatformUI.getWorkbench().getHelpSystem().hasHelpUI()) {
            PlatformUI.getWorkbench().getHelpSystem().displayHelpResource("/" + DOC + "/" + FIRST);
            return null;
        }
        try {
            PlatformUI.getWorkbench().getBrowserSupport().getExternalBrowser().openURL(page());
        } catch (PartInitException | IOException e) {
            throw new ExecutionException("Cannot open the documentation", e);
        }
        return null;
    }

    /** The first page as a file: with all others beside it, so that its links lead somewhere. */
    static URL page() throws IOException {
        Bundle doc = Platform.getBundle(DOC);
        if (doc == null) {
            throw new IOException("the bundle " + DOC + " is not installed");
        }
        String folder = FileLocator.toFileURL(doc.getEntry("html/")).toString();
        return URI.create(folder.replace(" ", "%20") + FIRST.substring("html/".length())).toURL();
    }

    @Override
    public boolean isEnabled() {
        return Platform.getBundle(DOC) != null;
    }
}
