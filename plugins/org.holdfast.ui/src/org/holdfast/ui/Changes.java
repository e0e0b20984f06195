package org.holdfast.ui;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.core.filebuffers.FileBuffers;
import org.eclipse.core.filebuffers.ITextFileBuffer;
import org.eclipse.core.filebuffers.ITextFileBufferManager;
import org.eclipse.core.filebuffers.LocationKind;
import org.eclipse.core.resources.IFile;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IPath;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.text.edits.MalformedTreeException;
import org.eclipse.text.edits.MultiTextEdit;
import org.eclipse.text.edits.ReplaceEdit;
import org.eclipse.text.undo.DocumentUndoManagerRegistry;
import org.eclipse.text.undo.IDocumentUndoManager;
import org.holdfast.engine.rule.Edit;

/**
 * Edits that services answer with, put into texts: of a file that is open in an editor into the editor, as one step of undo, whether or not it
 * was saved before; of any other into the file.
 */
public final class Changes {

    private Changes() {
    }

    /** Applies edits that do not overlap and mean the texts as they are now. In the thread of the user interface. */
    public static void apply(List<Edit> edits, IProgressMonitor monitor) throws CoreException {
        Map<String, MultiTextEdit> byFile = new LinkedHashMap<>();
        for (Edit edit : edits) {
            byFile.computeIfAbsent(edit.file(), file -> new MultiTextEdit()).addChild(new ReplaceEdit(edit.offset(), edit.length(), edit.text()));
        }
        for (Map.Entry<String, MultiTextEdit> entry : byFile.entrySet()) {
            apply(Path.of(entry.getKey()), entry.getValue(), monitor);
        }
    }

    private static void apply(Path path, MultiTextEdit edit, IProgressMonitor monitor) throws CoreException {
        IFile file = Places.file(path).orElse(null);
        IPath location = file == null ? IPath.fromPath(path) : file.getFullPath();
        LocationKind kind = file == null ? LocationKind.LOCATION : LocationKind.IFILE;
        ITextFileBufferManager buffers = FileBuffers.getTextFileBufferManager();
        boolean open = buffers.getTextFileBuffer(location, kind) != null;
        buffers.connect(location, kind, monitor);
        try {
            ITextFileBuffer buffer = buffers.getTextFileBuffer(location, kind);
            apply(buffer.getDocument(), edit);
            if (!open) {
                buffer.commit(monitor, false);
            }
        } finally {
            buffers.disconnect(location, kind, monitor);
        }
    }

    /** Applies edits of one text as one step of undo. */
    public static void apply(IDocument document, List<Edit> edits) throws CoreException {
        MultiTextEdit all = new MultiTextEdit();
        edits.forEach(edit -> all.addChild(new ReplaceEdit(edit.offset(), edit.length(), edit.text())));
        apply(document, all);
    }

    private static void apply(IDocument document, MultiTextEdit edit) throws CoreException {
        IDocumentUndoManager undo = DocumentUndoManagerRegistry.getDocumentUndoManager(document);
        if (undo != null) {
            undo.beginCompoundChange();
        }
        try {
            edit.apply(document);
        } catch (MalformedTreeException | BadLocationException e) {
            throw new CoreException(Status.error("The text has changed, the edit does not fit any more", e));
        } finally {
            if (undo != null) {
                undo.endCompoundChange();
            }
        }
    }
}
