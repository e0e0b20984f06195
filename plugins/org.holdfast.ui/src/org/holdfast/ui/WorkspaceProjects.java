package org.holdfast.ui;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IPath;
import org.holdfast.ide.Projects;

/** Projects as the workspace has them: a file's roots are its project and the projects that this one refers to. */
final class WorkspaceProjects implements Projects {

    @Override
    public List<Path> roots(Path file) {
        Set<IProject> projects = new LinkedHashSet<>();
        project(file).ifPresent(project -> {
            projects.add(project);
            add(projects, referenced(project));
        });
        return projects.stream().map(IResource::getLocation).filter(location -> location != null).map(IPath::toPath).toList();
    }

    @Override
    public List<Path> files(Path file) {
        Optional<IProject> home = project(file);
        if (home.isEmpty()) {
            return List.of(file);
        }
        Set<IProject> projects = new LinkedHashSet<>(List.of(home.get()));
        add(projects, referenced(home.get()));
        add(projects, home.get().getReferencingProjects());
        Set<Path> files = new LinkedHashSet<>();
        projects.forEach(project -> files.addAll(scenarios(project)));
        return files.stream().sorted().toList();
    }

    /** The scenarios and libraries of an open project. */
    private static List<Path> scenarios(IProject project) {
        List<Path> found = new ArrayList<>();
        try {
            project.accept(proxy -> {
                if (proxy.getType() == IResource.FILE && proxy.getName().endsWith(".hold") && !proxy.isDerived()) {
                    IPath location = proxy.requestResource().getLocation();
                    if (location != null) {
                        found.add(location.toPath());
                    }
                }
                return true;
            }, IResource.NONE);
        } catch (CoreException e) {
            Holdfast.log("Cannot look through " + project.getName(), e);
        }
        return found;
    }

    private static void add(Set<IProject> projects, IProject[] more) {
        for (IProject project : more) {
            if (project.isAccessible()) {
                projects.add(project);
            }
        }
    }

    private static IProject[] referenced(IProject project) {
        try {
            return project.isAccessible() ? project.getReferencedProjects() : new IProject[0];
        } catch (CoreException e) {
            return new IProject[0]; // it has been closed in the meantime
        }
    }

    private static Optional<IProject> project(Path file) {
        return Places.file(file).map(IFile::getProject).filter(IProject::isAccessible);
    }

    /** Only to be seen by {@link Places}: files by their place on disk. */
    static IFile[] at(Path path) {
        return ResourcesPlugin.getWorkspace().getRoot().findFilesForLocationURI(path.toUri());
    }
}
