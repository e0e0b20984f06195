package org.holdfast.lang;

import java.util.List;
import org.holdfast.lang.hold.ScenarioFile;
import org.holdfast.lang.scoping.FileScope;

/**
 * One revision of a file. The model is linked: no reference in it is resolved any more, those without a target are null. Models of included
 * files and of the library may be shared with other files and must not be changed.
 *
 * @param includes the included files, each once, an included file after those that it includes itself
 * @param scope    what can be named at the top level; also finds what the library has
 */
public record LoadedRevision(String name, ScenarioFile model, List<Included> includes, FileScope scope) {
    public LoadedRevision {
        includes = List.copyOf(includes);
    }

    /** @param path as messages show it */
    public record Included(String path, ScenarioFile model) {
    }
}
