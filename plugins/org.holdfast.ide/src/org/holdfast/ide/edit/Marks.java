package org.holdfast.ide.edit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;
import org.holdfast.lang.revision.Mark;
import org.holdfast.lang.revision.MarkedText;

/** Patch marks of whole lines. */
public final class Marks {
    private Marks() {
    }

    /**
     * Makes the lines that the range touches lines of exactly these revisions; of all of them, without a mark. By descending offset; none for no
     * revision at all. Header lines of a diff have no mark.
     */
    public static List<Edit> give(Document document, int offset, int length, Collection<String> revisions) {
        MarkedText lines = document.lines();
        Set<String> known = new LinkedHashSet<>(lines.revisions().names());
        known.retainAll(revisions);
        if (known.isEmpty() || document.isLibrary()) {
            return List.of();
        }
        String sign = lines.revisions().mark(known);
        List<Edit> edits = new ArrayList<>();
        Span span = Span.of(document, offset, length);
        for (int line = span.last(); line >= span.first(); line--) {
            String raw = document.text().substring(lines.start(line), lines.end(line));
            Mark mark = lines.mark(line);
            String marked = Mark.write(sign, mark == null ? raw : mark.content(raw));
            boolean nothing = raw.isEmpty() && line == lines.lines() - 1;
            if (!marked.equals(raw) && !lines.isDiffHeader(line) && !nothing) {
                edits.add(document.edit(lines.start(line), raw.length(), marked));
            }
        }
        return edits;
    }

    /** Moves the lines that the range touches, with their marks, over the line above ({@code up}) or below. None at the end of the text. */
    public static List<Edit> move(Document document, int offset, int length, boolean up) {
        MarkedText lines = document.lines();
        Span span = Span.of(document, offset, length);
        int other = up ? span.first() - 1 : span.last() + 1;
        // behind the last line end there is an empty line, which is none
        int count = document.text().endsWith("\n") ? lines.lines() - 1 : lines.lines();
        if (other < 0 || other >= count || span.last() >= count || document.isLibrary()) {
            return List.of();
        }
        int first = Math.min(other, span.first());
        int last = Math.max(other, span.last());
        String moved = text(document, span.first(), span.last());
        String passed = text(document, other, other);
        String eol = eol(document);
        String swapped = up ? moved + eol + passed : passed + eol + moved;
        return List.of(document.edit(lines.start(first), lines.end(last) - lines.start(first), swapped));
    }

    /** Doubles the lines that the range touches, with their marks: above them ({@code up}), so that the selection is the copy, or below. */
    public static List<Edit> duplicate(Document document, int offset, int length, boolean up) {
        if (document.isLibrary()) {
            return List.of();
        }
        Span span = Span.of(document, offset, length);
        String text = text(document, span.first(), span.last());
        int at = up ? document.lines().start(span.first()) : document.lines().end(span.last());
        return List.of(document.edit(at, 0, up ? text + eol(document) : eol(document) + text));
    }

    private static String text(Document document, int first, int last) {
        return document.text().substring(document.lines().start(first), document.lines().end(last));
    }

    static String eol(Document document) {
        return document.text().contains("\r\n") ? "\r\n" : "\n";
    }
}
