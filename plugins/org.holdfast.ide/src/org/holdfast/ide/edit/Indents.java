package org.holdfast.ide.edit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.antlr.runtime.CommonToken;
import org.holdfast.ide.Lexing;
import org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer;
import org.holdfast.lang.revision.MarkedText;

/**
 * How far each line of one revision is indented in kernel style: by its nesting, in tabs; what goes on in parentheses stands under what follows
 * the parenthesis. Every text has an answer, in whatever state it is.
 */
final class Indents {
    private static final int TAB = 8;
    private static final Set<String> HEADERS = Set.of("if", "while", "for", "switch", "scoped_guard");

    private final MarkedText lines;
    private final String projected;
    private final IntFunction<String> content;
    /** By line; null where the layout is to stay what it is: blank lines, text in comments, lines that the revision does not have. */
    private final String[] indents;
    private final boolean[] seen;
    private final Set<Integer> continued = new HashSet<>();
    private final Deque<Brace> braces = new ArrayDeque<>();
    /** Offsets of those that are open, innermost first. */
    private Deque<Integer> parentheses = new ArrayDeque<>();
    /** For each statement that the current one is the body of, without braces: whether it is an {@code if}. */
    private List<Boolean> bodies = new ArrayList<>();
    /** The same of the statement that has just ended, so that an {@code else} finds its {@code if}. */
    private List<Boolean> ended = List.of();
    /** The words of the current statement so far. */
    private final List<String> statement = new ArrayList<>();
    /** The word whose body is about to begin; empty in all other places. */
    private String header = "";
    private boolean directive;

    /**
     * @param level  of the statement it belongs to; what is in it is one deeper
     * @param bodies of that statement
     * @param block  whether it has statements in it and ends one
     * @param list   whether it has values in it
     */
    private record Brace(int level, List<Boolean> bodies, Deque<Integer> parentheses, String header, boolean block, boolean list) {
    }

    private Indents(MarkedText lines, String projected, IntFunction<String> content) {
        this.lines = lines;
        this.projected = projected;
        this.content = content;
        indents = new String[lines.lines()];
        seen = new boolean[lines.lines()];
    }

    /**
     * By line; null where the layout is to stay what it is.
     *
     * @param content what stands in front of an offset in its line once the line is laid out, without its indentation
     */
    static String[] of(MarkedText lines, String projected, IntFunction<String> content) {
        Indents indents = new Indents(lines, projected, content);
        indents.read();
        return indents.indents;
    }

    /** How far a new line is indented after what stands in front of an offset. */
    static String after(MarkedText lines, String projected, int offset) {
        Indents indents = new Indents(lines, projected.substring(0, offset),
                at -> projected.substring(lines.start(lines.line(at)), at).stripLeading());
        indents.read();
        return indents.indentation(";", InternalHoldLexer.Semicolon, offset);
    }

    private void read() {
        for (CommonToken token : Lexing.tokens(projected)) {
            int line = lines.line(token.getStartIndex());
            switch (token.getType()) {
                case InternalHoldLexer.RULE_WS -> {
                    // between tokens
                }
                case InternalHoldLexer.RULE_CONTINUATION -> continued.add(line + 1);
                case InternalHoldLexer.RULE_END_OF_DIRECTIVE -> directive = false;
                case InternalHoldLexer.RULE_DIRECTIVE, InternalHoldLexer.RULE_DEFINE_DIRECTIVE, InternalHoldLexer.RULE_INCLUDE_DIRECTIVE,
                        InternalHoldLexer.RULE_SYSTEM_PATH -> {
                    first(line, "");
                    directive = true;
                }
                case InternalHoldLexer.RULE_COMMENT -> {
                    first(line, indentation(token.getText(), token.getType(), token.getStopIndex() + 1));
                    comment(token, line);
                }
                default -> {
                    first(line, indentation(token.getText(), token.getType(), token.getStopIndex() + 1));
                    if (!directive && token.getType() != InternalHoldLexer.RULE_LINE_COMMENT) {
                        consume(token.getText(), token.getType(), token.getStartIndex());
                    }
                }
            }
        }
    }

    private void first(int line, String indent) {
        if (!seen[line]) {
            seen[line] = true;
            indents[line] = continued.contains(line) ? null : indent;
        }
    }

    /** The lines of a comment after its first: those with a star stand under the first one's. */
    private void comment(CommonToken token, int first) {
        int last = lines.line(token.getStopIndex());
        boolean alone = projected.substring(lines.start(first), token.getStartIndex()).isBlank();
        for (int line = first + 1; line <= last; line++) {
            seen[line] = true;
            boolean star = projected.substring(lines.start(line), lines.end(line)).stripLeading().startsWith("*");
            indents[line] = alone && star && indents[first] != null ? indents[first] + " " : null;
        }
    }

    private int content() {
        return braces.isEmpty() ? 0 : braces.peek().level + 1;
    }

    /** Of a line that begins with a token. */
    private String indentation(String text, int type, int end) {
        int level = content() + bodies.size();
        if (type == InternalHoldLexer.RightCurlyBracket) {
            return tabs(braces.isEmpty() ? 0 : braces.peek().level);
        }
        if (!parentheses.isEmpty()) {
            return aligned(parentheses.peek());
        }
        if (type == InternalHoldLexer.LeftCurlyBracket) {
            return tabs(header.isEmpty() ? level : level - 1);
        }
        if (statement.isEmpty()) {
            boolean block = !braces.isEmpty() && braces.peek().block;
            if (text.equals("else")) {
                return tabs(content() + elseLevel());
            }
            if (block && type == InternalHoldLexer.RULE_ID && projected.substring(end).stripLeading().startsWith(":")) {
                return "";
            }
            boolean choice = block && braces.peek().header.equals("switch") && (text.equals("case") || text.equals("default"));
            return tabs(choice ? level - 1 : level);
        }
        if (!braces.isEmpty() && braces.peek().list) {
            return tabs(content());
        }
        // the type of a function may stand in a line of its own
        boolean head = braces.isEmpty() && statement.stream().noneMatch(word -> List.of("(", "=", ":", "->").contains(word));
        return tabs(head ? 0 : level + 1);
    }

    private static String tabs(int level) {
        return "\t".repeat(Math.max(0, level));
    }

    private int elseLevel() {
        return Math.max(0, ended.lastIndexOf(true));
    }

    /** Under what follows the parenthesis; one deeper than its line if nothing does. */
    private String aligned(int open) {
        int line = lines.line(open);
        String raw = projected.substring(lines.start(line), open);
        String own = indents[line] != null ? indents[line] : raw.substring(0, raw.length() - raw.stripLeading().length());
        int after = open + 1;
        while (after < projected.length() && (projected.charAt(after) == ' ' || projected.charAt(after) == '\t')) {
            after++;
        }
        if (after >= projected.length() || projected.charAt(after) == '\n' || projected.charAt(after) == '\r') {
            return own + "\t";
        }
        int column = width(own + content.apply(open)) + 1;
        return "\t".repeat(column / TAB) + " ".repeat(column % TAB);
    }

    private static int width(String text) {
        int column = 0;
        for (int i = 0; i < text.length(); i++) {
            column = text.charAt(i) == '\t' ? (column / TAB + 1) * TAB : column + 1;
        }
        return column;
    }

    private void consume(String text, int type, int offset) {
        switch (type) {
            case InternalHoldLexer.LeftParenthesis, InternalHoldLexer.LeftSquareBracket -> {
                parentheses.push(offset);
                word(text);
            }
            case InternalHoldLexer.RightParenthesis, InternalHoldLexer.RightSquareBracket -> {
                parentheses.poll();
                word(text);
                if (parentheses.isEmpty() && type == InternalHoldLexer.RightParenthesis && isHeader()) {
                    body(statement.get(0), statement.get(0).equals("if"));
                }
            }
            case InternalHoldLexer.LeftCurlyBracket -> open();
            case InternalHoldLexer.RightCurlyBracket -> close();
            case InternalHoldLexer.Semicolon -> {
                if (parentheses.isEmpty()) {
                    end();
                }
            }
            case InternalHoldLexer.Colon -> {
                boolean label = statement.size() == 1 || !statement.isEmpty() && List.of("case", "default").contains(statement.get(0));
                if (parentheses.isEmpty() && !braces.isEmpty() && label) {
                    statement.clear();
                } else {
                    word(text);
                }
            }
            default -> {
                word(text);
                boolean head = type == InternalHoldLexer.RULE_STRING && statement.size() == 2 && Set.of("scenario", "patch").contains(statement.get(0));
                if (head && braces.isEmpty()) {
                    statement.clear(); // these need no semicolon
                }
            }
        }
    }

    private void word(String text) {
        if (statement.isEmpty() && text.equals("else")) {
            bodies = new ArrayList<>(ended.subList(0, Math.min(ended.size(), elseLevel())));
            body(text, false);
        } else if (statement.isEmpty() && text.equals("do")) {
            body(text, false);
        } else {
            if (header.equals("else") && text.equals("if")) {
                bodies.remove(bodies.size() - 1); // `else if` is no deeper than `else`
            }
            header = "";
            statement.add(text);
        }
    }

    private boolean isHeader() {
        return !braces.isEmpty() && (HEADERS.contains(statement.get(0)) || statement.get(0).contains("for_each"));
    }

    /** What follows is the body of the statement so far. */
    private void body(String word, boolean isIf) {
        bodies.add(isIf);
        statement.clear();
        header = word;
    }

    private void open() {
        boolean value = !parentheses.isEmpty() || statement.contains("=") || !braces.isEmpty() && braces.peek().list;
        boolean block = !value && (!header.isEmpty() || statement.isEmpty() || statement.contains(")")
                || !statement.contains("struct") && !statement.contains("enum") && !statement.contains("union"));
        List<Boolean> outer = new ArrayList<>(header.isEmpty() ? bodies : bodies.subList(0, bodies.size() - 1));
        String kind = header.equals("if") || !header.isEmpty() && bodies.get(bodies.size() - 1) ? "if" : header;
        braces.push(new Brace(content() + outer.size(), outer, parentheses, kind, block, value || !block && statement.contains("enum")));
        bodies = new ArrayList<>();
        parentheses = new ArrayDeque<>();
        statement.clear();
        header = "";
    }

    private void close() {
        if (braces.isEmpty()) {
            parentheses.clear();
            end();
            return;
        }
        Brace brace = braces.pop();
        bodies = new ArrayList<>(brace.bodies);
        parentheses = brace.parentheses;
        statement.clear();
        header = "";
        if (brace.block) {
            if (brace.header.equals("if")) {
                bodies.add(true);
            }
            end();
        } else {
            statement.add("}");
        }
    }

    private void end() {
        ended = List.copyOf(bodies);
        bodies = new ArrayList<>();
        statement.clear();
        header = "";
    }
}
