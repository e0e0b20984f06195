package org.holdfast.ui;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

import org.eclipse.core.filesystem.EFS;
import org.eclipse.core.resources.IFile;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.texteditor.ITextEditor;
import org.holdfast.engine.program.Range;
import org.holdfast.ide.Document;

/** From a place in a text, as services name it, to the file and the editor that has it. */
public final class Places {

    private static final String GENERIC_EDITOR = "org.eclipse.ui.genericeditor.GenericEditor";

    private Places() {
    }

    /** The workspace's file of a path on disk; of several that are linked to it the one with the shortest path. */
    public static Optional<IFile> file(Path path) {
        return Arrays.stream(WorkspaceProjects.at(path)).filter(IFile::exists)
                .min(Comparator.comparing((IFile file) -> file.getFullPath().segmentCount()).thenComparing(file -> file.getFullPath().toString()));
    }

    /** Opens the file of a range and selects the range; a text of the kernel library opens read-only. */
    public static Optional<IEditorPart> open(IWorkbenchPage page, Range range) {
        return Holdfast.documents().named(range.file()).flatMap(document -> {
            try {
                IEditorPart editor = open(page, document);
                if (editor instanceof ITextEditor text) {
                    text.selectAndReveal(range.offset(), range.length());
                }
                return Optional.ofNullable(editor);
            } catch (PartInitException e) {
                Holdfast.log("Cannot open " + range.file(), e);
                return Optional.empty();
            }
        });
    }

    private static IEditorPart open(IWorkbenchPage page, Document document) throws PartInitException {
        if (document.isLibrary()) {
            return page.openEditor(new LibraryInput(document.name(), document.text()), GENERIC_EDITOR, true,
                    IWorkbenchPage.MATCH_INPUT | IWorkbenchPage.MATCH_ID);
        }
        Optional<IFile> file = file(document.path());
        return file.isPresent() ? IDE.openEditor(page, file.get())
                : IDE.openEditorOnFileStore(page, EFS.getLocalFileSystem().fromLocalFile(document.path().toFile()));
    }

    /** The path of what an editor shows: a file's on disk, a library text's name; empty for anything else. */
    public static Optional<Path> path(IEditorInput input) {
        if (input instanceof LibraryInput library) {
            return Optional.of(Path.of(library.getName()));
        }
        IFile file = input.getAdapter(IFile.class);
        if (file != null) {
            return Optional.ofNullable(file.getLocation()).map(location -> location.toPath());
        }
        return input instanceof org.eclipse.ui.IURIEditorInput uri && "file".equals(uri.getURI().getScheme()) ? Optional.of(Path.of(uri.getURI()))
                : Optional.empty();
    }
}
