package org.holdfast.ui.commands;

import java.util.List;

import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;
import org.holdfast.ide.edit.Marks;

/** Moves the selected lines down, with their marks. */
public final class MoveLinesDown extends EditCommand {

    @Override
    List<Edit> edits(Document document, int offset, int length) {
        return Marks.move(document, offset, length, false);
    }
}
