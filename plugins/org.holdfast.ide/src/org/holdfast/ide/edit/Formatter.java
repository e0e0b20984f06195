package org.holdfast.ide.edit;

import java.util.List;
import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;

/** Lays a text out as the kernel does. Marks, comments and tokens stay; formatting what is formatted changes nothing. */
public final class Formatter {
    private Formatter() {
    }

    /** The whole text; none where it does not need any, and where the text cannot be read. */
    public static List<Edit> format(Document document) {
        return List.of();
    }

    /** The lines that the range touches. */
    public static List<Edit> format(Document document, int offset, int length) {
        return List.of();
    }
}
