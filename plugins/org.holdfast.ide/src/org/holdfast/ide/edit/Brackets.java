package org.holdfast.ide.edit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.antlr.runtime.CommonToken;
import org.holdfast.ide.Document;
import org.holdfast.ide.Lexing;
import org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer;

/** Pairs of brackets; those in comments and literals are none. */
public final class Brackets {
    /** The pairs of one revision, both ways. */
    private record Pairs(Map<String, Map<Integer, Integer>> byRevision) {
    }

    private Brackets() {
    }

    /** Offset of the partner of the bracket at the offset, or else of the one in front of it. A partner has a revision in common. */
    public static OptionalInt partner(Document document, int offset) {
        OptionalInt here = of(document, offset);
        return here.isPresent() ? here : of(document, offset - 1);
    }

    private static OptionalInt of(Document document, int offset) {
        if (offset < 0 || offset >= document.text().length() || "()[]{}".indexOf(document.text().charAt(offset)) < 0) {
            return OptionalInt.empty();
        }
        Integer partner = pairs(document, document.revisionOf(document.line(offset))).get(offset);
        return partner == null ? OptionalInt.empty() : OptionalInt.of(partner);
    }

    /** Of the revision, by the offset of either bracket. */
    static Map<Integer, Integer> pairs(Document document, String revision) {
        Map<String, Map<Integer, Integer>> known = document.derived(Pairs.class, d -> new Pairs(new ConcurrentHashMap<>())).byRevision();
        return known.computeIfAbsent(revision, r -> match(document.lines().project(r, document.lines().revisions().base())));
    }

    private static Map<Integer, Integer> match(String projected) {
        Map<Integer, Integer> pairs = new HashMap<>();
        Deque<CommonToken> open = new ArrayDeque<>();
        for (CommonToken token : Lexing.tokens(projected)) {
            switch (token.getType()) {
                case InternalHoldLexer.LeftParenthesis, InternalHoldLexer.LeftSquareBracket, InternalHoldLexer.LeftCurlyBracket,
                        InternalHoldLexer.RULE_MACRO_OPEN -> open.push(token);
                case InternalHoldLexer.RightParenthesis -> close(open, "(", token, pairs);
                case InternalHoldLexer.RightSquareBracket -> close(open, "[", token, pairs);
                case InternalHoldLexer.RightCurlyBracket -> close(open, "{", token, pairs);
                default -> {
                    // no bracket
                }
            }
        }
        return pairs;
    }

    /** A brace closes what was left open inside of it; other brackets have no partner then. */
    private static void close(Deque<CommonToken> open, String opening, CommonToken token, Map<Integer, Integer> pairs) {
        if (opening.equals("{") && open.stream().anyMatch(each -> each.getText().equals("{"))) {
            while (!open.peek().getText().equals("{")) {
                open.pop();
            }
        }
        if (!open.isEmpty() && open.peek().getText().equals(opening)) {
            int partner = open.pop().getStartIndex();
            pairs.put(partner, token.getStartIndex());
            pairs.put(token.getStartIndex(), partner);
        }
    }
}
