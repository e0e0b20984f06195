package org.holdfast.lang.syntax;

import java.io.StringReader;
import java.util.Set;

/** Carries a text and its type names through Xtext's resources, which know only readers. */
public final class SourceReader extends StringReader {
    private final SourceStream stream;

    public SourceReader(String text, Set<String> typeNames) {
        super(text);
        stream = new SourceStream(text, typeNames);
    }

    /** What the parser reads; after the parse it tells what stopped it. */
    public SourceStream stream() {
        return stream;
    }
}
