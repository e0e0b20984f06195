package org.holdfast.ui.tests;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

import org.eclipse.core.resources.IContainer;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IFolder;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IProjectDescription;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.ide.IDE;

/**
 * The running workbench in the hands of a test: a project of its own, editors, keys, pictures. Everything happens on the user
 * interface's thread; waiting means handling events until a condition holds.
 */
public final class Bench {

    /** How long anything may take before a test calls it missing, in milliseconds; far above what a user would bear. */
    private static final long PATIENCE = 20_000;

    private IProject project;

    /** The test's project, made when first asked for. */
    public IProject project() throws CoreException {
        return project(new String[0]);
    }

    public IProject project(String... natures) throws CoreException {
        if (project == null) {
            project = ResourcesPlugin.getWorkspace().getRoot().getProject("review");
            project.create(null);
            project.open(null);
            IProjectDescription description = project.getDescription();
            description.setNatureIds(natures);
            project.setDescription(description, null);
        }
        return project;
    }

    /** A file of the test's project, with its folders; an existing one gets the new text. */
    public IFile file(String path, String text) throws CoreException {
        IFile file = project().getFile(path);
        folder(file.getParent());
        if (file.exists()) {
            file.setContents(text.getBytes(StandardCharsets.UTF_8), true, false, null);
        } else {
            file.create(text.getBytes(StandardCharsets.UTF_8), true, false, null);
        }
        return file;
    }

    /** The text of an example that comes with the product, such as {@code nfsd/put-local.hold}. */
    public static String example(String path) throws IOException {
        try (InputStream in = Platform.getBundle("org.holdfast.examples").getEntry(path).openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void folder(IContainer container) throws CoreException {
        if (container instanceof IFolder folder && !folder.exists()) {
            folder(folder.getParent());
            folder.create(true, true, null);
        }
    }

    public static IWorkbenchWindow window() {
        return PlatformUI.getWorkbench().getActiveWorkbenchWindow();
    }

    public static IWorkbenchPage page() {
        return window().getActivePage();
    }

    public IEditorPart open(IFile file) throws PartInitException {
        IEditorPart editor = IDE.openEditor(page(), file);
        settle();
        return editor;
    }

    public ISourceViewer viewer(IEditorPart editor) {
        return (ISourceViewer) editor.getAdapter(ITextViewer.class);
    }

    public StyledText text(IEditorPart editor) {
        return viewer(editor).getTextWidget();
    }

    /** Runs a command as its key binding would, with the editor or view that is active. */
    public Object run(String command) throws Exception {
        return window().getService(IHandlerService.class).executeCommand(command, null);
    }

    /** Types into a control as a keyboard does, key by key; a line end is the return key. */
    public void type(StyledText control, String text) {
        control.setFocus();
        for (char character : text.toCharArray()) {
            char key = character == '\n' ? SWT.CR : character;
            Event event = new Event();
            event.type = SWT.KeyDown;
            event.character = key;
            event.keyCode = key;
            control.notifyListeners(SWT.KeyDown, event);
            settle();
        }
    }

    /** Handles the events that are there. */
    public static void settle() {
        Display display = Display.getCurrent();
        while (display.readAndDispatch()) {
            continue;
        }
    }

    /** Handles events until something is so; fails with what was awaited when it never is. */
    public static void await(String what, BooleanSupplier so) {
        Display display = Display.getCurrent();
        long end = System.currentTimeMillis() + PATIENCE;
        while (!so.getAsBoolean()) {
            if (System.currentTimeMillis() > end) {
                fail("waited in vain for " + what);
            }
            if (!display.readAndDispatch()) {
                pause();
            }
        }
    }

    /** Handles events for a while: for what is only to be seen, never for what is to be checked. */
    public static void linger(long millis) {
        Display display = Display.getCurrent();
        long end = System.currentTimeMillis() + millis;
        while (System.currentTimeMillis() < end) {
            if (!display.readAndDispatch()) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("interrupted");
        }
    }

    /** Waits for the builds that changes so far ask for. */
    public static void built() {
        Job.getJobManager().wakeUp(ResourcesPlugin.FAMILY_AUTO_BUILD);
        await("the build", () -> Job.getJobManager().find(ResourcesPlugin.FAMILY_AUTO_BUILD).length == 0
                && Job.getJobManager().find(ResourcesPlugin.FAMILY_MANUAL_BUILD).length == 0);
    }

    /** Saves what a part of the screen shows as NAME.png where the build asked for pictures. */
    public static void picture(String name, Control control) throws IOException {
        settle();
        Display display = control.getDisplay();
        Rectangle area = control instanceof Shell shell ? shell.getBounds()
                : display.map(control.getParent(), null, control.getBounds());
        Image image = new Image(display, area.width, area.height);
        GC gc = new GC(display);
        gc.copyArea(image, area.x, area.y);
        gc.dispose();
        ImageLoader loader = new ImageLoader();
        loader.data = new ImageData[] { image.getImageData() };
        image.dispose();
        File folder = new File(System.getProperty("holdfast.pictures", "target/pictures"));
        if (!folder.isDirectory() && !folder.mkdirs()) {
            throw new IOException("no folder " + folder);
        }
        loader.save(new File(folder, name + ".png").getPath(), SWT.IMAGE_PNG);
    }

    /** Closes all editors without saving and deletes the test's project. */
    public void close() throws CoreException {
        page().closeAllEditors(false);
        settle();
        if (project != null) {
            built();
            project.delete(true, true, null);
            project = null;
        }
    }
}
