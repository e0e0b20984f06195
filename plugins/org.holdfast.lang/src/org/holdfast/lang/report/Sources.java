package org.holdfast.lang.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.holdfast.engine.program.Range;

/** The texts that ranges point into, read when they are first asked for. What cannot be read is shown without its source. */
public final class Sources {
    private final Map<String, Optional<String>> texts = new HashMap<>();

    /** For texts that are not, or not yet, in a file. */
    public Sources with(String file, String text) {
        texts.put(file, Optional.of(text));
        return this;
    }

    public synchronized Optional<String> text(String file) {
        return texts.computeIfAbsent(file, Sources::read);
    }

    private static Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Lines and columns of a piece of text; those of an empty one at the beginning if the text is not to be had. */
    public Range range(String file, int offset, int length) {
        String text = text(file).orElse("");
        int from = Math.clamp(offset, 0, text.length());
        int to = Math.clamp((long) offset + length, from, text.length());
        return new Range(file, offset, length, line(text, from), column(text, from), line(text, to), column(text, to));
    }

    private static int line(String text, int offset) {
        return 1 + (int) text.chars().limit(offset).filter(c -> c == '\n').count();
    }

    private static int column(String text, int offset) {
        return offset - text.lastIndexOf('\n', offset - 1);
    }

    /** What stands in the range, or empty. */
    public Optional<String> slice(Range range) {
        return text(range.file()).filter(t -> range.offset() >= 0 && range.end() <= t.length()).map(t -> t.substring(range.offset(), range.end()));
    }

    /** The line in which the range begins, without its end of line. */
    public Optional<String> line(Range range) {
        return text(range.file()).filter(t -> range.offset() >= 0 && range.offset() <= t.length()).map(t -> {
            int start = t.lastIndexOf('\n', range.offset() - 1) + 1;
            int end = t.indexOf('\n', range.offset());
            return t.substring(start, end < 0 ? t.length() : end).replace("\r", "");
        });
    }
}
