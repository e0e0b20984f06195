package org.holdfast.lang.check;

import java.nio.file.Path;
import java.util.Set;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.Workspace;
import org.holdfast.lang.lower.Lowered;
import org.holdfast.lang.lower.Lowering;

/** From what the front end read to what lowering takes. */
final class Lowerings {
    private Lowerings() {
    }

    static Lowered lower(LoadedFile file, String revision) {
        return Lowering.lower(file.path(), file.revision(revision).orElseThrow());
    }

    /** Reads a text in one revision only. */
    static LoadedFile load(Workspace workspace, Path path, String text, String revision) {
        return workspace.load(path, text, Set.of(revision));
    }
}
