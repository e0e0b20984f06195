package org.holdfast.ide.text;

import java.util.List;
import org.holdfast.engine.program.Range;
import org.holdfast.ide.Document;

/** Where a name is declared. */
public final class Definition {
    private Definition() {
    }

    /**
     * The declarations that the name at an offset means, the definition first; in this file, an included one or the kernel library, which
     * {@link org.holdfast.ide.Documents#named} opens by {@link Range#file()}. On an {@code #include}, the start of the included file.
     *
     * @return empty where nothing is named
     */
    public static List<Range> at(Document document, int offset) {
        return List.of();
    }
}
