package org.holdfast.lang.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.holdfast.engine.rule.Edit;
import org.holdfast.lang.revision.Mark;
import org.holdfast.lang.revision.MarkedText;
import org.holdfast.lang.revision.Revisions;

/**
 * One file as a revision sees it, line by line, with changes pencilled in; woven into edits of the shared text at the end. A line that the revision
 * gives up stays for the others, marked so; a line it gains is marked as its own. Lines count from 0.
 */
final class Sheet {
    private final String file;
    private final MarkedText text;
    private final Revisions revisions;
    private final String revision;
    private final Set<Integer> removed = new HashSet<>();
    private final Map<Integer, TreeMap<Integer, Pencil>> pencilled = new TreeMap<>();
    private final Map<Integer, List<String>> before = new TreeMap<>();
    private final Map<Integer, List<String>> after = new TreeMap<>();

    /** Replaces {@code length} characters at an offset of the text. */
    private record Pencil(int length, String text) {
    }

    Sheet(String file, MarkedText text, Revisions revisions, String revision) {
        this.file = file;
        this.text = text;
        this.revisions = revisions;
        this.revision = revision;
    }

    int line(int offset) {
        return text.line(offset);
    }

    int lines() {
        return text.lines();
    }

    /** Where in the text a column of the line, as the revision reads it, stands. */
    int offset(int line, int column) {
        return text.end(line) - (content(line).length() - column);
    }

    /** Whether the revision has the line. */
    boolean has(int line) {
        return presence(line).contains(revision);
    }

    private Set<String> presence(int line) {
        return revisions.having(text.mark(line));
    }

    /** The line as the revision reads it: without its mark, in the column it means. */
    String content(int line) {
        return unmarked(raw(line), text.mark(line));
    }

    private String raw(int line) {
        return text.text().substring(text.start(line), text.end(line));
    }

    private static String unmarked(String raw, Mark mark) {
        return mark == null ? raw : mark.content(raw);
    }

    String indentation(int line) {
        String content = content(line);
        return content.substring(0, content.length() - content.stripLeading().length());
    }

    /** What stands on the line before an offset, the mark left out. */
    String prefix(int offset) {
        int line = line(offset);
        Mark mark = text.mark(line);
        return text.text().substring(mark == null ? text.start(line) : Math.min(offset, mark.offset() + mark.length()), offset);
    }

    String suffix(int offset) {
        return text.text().substring(offset, text.end(line(offset)));
    }

    void remove(int line) {
        removed.add(line);
    }

    boolean isRemoved(int line) {
        return removed.contains(line);
    }

    void insertBefore(int line, List<String> contents) {
        before.computeIfAbsent(line, k -> new ArrayList<>()).addAll(contents);
    }

    /** Nearer to the line than what was inserted after it before: the order of calls is the order of lines. */
    void insertAfter(int line, List<String> contents) {
        after.computeIfAbsent(line, k -> new ArrayList<>()).addAll(contents);
    }

    /** Within one line. Two at one offset are joined. */
    void replace(int offset, int length, String replacement) {
        pencilled.computeIfAbsent(line(offset), k -> new TreeMap<>()).merge(offset, new Pencil(length, replacement),
                (a, b) -> new Pencil(Math.max(a.length(), b.length()), a.text() + b.text()));
    }

    private String changed(int line) {
        StringBuilder raw = new StringBuilder(raw(line));
        pencilled.get(line).descendingMap().forEach((offset, p) -> {
            int at = offset - text.start(line);
            raw.replace(at, at + p.length(), p.text());
        });
        return unmarked(raw.toString(), text.mark(line));
    }

    /** The edits, by descending offset. */
    List<Edit> edits() {
        List<Edit> out = new ArrayList<>();
        List<String> gained = new ArrayList<>();
        String eol = text.text().contains("\r\n") ? "\r\n" : "\n";
        for (int line = 0; line < text.lines(); line++) {
            boolean gone = removed.contains(line) || pencilled.containsKey(line);
            gained.addAll(before.getOrDefault(line, List.of()));
            if (gone) {
                giveUp(line, out);
                if (!removed.contains(line)) {
                    gained.add(changed(line));
                }
            } else {
                flush(gained, line, eol, out);
            }
            gained.addAll(after.getOrDefault(line, List.of()));
        }
        flush(gained, text.lines(), eol, out);
        return join(out).reversed();
    }

    /** The line is no longer the revision's: the others keep it, with a mark that says so. */
    private void giveUp(int line, List<Edit> out) {
        Set<String> left = new LinkedHashSet<>(presence(line));
        left.remove(revision);
        int start = text.start(line);
        if (left.isEmpty()) {
            int end = line + 1 < text.lines() ? text.start(line + 1) : text.text().length();
            out.add(new Edit(file, start, end - start, ""));
            return;
        }
        Mark mark = text.mark(line);
        String sign = revisions.mark(left);
        if (mark != null && !sign.isEmpty()) {
            out.add(new Edit(file, mark.offset(), mark.length(), sign));
        } else {
            out.add(new Edit(file, start, text.end(line) - start, Mark.write(sign, content(line))));
        }
    }

    private void flush(List<String> gained, int line, String eol, List<Edit> out) {
        if (gained.isEmpty()) {
            return;
        }
        String sign = revisions.mark(Set.of(revision));
        StringBuilder lines = new StringBuilder();
        gained.forEach(g -> lines.append(Mark.write(sign, g)).append(eol));
        gained.clear();
        int at = line < text.lines() ? text.start(line) : text.text().length();
        boolean open = at > 0 && text.text().charAt(at - 1) != '\n';
        out.add(new Edit(file, at, 0, open ? eol + lines : lines.toString()));
    }

    /** Edits that touch become one. */
    private static List<Edit> join(List<Edit> edits) {
        List<Edit> out = new ArrayList<>();
        for (Edit e : edits) {
            Edit last = out.isEmpty() ? null : out.getLast();
            if (last != null && last.offset() + last.length() == e.offset()) {
                out.set(out.size() - 1, new Edit(e.file(), last.offset(), last.length() + e.length(), last.text() + e.text()));
            } else {
                out.add(e);
            }
        }
        return out;
    }
}
