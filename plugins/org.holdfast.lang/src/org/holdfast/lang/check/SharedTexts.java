package org.holdfast.lang.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Edit;
import org.holdfast.engine.rule.Outline;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.revision.MarkedText;
import org.holdfast.lang.revision.Revisions;

/** The texts with marks that a scenario is made of, and changes of a revision as edits of them. */
final class SharedTexts {
    private final LoadedFile file;
    private final Overlay overlay;

    SharedTexts(LoadedFile file, Overlay overlay) {
        this.file = file;
        this.overlay = overlay;
    }

    /** @throws MarkedEdits.Impossible where the text has no good place for one of the changes */
    List<Edit> edits(List<Change> changes, String revision, Program program) {
        Revisions revisions = new Revisions(file.revisions().stream().map(LoadedRevision::name).toList());
        return new MarkedEdits(this::text, revisions, revision, new Outline(program.source())).edits(changes);
    }

    MarkedText text(String path) {
        if (path.equals(file.path())) {
            return file.text();
        }
        Path target = Path.of(path).toAbsolutePath().normalize();
        return MarkedText.of(overlay.apply(target).orElseGet(() -> {
            try {
                return Files.readString(target);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }
}
