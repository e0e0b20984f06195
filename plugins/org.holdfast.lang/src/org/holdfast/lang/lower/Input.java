package org.holdfast.lang.lower;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.emf.ecore.resource.Resource;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.hold.ScenarioFile;
import org.holdfast.lang.library.KernelLibrary;
import org.holdfast.lang.scoping.FileScope;

/**
 * One revision of one scenario, read without errors.
 *
 * @param revision its name
 * @param scenario the file itself in this revision
 * @param includes the libraries it includes, directly or not, in this revision
 * @param scope    finds what the kernel library declares
 * @param path     names a resource's file as diagnostics do
 */
record Input(String revision, ScenarioFile scenario, List<ScenarioFile> includes, FileScope scope, Function<Resource, String> path) {
    Input {
        includes = List.copyOf(includes);
    }

    static Input of(String path, LoadedRevision revision) {
        Map<Resource, String> paths = new IdentityHashMap<>();
        for (LoadedRevision.Included included : revision.includes()) {
            paths.put(included.model().eResource(), included.path());
        }
        paths.put(revision.model().eResource(), path);
        return new Input(revision.name(), revision.model(), revision.includes().stream().map(LoadedRevision.Included::model).toList(),
                revision.scope(), resource -> {
                    String known = paths.get(resource);
                    return known != null ? known : String.valueOf(KernelLibrary.path(resource.getContents().get(0)));
                });
    }
}
