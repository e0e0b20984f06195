package org.holdfast.lang.syntax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.antlr.runtime.CommonToken;
import org.antlr.runtime.Token;
import org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer;

/**
 * The tokens of a text: all of them, and, by index, those that are neither blanks nor comments, with their brackets matched. Types change
 * in place; several tokens may be merged into one.
 */
final class TokenList {
    private final List<CommonToken> all;
    private final int[] visible;
    private final int[] match;
    private final int[] enclosing;
    private int tooDeep = -1;

    TokenList(List<CommonToken> all) {
        this.all = all;
        int[] found = new int[all.size()];
        int count = 0;
        for (int i = 0; i < all.size(); i++) {
            if (!isHidden(all.get(i))) {
                found[count++] = i;
            }
        }
        visible = Arrays.copyOf(found, count);
        match = new int[count];
        enclosing = new int[count];
        matchBrackets();
    }

    static List<CommonToken> read(org.antlr.runtime.Lexer lexer) {
        List<CommonToken> tokens = new ArrayList<>(lexer.getCharStream().size() / 4 + 16);
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            tokens.add((CommonToken) token);
        }
        return tokens;
    }

    static boolean isHidden(Token token) {
        return switch (token.getType()) {
            case InternalHoldLexer.RULE_WS, InternalHoldLexer.RULE_COMMENT, InternalHoldLexer.RULE_LINE_COMMENT,
                    InternalHoldLexer.RULE_CONTINUATION -> true;
            default -> false;
        };
    }

    private void matchBrackets() {
        int[] open = new int[Limits.BRACKETS + 2];
        int depth = 0;
        for (int i = 0; i < size(); i++) {
            match[i] = -1;
            int type = type(i);
            int opener = opener(type);
            if (opener != 0) {
                // A closing bracket without its partner is skipped; a brace closes what was left open inside of it.
                int at = depth;
                while (at > 0 && type(open[at]) != opener && (opener == InternalHoldLexer.LeftCurlyBracket || !isBrace(open[at]))) {
                    at--;
                }
                if (at > 0 && type(open[at]) == opener) {
                    match[i] = open[at];
                    match[open[at]] = i;
                    depth = at - 1;
                }
            }
            enclosing[i] = depth == 0 ? -1 : open[depth];
            if (isOpening(type)) {
                open[++depth] = i;
                if (depth > Limits.BRACKETS) {
                    tooDeep = i;
                    return;
                }
            }
        }
    }

    /** The first bracket nested more than {@link Limits#BRACKETS} deep, or -1; brackets from there on are not matched. */
    int tooDeep() {
        return tooDeep;
    }

    private boolean isBrace(int i) {
        return type(i) == InternalHoldLexer.LeftCurlyBracket;
    }

    static boolean isOpening(int type) {
        return type == InternalHoldLexer.LeftParenthesis || type == InternalHoldLexer.LeftCurlyBracket
                || type == InternalHoldLexer.LeftSquareBracket || type == InternalHoldLexer.RULE_MACRO_OPEN;
    }

    /** The bracket that {@code type} closes, or 0. */
    static int opener(int type) {
        return switch (type) {
            case InternalHoldLexer.RightParenthesis -> InternalHoldLexer.LeftParenthesis;
            case InternalHoldLexer.RightCurlyBracket -> InternalHoldLexer.LeftCurlyBracket;
            case InternalHoldLexer.RightSquareBracket -> InternalHoldLexer.LeftSquareBracket;
            default -> 0;
        };
    }

    int size() {
        return visible.length;
    }

    CommonToken token(int i) {
        return all.get(visible[i]);
    }

    /** {@link Token#EOF} outside of the list. */
    int type(int i) {
        return i < 0 || i >= visible.length ? Token.EOF : token(i).getType();
    }

    String text(int i) {
        return i < 0 || i >= visible.length ? "" : token(i).getText();
    }

    void setType(int i, int type) {
        token(i).setType(type);
    }

    /** The partner of the bracket {@code i}, or -1. */
    int match(int i) {
        return match[i];
    }

    /** The index of the bracket around {@code i}, or -1. */
    int enclosing(int i) {
        return enclosing[i];
    }

    /** A name or an alphabetic keyword. */
    boolean isWord(int i) {
        if (i < 0 || i >= visible.length) {
            return false;
        }
        CommonToken token = token(i);
        if (token.getType() == InternalHoldLexer.RULE_ID) {
            return true;
        }
        if (token.getStopIndex() < token.getStartIndex()) {
            return false;
        }
        char first = token.getInputStream().substring(token.getStartIndex(), token.getStartIndex()).charAt(0);
        return first == '_' || first >= 'a' && first <= 'z' || first >= 'A' && first <= 'Z';
    }

    boolean adjacent(int left, int right) {
        return right < visible.length && token(left).getStopIndex() + 1 == token(right).getStartIndex();
    }

    boolean startsLine(int i) {
        int at = visible[i];
        return at == 0 || all.get(at - 1).getType() == InternalHoldLexer.RULE_WS && all.get(at - 1).getText().indexOf('\n') >= 0;
    }

    /** Makes one token of those from {@code first} to {@code last}; what is hidden between them goes too. All their indices now mean it. */
    void merge(int first, int last, int type) {
        CommonToken token = token(first);
        token.setText(null); // computed from the indices, and then kept
        token.setStopIndex(token(last).getStopIndex());
        token.setType(type);
        for (int at = visible[first] + 1; at <= visible[last]; at++) {
            all.set(at, token);
        }
    }

    /** All tokens that are left, in order. */
    List<CommonToken> result() {
        List<CommonToken> result = new ArrayList<>(all.size());
        CommonToken last = null;
        for (CommonToken token : all) {
            if (token != last) {
                result.add(token);
            }
            last = token;
        }
        return result;
    }
}
