package org.holdfast.ui.editor;

import java.util.List;
import java.util.Optional;

import org.eclipse.jface.text.DocumentCommand;
import org.eclipse.jface.text.IAutoEditStrategy;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.TextUtilities;
import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;
import org.holdfast.ide.edit.Typing;

/** Lets {@link Typing} say what a key does besides putting in its character. */
public final class AutoEdits implements IAutoEditStrategy {

    @Override
    public void customizeDocumentCommand(IDocument text, DocumentCommand command) {
        if (command.doit && command.text != null) {
            Session.of(text).filter(session -> !session.isLibrary()).flatMap(session -> change(text, session.current(), command))
                    .ifPresent(change -> put(change, command));
        }
    }

    private static Optional<Typing.Change> change(IDocument text, Document document, DocumentCommand command) {
        if (command.text.isEmpty()) {
            // one character goes, the one in front of the caret
            return command.length == 1 ? Typing.backspace(document, command.offset + 1) : Optional.empty();
        }
        if (TextUtilities.equals(text.getLegalLineDelimiters(), command.text) >= 0) {
            return Optional.of(Typing.enter(document, command.offset, command.length));
        }
        return command.text.length() == 1 ? Typing.typed(document, command.offset, command.length, command.text.charAt(0)) : Optional.empty();
    }

    /** Makes the command do the edits instead of what it was about to do. */
    private static void put(Typing.Change change, DocumentCommand command) {
        List<Edit> edits = change.edits();
        if (edits.isEmpty()) {
            command.text = "";
            command.length = 0;
        } else {
            Edit first = edits.getFirst();
            command.offset = first.offset();
            command.length = first.length();
            command.text = first.text();
            try {
                for (Edit edit : edits.subList(1, edits.size())) {
                    command.addCommand(edit.offset(), edit.length(), edit.text(), null);
                }
            } catch (org.eclipse.jface.text.BadLocationException e) {
                throw new IllegalStateException("edits overlap: " + edits, e);
            }
        }
        command.caretOffset = change.caret();
        command.shiftsCaret = false;
    }
}
