package org.holdfast.ide.edit;

import org.holdfast.ide.Document;

/** Lines from one to another, both counted. */
record Span(int first, int last) {
    /** Those that a range touches. A range that ends in front of a line's first character does not touch that line, unless it is empty. */
    static Span of(Document document, int offset, int length) {
        int start = Math.clamp(offset, 0, document.text().length());
        int end = Math.clamp((long) start + Math.max(0, length), start, document.text().length());
        int first = document.line(start);
        int last = document.line(end);
        return new Span(first, last > first && end == document.lines().start(last) ? last - 1 : last);
    }
}
