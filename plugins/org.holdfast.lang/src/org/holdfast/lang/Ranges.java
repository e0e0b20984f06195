package org.holdfast.lang;

import org.holdfast.engine.program.Range;
import org.holdfast.lang.revision.MarkedText;

/** Offsets as ranges. */
final class Ranges {
    private Ranges() {
    }

    static Range of(String path, MarkedText text, int offset, int length) {
        int start = Math.max(0, Math.min(offset, text.text().length()));
        int end = Math.max(start, Math.min(offset + length, text.text().length()));
        int first = text.line(start);
        int last = text.line(end);
        return new Range(path, start, end - start, first + 1, start - text.start(first) + 1, last + 1, end - text.start(last) + 1);
    }
}
