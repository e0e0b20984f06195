package org.holdfast.lang.syntax;

import java.util.Set;
import org.antlr.runtime.ANTLRStringStream;

/** The text of one parse with the names that are types in it, and what stopped the parse, if anything did. */
public final class SourceStream extends ANTLRStringStream {
    private final Set<String> typeNames;
    private Stop stop;

    /** Why and where reading ended early. */
    public record Stop(int offset, int length, String message) {
    }

    /** @param typeNames names declared by typedefs outside of the text; its own typedefs are found in it */
    public SourceStream(String text, Set<String> typeNames) {
        super(text);
        this.typeNames = typeNames;
    }

    public Set<String> typeNames() {
        return typeNames;
    }

    /** Null if the whole text was read. */
    public Stop stop() {
        return stop;
    }

    void stop(Stop stop) {
        this.stop = stop;
    }
}
