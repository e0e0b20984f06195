package org.holdfast.ide.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.antlr.runtime.CommonToken;
import org.holdfast.ide.Document;
import org.holdfast.ide.Lexing;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer;
import org.holdfast.lang.revision.Mark;
import org.holdfast.lang.revision.MarkedText;

/** What each word of a text is, for colours: what a lexer knows and what the model adds to it. */
public final class Tokens {
    /** Everything a text is coloured by. */
    public enum Kind {
        /** A word of C, or of the kernel's own C: {@code if}, {@code scoped_guard}. */
        KEYWORD,
        /** A word of scenarios where it is one: {@code thread}, {@code expect}. */
        SCENARIO_WORD,
        /** {@code #include}, {@code #define}. */
        DIRECTIVE,
        /** {@code int}, or a type of the user. */
        TYPE,
        /** A type of the kernel library. */
        KERNEL_TYPE,
        /** A function of the user. */
        FUNCTION,
        /** A function or macro of the kernel library. */
        KERNEL_FUNCTION,
        /** A constant or macro of the user or the library that is no function. */
        CONSTANT,
        /** {@code __must_hold}, {@code __rcu}, also attributes without a meaning. */
        ANNOTATION,
        /** A variable or field that is a lock. */
        LOCK,
        /** A variable or field that counts references. */
        REFERENCE,
        VARIABLE, PARAMETER, FIELD,
        /** A place: a label, or the name of a thread or claim. */
        LABEL,
        /** The name of a revision. */
        REVISION,
        /** A rule's id after {@code expect}. */
        RULE,
        STRING, NUMBER, COMMENT,
        /** A comment line that a tool reads: {@code holdfast: allow …}. */
        SUPPRESSION,
        /** A patch mark, with its bracket. */
        MARK_ADDED, MARK_REMOVED,
        /** A header line of a pasted diff, which no revision has. */
        DIFF_HEADER
    }

    /** A stretch of one line. */
    public record Token(int offset, int length, Kind kind) {
        public int end() {
            return offset + length;
        }
    }

    private static final Set<String> SCENARIO_WORDS = Set.of("scenario", "patch", "revisions", "thread", "init", "finally", "order", "claim",
            "expect", "in", "on", "at", "between", "and", "never", "always", "unreachable", "clean");

    private final Document document;
    private final MarkedText lines;
    private final Symbols symbols;
    private final List<Token> found = new ArrayList<>();

    private Tokens(Document document) {
        this.document = document;
        lines = document.lines();
        symbols = new Symbols(document);
    }

    /**
     * In text order, without overlaps; what has no kind (operators, unknown names) is left out. A comment or text of several lines is one token
     * in each of them.
     */
    public static List<Token> of(Document document) {
        return document.derived(Tokens.class, Tokens::read).all();
    }

    private List<Token> all() {
        return Collections.unmodifiableList(found);
    }

    private static Tokens read(Document document) {
        Tokens tokens = new Tokens(document);
        Set<String> revisions = new LinkedHashSet<>();
        for (int line = 0; line < tokens.lines.lines(); line++) {
            if (tokens.lines.isDiffHeader(line)) {
                tokens.add(tokens.lines.start(line), tokens.lines.end(line), Kind.DIFF_HEADER);
            } else {
                revisions.add(document.revisionOf(line));
            }
        }
        revisions.forEach(tokens::revision);
        tokens.found.sort(Comparator.comparingInt(Token::offset));
        return tokens;
    }

    /** The tokens in lines of which the revision is the newest. */
    private void revision(String name) {
        LoadedRevision revision = document.file().revision(name).orElse(null);
        if (revision == null) {
            return;
        }
        String projected = lines.project(name, lines.revisions().base());
        for (int line = 0; line < lines.lines(); line++) {
            Mark mark = lines.mark(line);
            // an indented sign in a comment is still there: it was none
            if (mark != null && document.revisionOf(line).equals(name) && projected.charAt(mark.offset()) == ' ' && !lines.isDiffHeader(line)) {
                add(mark.offset(), mark.offset() + mark.length(), mark.removed() ? Kind.MARK_REMOVED : Kind.MARK_ADDED);
            }
        }
        for (CommonToken token : Lexing.tokens(projected, revision.scope())) {
            Kind kind = kind(token);
            if (kind != null) {
                pieces(token, kind, name, projected);
            }
        }
    }

    /** Adds a token line by line, without the blanks around it. */
    private void pieces(CommonToken token, Kind kind, String revision, String projected) {
        int end = Math.min(token.getStopIndex() + 1, projected.length());
        int start = token.getStartIndex();
        while (start < end) {
            int line = lines.line(start);
            int stop = Math.min(end, lines.end(line));
            int from = start;
            while (from < stop && projected.charAt(from) <= ' ') {
                from++;
            }
            int to = stop;
            while (to > from && projected.charAt(to - 1) <= ' ') {
                to--;
            }
            if (from < to && !lines.isDiffHeader(line) && document.revisionOf(line).equals(revision)) {
                add(from, to, kind);
            }
            start = line + 1 < lines.lines() ? lines.start(line + 1) : end;
        }
    }

    private void add(int start, int end, Kind kind) {
        if (end > start) {
            found.add(new Token(start, end - start, kind));
        }
    }

    private Kind kind(CommonToken token) {
        return switch (token.getType()) {
            case InternalHoldLexer.RULE_WS, InternalHoldLexer.RULE_CONTINUATION, InternalHoldLexer.RULE_ANY_OTHER,
                    InternalHoldLexer.RULE_END_OF_DIRECTIVE, InternalHoldLexer.RULE_MACRO_OPEN -> null;
            case InternalHoldLexer.RULE_COMMENT, InternalHoldLexer.RULE_LINE_COMMENT -> token.getText().contains("holdfast: allow") ? Kind.SUPPRESSION
                    : Kind.COMMENT;
            case InternalHoldLexer.RULE_STRING, InternalHoldLexer.RULE_CHARACTER, InternalHoldLexer.RULE_SYSTEM_PATH -> Kind.STRING;
            case InternalHoldLexer.RULE_INTEGER, InternalHoldLexer.RULE_FLOAT -> Kind.NUMBER;
            case InternalHoldLexer.RULE_DIRECTIVE, InternalHoldLexer.RULE_INCLUDE_DIRECTIVE, InternalHoldLexer.RULE_DEFINE_DIRECTIVE -> Kind.DIRECTIVE;
            case InternalHoldLexer.RULE_ANNOTATION_NAME, InternalHoldLexer.RULE_MARK, InternalHoldLexer.RULE_ATTRIBUTE -> Kind.ANNOTATION;
            case InternalHoldLexer.RULE_RULE_ID -> Kind.RULE;
            case InternalHoldLexer.RULE_ASM -> Kind.KEYWORD;
            case InternalHoldLexer.RULE_GUARD_VARIABLE -> Kind.PARAMETER;
            case InternalHoldLexer.RULE_ID, InternalHoldLexer.RULE_TYPE_ID, InternalHoldLexer.RULE_DEFINER, InternalHoldLexer.RULE_ITERATOR ->
                symbols.kind(token);
            default -> keyword(token.getText());
        };
    }

    private static Kind keyword(String text) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        if (first != '_' && !Character.isLetter(first)) {
            return null;
        }
        return switch (text) {
            case "void", "bool", "_Bool", "char", "short", "int", "long", "signed", "unsigned", "float", "double" -> Kind.TYPE;
            case "__free", "__context" -> Kind.ANNOTATION;
            case "true", "false", "NULL" -> Kind.CONSTANT;
            default -> SCENARIO_WORDS.contains(text) ? Kind.SCENARIO_WORD : Kind.KEYWORD;
        };
    }
}
