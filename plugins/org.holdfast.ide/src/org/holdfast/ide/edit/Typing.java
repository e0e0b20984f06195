package org.holdfast.ide.edit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.runtime.CommonToken;
import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;
import org.holdfast.ide.Lexing;
import org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer;
import org.holdfast.lang.revision.Mark;
import org.holdfast.lang.revision.MarkedText;

/** What a key does besides putting in its character. */
public final class Typing {
    /** @param caret where it is afterwards, in the text as it is then */
    public record Change(List<Edit> edits, int caret) {
        public Change {
            edits = List.copyOf(edits);
        }
    }

    private static final String OPENING = "([\"";
    private static final String CLOSING = ")]\"";

    private final Document document;
    private final MarkedText lines;
    private final int offset;
    private final String projected;
    /** The comment or literal that the caret is in, or null. */
    private final CommonToken inside;

    private Typing(Document document, int offset) {
        this.document = document;
        this.offset = offset;
        lines = document.lines();
        projected = lines.project(document.revisionOf(lines.line(offset)), lines.revisions().base());
        inside = inside();
    }

    private static Typing at(Document document, int offset) {
        return new Typing(document, Math.clamp(offset, 0, document.text().length()));
    }

    private CommonToken inside() {
        for (CommonToken token : Lexing.tokens(projected)) {
            boolean line = token.getType() == InternalHoldLexer.RULE_LINE_COMMENT && offset == token.getStopIndex() + 1;
            if (token.getStartIndex() < offset && (offset <= token.getStopIndex() || line)) {
                return switch (token.getType()) {
                    case InternalHoldLexer.RULE_COMMENT, InternalHoldLexer.RULE_LINE_COMMENT, InternalHoldLexer.RULE_STRING,
                            InternalHoldLexer.RULE_CHARACTER -> token;
                    default -> null;
                };
            }
        }
        return null;
    }

    private boolean inComment() {
        return inside != null && (inside.getType() == InternalHoldLexer.RULE_COMMENT || inside.getType() == InternalHoldLexer.RULE_LINE_COMMENT);
    }

    private int line() {
        return lines.line(offset);
    }

    /** The mark of the caret's line, if the caret is behind it; empty without one. */
    private String mark() {
        Mark mark = lines.mark(line());
        boolean behind = mark != null && offset >= mark.offset() + mark.length() && projected.charAt(mark.offset()) == ' ';
        return behind ? document.text().substring(mark.offset(), mark.offset() + mark.length()) : "";
    }

    private String indentation(int line) {
        String raw = projected.substring(lines.start(line), lines.end(line));
        Mark mark = lines.mark(line);
        int from = mark == null ? 0 : Math.min(raw.length(), mark.column() + mark.length());
        String rest = raw.substring(from);
        return rest.substring(0, rest.length() - rest.stripLeading().length());
    }

    /**
     * Enter, with {@code length} characters selected: the new line has its indentation and the mark of the line above. Behind an opening brace
     * that nothing closes, the closing one comes with it; in a comment, the star.
     */
    public static Change enter(Document document, int offset, int length) {
        return at(document, offset).enter(Math.clamp(length, 0, document.text().length() - Math.clamp(offset, 0, document.text().length())));
    }

    private Change enter(int length) {
        String text = document.text();
        String eol = Marks.eol(document);
        Mark mark = lines.mark(line());
        if (mark != null && offset < mark.offset() + mark.length() || lines.isDiffHeader(line())) {
            return new Change(List.of(document.edit(offset, length, eol)), offset + eol.length());
        }
        int end = offset + length;
        int behind = end;
        while (behind < text.length() && (text.charAt(behind) == ' ' || text.charAt(behind) == '\t')) {
            behind++;
        }
        if (opensComment() && isLineEnd(behind)) {
            String indent = indentation(line());
            String added = eol + mark() + indent + " * ";
            return new Change(List.of(document.edit(offset, behind - offset, added + eol + mark() + indent + " */")), offset + added.length());
        }
        if (inComment() && inside.getType() == InternalHoldLexer.RULE_COMMENT) {
            String star = star();
            String added = eol + mark() + star;
            return new Change(List.of(document.edit(offset, behind - offset, added)), offset + added.length());
        }
        String indent = Indents.after(lines, projected, offset);
        if (!usesTabs()) {
            indent = indent.replace("\t", "    ");
        }
        boolean opened = projected.substring(0, offset).stripTrailing().endsWith("{") && inside == null;
        boolean closes = behind < text.length() && text.charAt(behind) == '}';
        String added = eol + Mark.write(mark(), indent);
        if (opened && (closes || !isClosed(projected.substring(0, offset).stripTrailing().length() - 1)) && isLineEnd(closes ? behind + 1 : behind)) {
            String outer = indentation(line());
            String closing = eol + Mark.write(mark(), outer) + (closes ? "" : "}");
            return new Change(List.of(document.edit(offset, behind - offset, added + closing)), offset + added.length());
        }
        if (closes) {
            added = eol + Mark.write(mark(), indent.endsWith("\t") ? indent.substring(0, indent.length() - 1) : indent.endsWith("    ") ? indent.substring(4) : indent);
        }
        return new Change(List.of(document.edit(offset, behind - offset, added)), offset + added.length());
    }

    /** Whether a comment begins in front of the caret that nothing closes, or only the end of the next one. */
    private boolean opensComment() {
        String line = projected.substring(lines.start(line()), offset).strip();
        if (!line.equals("/*") && !line.equals("/**")) {
            return false;
        }
        return inside == null || projected.substring(offset, inside.getStopIndex() + 1).contains("/*");
    }

    private boolean isLineEnd(int at) {
        int end = lines.end(lines.line(Math.min(at, document.text().length())));
        return at >= document.text().length() || document.text().substring(at, Math.max(at, end)).isBlank();
    }

    /** Whether the brace has a partner that is indented as its line is, and so not one of an outer brace. */
    private boolean isClosed(int brace) {
        Integer partner = Brackets.pairs(document, document.revisionOf(lines.line(brace))).get(brace);
        return partner != null && width(indentation(lines.line(partner))) == width(indentation(lines.line(brace)));
    }

    private static int width(String indent) {
        return indent.replace("\t", "        ").length();
    }

    private boolean usesTabs() {
        return document.text().contains("\n\t") || document.text().contains("+\t") || document.text().contains("-\t") || !document.text().contains("\n    ");
    }

    /** What a line of a comment begins with. */
    private String star() {
        int first = lines.line(inside.getStartIndex());
        String before = projected.substring(lines.start(first), inside.getStartIndex());
        String own = before.isBlank() ? indentation(first) : before.replaceAll("\\S", " ");
        String raw = projected.substring(lines.start(line()), lines.end(line())).strip();
        boolean starred = line() == first || raw.startsWith("*");
        return starred ? own + " * " : indentation(line());
    }

    /**
     * A character, with {@code length} characters selected: closes what it opens, steps over what stands there already, moves a closing brace
     * or a label to where it belongs. Empty where the character simply goes in.
     */
    public static Optional<Change> typed(Document document, int offset, int length, char c) {
        Typing typing = at(document, offset);
        int selected = Math.clamp(length, 0, document.text().length() - typing.offset);
        if (typing.inComment()) {
            return Optional.empty();
        }
        if (selected > 0) {
            return typing.surround(selected, c);
        }
        return switch (c) {
            case '(', '[' -> typing.open(c);
            case ')', ']' -> typing.stepOver(c);
            case '"' -> typing.quote();
            case '}' -> typing.brace();
            case ':' -> typing.colon();
            default -> Optional.empty();
        };
    }

    private char next() {
        return offset < document.text().length() ? document.text().charAt(offset) : '\n';
    }

    private Optional<Change> surround(int length, char c) {
        String selected = document.text().substring(offset, offset + length);
        if (OPENING.indexOf(c) < 0 || selected.indexOf('\n') >= 0 || inside != null) {
            return Optional.empty();
        }
        String text = c + selected + CLOSING.charAt(OPENING.indexOf(c));
        return Optional.of(new Change(List.of(document.edit(offset, length, text)), offset + text.length()));
    }

    private Optional<Change> open(char c) {
        boolean free = Character.isWhitespace(next()) || ")];,".indexOf(next()) >= 0;
        return free && inside == null ? insert(c + "" + CLOSING.charAt(OPENING.indexOf(c)), 1) : Optional.empty();
    }

    private Optional<Change> insert(String text, int caret) {
        return Optional.of(new Change(List.of(document.edit(offset, 0, text)), offset + caret));
    }

    /** Where the bracket that stands there belongs to a pair, another one would be too many. */
    private Optional<Change> stepOver(char c) {
        boolean pair = next() == c && inside == null && (Brackets.partner(document, offset).isPresent() || isMark());
        return pair ? Optional.of(new Change(List.of(), offset + 1)) : Optional.empty();
    }

    private boolean isMark() {
        Mark mark = lines.mark(line());
        return mark != null && offset == mark.offset() + mark.length() - 1;
    }

    private Optional<Change> quote() {
        if (inside != null) {
            boolean end = inside.getType() == InternalHoldLexer.RULE_STRING && offset == inside.getStopIndex();
            return end ? Optional.of(new Change(List.of(), offset + 1)) : Optional.empty();
        }
        String before = document.text().substring(lines.start(line()), offset);
        boolean open = before.chars().filter(each -> each == '"').count() % 2 == 1;
        boolean free = Character.isWhitespace(next()) || ")];,".indexOf(next()) >= 0;
        return !open && free ? insert("\"\"", 1) : Optional.empty();
    }

    /** What stands in front of the caret in its line, without the mark. */
    private String before() {
        return projected.substring(lines.start(line()), offset).stripLeading();
    }

    private int contentStart() {
        int start = lines.start(line());
        Mark mark = lines.mark(line());
        return mark == null ? start : Math.min(offset, mark.offset() + mark.length());
    }

    private Change reindent(String indent, String typed) {
        int start = contentStart();
        String content = document.text().substring(start, offset).stripLeading();
        String text = indent + content + typed;
        return new Change(List.of(document.edit(start, offset - start, text)), start + text.length());
    }

    /** A brace at the beginning of its line goes under the line of the one it closes. */
    private Optional<Change> brace() {
        if (!before().isEmpty() || inside != null) {
            return Optional.empty();
        }
        int depth = 0;
        List<CommonToken> tokens = Lexing.tokens(projected.substring(0, offset));
        for (CommonToken token : tokens.reversed()) {
            depth += token.getType() == InternalHoldLexer.RightCurlyBracket ? 1 : token.getType() == InternalHoldLexer.LeftCurlyBracket ? -1 : 0;
            if (depth < 0) {
                return Optional.of(reindent(indentation(lines.line(token.getStartIndex())), "}"));
            }
        }
        return Optional.empty();
    }

    /** A label goes to the first column, a case under its switch. */
    private Optional<Change> colon() {
        String before = before();
        boolean body = !Indents.after(lines, projected, contentStart()).isEmpty();
        if (inside != null || !body) {
            return Optional.empty();
        }
        if (before.matches("case\\b[^?]*|default\\s*")) {
            String indent = Indents.after(lines, projected, contentStart());
            return Optional.of(reindent(indent.endsWith("\t") ? indent.substring(0, indent.length() - 1) : indent, ":"));
        }
        return before.matches("[A-Za-z_]\\w*") ? Optional.of(reindent("", ":")) : Optional.empty();
    }

    /** Backspace: takes away an empty pair at once. Empty where it does what it always does. */
    public static Optional<Change> backspace(Document document, int offset) {
        int at = Math.clamp(offset, 0, document.text().length());
        if (at == 0 || at == document.text().length()) {
            return Optional.empty();
        }
        String pair = document.text().substring(at - 1, at + 1);
        boolean empty = pair.equals("()") || pair.equals("[]") || pair.equals("\"\"");
        return empty && !at(document, at).inComment() ? Optional.of(new Change(List.of(document.edit(at - 1, 2, "")), at - 1)) : Optional.empty();
    }

    /** Puts the lines that the range touches into comments, or takes them out if all are; marks stay in front. By descending offset. */
    public static List<Edit> toggleComment(Document document, int offset, int length) {
        if (document.isLibrary()) {
            return List.of();
        }
        MarkedText lines = document.lines();
        Span span = Span.of(document, offset, length);
        List<Edit> comments = new ArrayList<>();
        List<Edit> uncomments = new ArrayList<>();
        boolean all = true;
        for (int line = span.last(); line >= span.first(); line--) {
            Mark mark = lines.mark(line);
            int start = mark == null ? lines.start(line) : mark.offset() + mark.length();
            while (start < lines.end(line) && (document.text().charAt(start) == ' ' || document.text().charAt(start) == '\t')) {
                start++;
            }
            if (start == lines.end(line) || lines.isDiffHeader(line)) {
                continue;
            }
            boolean commented = document.text().startsWith("//", start);
            all &= commented;
            comments.add(document.edit(start, 0, "// "));
            if (commented) {
                uncomments.add(document.edit(start, document.text().startsWith("// ", start) ? 3 : 2, ""));
            }
        }
        return all ? uncomments : comments;
    }

    /** Gives the lines that the range touches the indentation that their nesting asks for. By descending offset. */
    public static List<Edit> indent(Document document, int offset, int length) {
        if (document.isLibrary()) {
            return List.of();
        }
        MarkedText lines = document.lines();
        Span span = Span.of(document, offset, length);
        Map<String, String[]> indents = new HashMap<>();
        List<Edit> edits = new ArrayList<>();
        for (int line = span.first(); line <= span.last(); line++) {
            String projected = lines.project(document.revisionOf(line), lines.revisions().base());
            String[] all = indents.computeIfAbsent(document.revisionOf(line),
                    r -> Indents.of(lines, projected, at -> projected.substring(lines.start(lines.line(at)), at).stripLeading()));
            Mark mark = lines.mark(line);
            int start = mark == null ? lines.start(line) : mark.offset() + mark.length();
            int end = start;
            while (end < lines.end(line) && (document.text().charAt(end) == ' ' || document.text().charAt(end) == '\t')) {
                end++;
            }
            if (all[line] != null && !document.text().substring(start, end).equals(all[line])) {
                edits.add(document.edit(start, end - start, all[line]));
            }
        }
        edits.sort(Comparator.comparingInt(Edit::offset).reversed());
        return edits;
    }
}
