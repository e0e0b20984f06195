package org.holdfast.ide.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;
import org.holdfast.lang.revision.Mark;
import org.holdfast.lang.revision.MarkedText;

/**
 * Lays a text out as the kernel does. Lines stay lines, since patch marks belong to lines: what changes is their indentation and the blanks in
 * them. Marks, comments and tokens stay; formatting what is formatted changes nothing. Each line is laid out as the newest revision that has it
 * reads it.
 */
public final class Formatter {
    private final Document document;
    private final MarkedText lines;
    private final List<Edit> edits = new ArrayList<>();

    private Formatter(Document document) {
        this.document = document;
        lines = document.lines();
    }

    /** The whole text. By descending offset; none where it is as it should be. */
    public static List<Edit> format(Document document) {
        return format(document, 0, document.text().length());
    }

    /** The lines that the range touches. By descending offset. */
    public static List<Edit> format(Document document, int offset, int length) {
        if (document.isLibrary()) {
            return List.of();
        }
        Span span = Span.of(document, offset, length);
        Formatter formatter = new Formatter(document);
        formatter.run(span);
        return formatter.edits.reversed();
    }

    private void run(Span span) {
        Map<String, Layout> layouts = new TreeMap<>();
        for (String revision : new TreeSet<>(lines.revisions().names())) {
            layouts.put(revision, new Layout(lines, lines.project(revision, lines.revisions().base())));
        }
        boolean blank = false;
        for (int line = span.first(); line <= span.last(); line++) {
            Layout layout = layouts.get(document.revisionOf(line));
            String raw = document.text().substring(lines.start(line), lines.end(line));
            boolean empty = raw.isBlank() && !layout.inComment(line);
            if (empty && blank && line + 1 < lines.lines()) {
                edit(lines.start(line), lines.start(line + 1), "");
            } else if (!lines.isDiffHeader(line)) {
                line(line, raw, layout);
            }
            blank = empty;
        }
        String text = document.text();
        if (span.last() == lines.lines() - 1 && !text.isEmpty() && !text.endsWith("\n")) {
            edit(text.length(), text.length(), "\n");
        }
    }

    private void line(int line, String raw, Layout layout) {
        int start = lines.start(line);
        Mark mark = layout.mark(line);
        int body = mark == null ? 0 : mark.column() + mark.length();
        int content = body;
        while (content < raw.length() && (raw.charAt(content) == ' ' || raw.charAt(content) == '\t')) {
            content++;
        }
        if (content == raw.length()) {
            // nothing but a mark
            if (!layout.inComment(line)) {
                replace(start, start + raw.length(), mark == null ? "" : raw.substring(mark.column(), body));
            }
            return;
        }
        String indent = layout.indent(line);
        if (indent != null) {
            // a blank between a mark and what has no indentation is a matter of taste
            String gap = mark != null && indent.isEmpty() && raw.charAt(body) == ' ' ? " " : indent;
            replace(start, start + content, mark == null ? indent : raw.substring(mark.column(), body) + gap);
        }
        layout.spacing(line).forEach((offset, change) -> replace(offset, offset + change.length(), change.text()));
        int end = raw.length();
        while (end > content && (raw.charAt(end - 1) == ' ' || raw.charAt(end - 1) == '\t')) {
            end--;
        }
        if (!layout.inComment(line)) {
            replace(start + end, start + raw.length(), "");
        }
    }

    private void replace(int start, int end, String replacement) {
        if (!document.text().substring(start, end).equals(replacement)) {
            edit(start, end, replacement);
        }
    }

    private void edit(int start, int end, String replacement) {
        edits.add(document.edit(start, end - start, replacement));
    }
}
