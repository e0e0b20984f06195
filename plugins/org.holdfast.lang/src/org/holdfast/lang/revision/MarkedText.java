package org.holdfast.lang.revision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A text with patch marks. A mark is the first thing on a line: a sign in column 0 whatever follows, or an indented sign followed by a blank,
 * a bracket or the end of the line. Lines count from 0, offsets are UTF-16 units.
 *
 * <p>Inside a comment only column 0 counts, where a pasted hunk has its marks: an indented dash there is a list. Whether a line begins inside
 * a comment depends on the revision, since the line that opened the comment may be missing in it.
 */
public final class MarkedText {
    private final String text;
    private final int[] starts;
    private final Mark[] marks;
    private final RevisionHeader header;

    private MarkedText(String text, int[] starts, Mark[] marks, RevisionHeader header) {
        this.text = text;
        this.starts = starts;
        this.marks = marks;
        this.header = header;
    }

    public static MarkedText of(String text) {
        int[] starts = lineStarts(text);
        Mark[] marks = new Mark[starts.length];
        for (int line = 0; line < starts.length; line++) {
            marks[line] = isDiffHeader(text, starts[line]) ? null : mark(text, starts[line], line + 1 < starts.length ? starts[line + 1] : text.length());
        }
        return new MarkedText(text, starts, marks, RevisionHeader.find(text));
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = i + 1;
        }
        return Arrays.copyOf(starts, count);
    }

    private static boolean isDiffHeader(String text, int start) {
        return text.startsWith("--- ", start) || text.startsWith("+++ ", start) || text.startsWith("@@ ", start);
    }

    /** Whether a line is {@code --- a/file}, {@code +++ b/file} or {@code @@ … @@} of a pasted diff. No revision has such a line. */
    public boolean isDiffHeader(int line) {
        return isDiffHeader(text, starts[line]);
    }

    private static Mark mark(String text, int start, int end) {
        int at = start;
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        if (at == end || text.charAt(at) != '+' && text.charAt(at) != '-') {
            return null;
        }
        boolean removed = text.charAt(at) == '-';
        char next = at + 1 < end ? text.charAt(at + 1) : '\n';
        if (next == '[') {
            int close = text.indexOf(']', at);
            List<String> names = close < 0 || close >= end ? null : names(text.substring(at + 2, close));
            if (names != null) {
                return new Mark(removed, names, at, close + 1 - at, at - start);
            }
        }
        boolean isMark = at == start || next == ' ' || next == '\t' || next == '\n' || next == '\r' || next == '[';
        return isMark ? new Mark(removed, List.of(), at, 1, at - start) : null;
    }

    /** The names of a list {@code a, b}, or null if it is none. */
    private static List<String> names(String list) {
        List<String> names = new ArrayList<>();
        for (String name : list.split(",", -1)) {
            String stripped = name.strip();
            if (!isName(stripped)) {
                return null;
            }
            names.add(stripped);
        }
        return names;
    }

    static boolean isName(String name) {
        if (name.isEmpty() || name.charAt(0) >= '0' && name.charAt(0) <= '9') {
            return false;
        }
        return name.chars().allMatch(c -> c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z');
    }

    public String text() {
        return text;
    }

    /** What the {@code revisions} header names, or {@link Revisions#DEFAULT}. */
    public Revisions revisions() {
        return header == null ? Revisions.DEFAULT : header.revisions();
    }

    /** Null if the text has none. */
    public RevisionHeader header() {
        return header;
    }

    public int lines() {
        return starts.length;
    }

    public int line(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found : -found - 2;
    }

    /** Offset of the first character of a line. */
    public int start(int line) {
        return starts[line];
    }

    /** Offset after the last character of a line, its line end not counted. */
    public int end(int line) {
        int end = line + 1 < starts.length ? starts[line + 1] - 1 : text.length();
        return end > starts[line] && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    /** Null if the line has none. */
    public Mark mark(int line) {
        return marks[line];
    }

    public List<Mark> marks() {
        return Arrays.stream(marks).filter(mark -> mark != null).toList();
    }

    /** The names of revisions that marks use, in order of appearance. */
    public Set<String> namesInMarks() {
        Set<String> names = new LinkedHashSet<>();
        for (Mark mark : marks) {
            if (mark != null) {
                names.addAll(mark.names());
            }
        }
        return names;
    }

    /**
     * The text of one revision: the lines that it lacks and all marks are blanks, so that every offset stays what it is.
     *
     * @param base the first revision of the scenario that the text is read for, which may be another file's
     */
    public String project(String revision, String base) {
        char[] result = text.toCharArray();
        Comments comments = new Comments();
        for (int line = 0; line < starts.length; line++) {
            int end = end(line);
            Mark mark = marks[line];
            if (isDiffHeader(line)) {
                Arrays.fill(result, starts[line], end, ' ');
            }
            if (mark != null && (mark.column() == 0 || !comments.inside())) {
                boolean absent = !mark.includes(revision, base);
                Arrays.fill(result, absent ? starts[line] : mark.offset(), absent ? end : mark.end(), ' ');
            }
            comments.read(result, starts[line], end);
        }
        return new String(result);
    }
}
