package org.holdfast.ui.commands;

import java.util.List;

import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;
import org.holdfast.ide.edit.Typing;

/** Puts the selected lines into comments, or takes them out. */
public final class ToggleComment extends EditCommand {

    @Override
    List<Edit> edits(Document document, int offset, int length) {
        return Typing.toggleComment(document, offset, length);
    }
}
