package org.holdfast.ui.commands;

import java.util.List;

import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;
import org.holdfast.ide.edit.Formatter;

/** Lays out the text, or what is selected. */
public final class Format extends EditCommand {

    @Override
    List<Edit> edits(Document document, int offset, int length) {
        return length == 0 ? Formatter.format(document) : Formatter.format(document, offset, length);
    }
}
