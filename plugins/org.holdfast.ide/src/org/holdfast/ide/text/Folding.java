package org.holdfast.ide.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.antlr.runtime.CommonToken;
import org.holdfast.ide.Document;
import org.holdfast.ide.Lexing;
import org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer;
import org.holdfast.lang.revision.MarkedText;

/** What can be folded away. */
public final class Folding {
    public enum Kind {
        /** A function, thread, init or finally block, struct or enum. */
        DECLARATION,
        /** A comment of several lines. */
        COMMENT,
        /** Lines of {@code #include}, one after another. */
        INCLUDES
    }

    /** From the start of the first line to the end of the last line, the line end not counted; the first line stays visible. */
    public record Fold(int offset, int length, Kind kind) {
    }

    private final MarkedText lines;
    /** First and last line of what was found. */
    private final List<Lines> found = new ArrayList<>();

    private record Lines(int first, int last, Kind kind) {
        boolean crosses(Lines other) {
            boolean apart = last < other.first || other.last < first;
            boolean nested = first > other.first && last < other.last || other.first > first && other.last < last;
            return !apart && !nested;
        }
    }

    private Folding(MarkedText lines) {
        this.lines = lines;
    }

    /** In text order; folds nest or are apart. */
    public static List<Fold> of(Document document) {
        MarkedText lines = document.lines();
        Folding folding = new Folding(lines);
        // where two revisions do not agree, the newer one is right
        for (String revision : lines.revisions().names().reversed()) {
            folding.read(Lexing.tokens(lines.project(revision, lines.revisions().base())));
        }
        return folding.found.stream().sorted(Comparator.comparingInt(Lines::first))
                .map(each -> new Fold(lines.start(each.first), lines.end(each.last) - lines.start(each.first), each.kind)).toList();
    }

    private void read(List<CommonToken> tokens) {
        int depth = 0;
        int begin = -1;
        int firstInclude = -1;
        int lastInclude = -1;
        boolean directive = false;
        for (CommonToken token : tokens) {
            int line = lines.line(token.getStartIndex());
            switch (token.getType()) {
                case InternalHoldLexer.RULE_WS, InternalHoldLexer.RULE_CONTINUATION, InternalHoldLexer.RULE_LINE_COMMENT -> {
                    // between things
                }
                case InternalHoldLexer.RULE_COMMENT -> add(line, lines.line(token.getStopIndex()), Kind.COMMENT);
                case InternalHoldLexer.RULE_INCLUDE_DIRECTIVE, InternalHoldLexer.RULE_SYSTEM_PATH -> {
                    directive = true;
                    firstInclude = firstInclude >= 0 && line == lastInclude + 1 ? firstInclude : line;
                    lastInclude = line;
                    add(firstInclude, lastInclude, Kind.INCLUDES);
                }
                case InternalHoldLexer.RULE_DIRECTIVE, InternalHoldLexer.RULE_DEFINE_DIRECTIVE -> directive = true;
                case InternalHoldLexer.RULE_END_OF_DIRECTIVE -> directive = false;
                default -> {
                    if (!directive) {
                        begin = begin < 0 ? line : begin;
                        depth = depth(depth, token.getType());
                        if (depth == 0 && token.getType() == InternalHoldLexer.RightCurlyBracket) {
                            add(begin, line, Kind.DECLARATION);
                        }
                        boolean ends = token.getType() == InternalHoldLexer.RightCurlyBracket || token.getType() == InternalHoldLexer.Semicolon;
                        begin = depth == 0 && ends ? -1 : begin;
                    }
                }
            }
        }
    }

    private static int depth(int depth, int type) {
        return type == InternalHoldLexer.LeftCurlyBracket ? depth + 1
                : type == InternalHoldLexer.RightCurlyBracket ? Math.max(0, depth - 1) : depth;
    }

    private void add(int first, int last, Kind kind) {
        Lines lines = new Lines(first, last, kind);
        if (kind == Kind.INCLUDES) {
            found.removeIf(each -> each.kind == kind && each.first == first && each.last < last);
        }
        if (last > first && found.stream().noneMatch(lines::crosses)) {
            found.add(lines);
        }
    }
}
