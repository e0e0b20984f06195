package org.holdfast.ui.commands;

import java.util.List;

import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;
import org.holdfast.ide.edit.Typing;

/** Indents the selected lines as their nesting asks for. */
public final class Indent extends EditCommand {

    @Override
    List<Edit> edits(Document document, int offset, int length) {
        return Typing.indent(document, offset, length);
    }
}
