package org.holdfast.ui.wizards;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.Collections;
import java.util.List;

import org.eclipse.core.resources.IContainer;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IFolder;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IProjectDescription;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IPath;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.SubMonitor;
import org.holdfast.ui.Holdfast;
import org.osgi.framework.Bundle;

/** Makes projects whose scenarios are built, empty or with an example in them. */
public final class ReviewProjects {

    /** An example that comes with Holdfast: a folder of the bundle of examples. */
    public record Example(String folder, String title, String description) {

        /** What its project is called. */
        public String project() {
            return "example-" + folder;
        }
    }

    /** The mailing list's threads that the examples retell. */
    public static final List<Example> EXAMPLES = List.of(
            new Example("nfsd", "nfsd: which reference is dropped first", "A put order that a patch turns around, and the review that says so."),
            new Example("netconsole", "netconsole: a lock that is dropped inside the loop", "A list walked while others change it, a target enabled while it goes away."),
            new Example("smc", "smc: a lock across too much", "Link groups, and what may be done under whose lock."));

    private static final String BUNDLE = "org.holdfast.examples";

    private ReviewProjects() {
    }

    /** @param location where on disk, or null for the workspace's folder */
    public static void create(IProject project, URI location, IProgressMonitor monitor) throws CoreException {
        SubMonitor progress = SubMonitor.convert(monitor, 3);
        IProjectDescription description = ResourcesPlugin.getWorkspace().newProjectDescription(project.getName());
        description.setLocationURI(location);
        project.create(description, progress.split(1));
        project.open(progress.split(1));
        IProjectDescription opened = project.getDescription();
        opened.setNatureIds(new String[] { Holdfast.NATURE });
        project.setDescription(opened, progress.split(1));
    }

    /** Copies an example into a project of its own; a project of that name that is there already stays as it is. */
    public static IProject copy(Example example, IProgressMonitor monitor) throws CoreException {
        IProject project = ResourcesPlugin.getWorkspace().getRoot().getProject(example.project());
        if (project.exists()) {
            project.open(monitor);
            return project;
        }
        ResourcesPlugin.getWorkspace().run(inner -> {
            create(project, null, inner);
            fill(project, example.folder(), inner);
        }, ResourcesPlugin.getWorkspace().getRoot(), 0, monitor);
        return project;
    }

    private static void fill(IProject project, String folder, IProgressMonitor monitor) throws CoreException {
        Bundle bundle = Platform.getBundle(BUNDLE);
        if (bundle == null) {
            throw new CoreException(Status.error("The bundle " + BUNDLE + " is not installed"));
        }
        for (URL entry : Collections.list(bundle.findEntries(folder, "*", true))) {
            if (!entry.getPath().endsWith("/")) {
                IFile file = project.getFile(IPath.fromPortableString(entry.getPath()).removeFirstSegments(1));
                folders(file.getParent(), monitor);
                try (InputStream in = entry.openStream()) {
                    file.create(in, true, monitor);
                } catch (IOException e) {
                    throw new CoreException(Status.error("Cannot copy " + entry, e));
                }
            }
        }
    }

    private static void folders(IContainer container, IProgressMonitor monitor) throws CoreException {
        if (container instanceof IFolder folder && !folder.exists()) {
            folders(folder.getParent(), monitor);
            folder.create(true, true, monitor);
        }
    }
}
