package org.holdfast.ide.edit;

import java.util.SortedMap;
import java.util.TreeMap;
import org.antlr.runtime.CommonToken;
import org.holdfast.ide.Lexing;
import org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer;
import org.holdfast.lang.revision.Mark;
import org.holdfast.lang.revision.MarkedText;

/** How the lines of one revision are to be laid out. */
final class Layout {
    private final MarkedText lines;
    private final String projected;
    private final TreeMap<Integer, Spacing.Change> changes;
    private final String[] indents;
    private final boolean[] inComment;

    Layout(MarkedText lines, String projected) {
        this.lines = lines;
        this.projected = projected;
        changes = Spacing.changes(projected);
        indents = Indents.of(lines, projected, this::before);
        inComment = new boolean[lines.lines()];
        for (CommonToken token : Lexing.tokens(projected)) {
            if (token.getType() == InternalHoldLexer.RULE_COMMENT) {
                for (int line = lines.line(token.getStartIndex()); line < lines.line(token.getStopIndex()); line++) {
                    inComment[line] = true;
                }
            }
        }
    }

    /** What stands in front of an offset in its line afterwards, without indentation. */
    private String before(int offset) {
        int start = lines.start(lines.line(offset));
        StringBuilder text = new StringBuilder(projected.substring(start, offset));
        changes.subMap(start, true, offset, false).descendingMap().forEach((at, change) -> text.replace(at - start, at - start + change.length(), change.text()));
        return text.toString().stripLeading();
    }

    /** Whether the line ends inside of a comment. */
    boolean inComment(int line) {
        return inComment[line];
    }

    /** Null if it is to stay. */
    String indent(int line) {
        return indents[line];
    }

    SortedMap<Integer, Spacing.Change> spacing(int line) {
        return changes.subMap(lines.start(line), lines.end(line) + 1);
    }

    /** Null if the line has none; an indented sign in a comment is none. */
    Mark mark(int line) {
        Mark mark = lines.mark(line);
        return mark != null && projected.charAt(mark.offset()) == ' ' ? mark : null;
    }
}
