package org.holdfast.ui.build;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

import org.eclipse.core.resources.IResource;
import org.eclipse.core.resources.IResourceDelta;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IPath;

/** What a resource delta says of files: which are new, have another content or are gone, and whether the project's choices have changed. */
final class Changed {

    private final Set<Path> files = new LinkedHashSet<>();
    private boolean choices;

    void add(IResourceDelta delta) throws CoreException {
        delta.accept(each -> {
            IResource resource = each.getResource();
            if (resource.getType() == IResource.FILE) {
                boolean content = (each.getFlags() & (IResourceDelta.CONTENT | IResourceDelta.REPLACED | IResourceDelta.ENCODING | IResourceDelta.MOVED_FROM
                        | IResourceDelta.MOVED_TO | IResourceDelta.DERIVED_CHANGED)) != 0;
                if (each.getKind() != IResourceDelta.CHANGED || content) {
                    file(resource);
                }
            }
            return true;
        });
    }

    private void file(IResource resource) {
        // what is gone has no location any more, but had one in its folder
        IPath folder = resource.getProject().getLocation();
        IPath location = resource.getLocation() != null ? resource.getLocation() : folder == null ? null : folder.append(resource.getProjectRelativePath());
        if (location != null) {
            files.add(location.toPath().toAbsolutePath().normalize());
        }
        choices |= resource.getProjectRelativePath().segmentCount() > 1 && resource.getProjectRelativePath().segment(0).equals(".settings");
    }

    Set<Path> files() {
        return files;
    }

    boolean hasChoices() {
        return choices;
    }
}
