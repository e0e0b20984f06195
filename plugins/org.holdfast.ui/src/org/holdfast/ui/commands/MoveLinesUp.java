package org.holdfast.ui.commands;

import java.util.List;

import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;
import org.holdfast.ide.edit.Marks;

/** Moves the selected lines up, with their marks. */
public final class MoveLinesUp extends EditCommand {

    @Override
    List<Edit> edits(Document document, int offset, int length) {
        return Marks.move(document, offset, length, true);
    }
}
