package org.holdfast.ui.commands;

import java.util.List;

import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;
import org.holdfast.ide.edit.Marks;

/** Doubles the selected lines, with their marks, and goes up. */
public final class CopyLinesUp extends EditCommand {

    @Override
    List<Edit> edits(Document document, int offset, int length) {
        return Marks.duplicate(document, offset, length, true);
    }
}
