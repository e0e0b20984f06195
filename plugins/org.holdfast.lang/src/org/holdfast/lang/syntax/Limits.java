package org.holdfast.lang.syntax;

import static org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer.*;

/**
 * How deep a text may nest. The parser and all that walks the model recurse, so depth is bounded where it arises, far above what kernel
 * code needs and far below what a thread's stack holds.
 */
final class Limits {
    /** Brackets of all kinds in each other. C asks compilers for 63 levels of parentheses and 127 of blocks. */
    static final int BRACKETS = 100;
    /** Statements in each other without braces: `if (a) if (b) …`, and `else if` chains. */
    static final int STATEMENTS = 200;
    /** Operators that make an expression deep (prefix, assignment, conditional, access) and casts between two semicolons or braces. */
    static final int RIGHT = 250;
    /** All operators and commas between two semicolons or braces. */
    static final int OPERATORS = 1500;

    private Limits() {
    }

    /** The first token beyond a limit, as a stop for {@code tokens}, or null. */
    static SourceStream.Stop check(TokenList tokens) {
        int statements = 0;
        int right = 0;
        int operators = 0;
        for (int i = 0; i < tokens.size(); i++) {
            int type = tokens.type(i);
            switch (type) {
                case Semicolon, LeftCurlyBracket, RightCurlyBracket, RULE_END_OF_DIRECTIVE -> {
                    if (tokens.type(tokens.enclosing(i)) != LeftParenthesis) {
                        right = 0;
                        operators = 0;
                        if (tokens.type(i + 1) != Else) {
                            statements = 0;
                        }
                    }
                }
                case Comma -> {
                    operators++;
                    if (tokens.type(tokens.enclosing(i)) == LeftCurlyBracket) {
                        right = 0;
                    }
                }
                case If, For, While, Do, Switch, Else, Scoped_guard -> statements++;
                case EqualsSign, QuestionMark, RightParenthesis, ExclamationMark, Tilde, PlusSignEqualsSign, HyphenMinusEqualsSign,
                        AsteriskEqualsSign, SolidusEqualsSign, PercentSignEqualsSign, AmpersandEqualsSign, VerticalLineEqualsSign,
                        CircumflexAccentEqualsSign, LessThanSignLessThanSignEqualsSign, GreaterThanSignGreaterThanSignEqualsSign, PlusSignPlusSign,
                        HyphenMinusHyphenMinus, HyphenMinusGreaterThanSign, FullStop, Sizeof -> {
                    right++;
                    operators++;
                }
                case Asterisk, Ampersand, PlusSign, HyphenMinus, AmpersandAmpersand -> {
                    operators++;
                    // Only where it follows another operator is it a prefix.
                    if (!tokens.isWord(i - 1) && tokens.type(i - 1) != RightParenthesis) {
                        right++;
                    }
                }
                case RULE_ID -> {
                    // Iterators nest as statements do.
                    if (tokens.type(i + 1) == LeftParenthesis && tokens.match(i + 1) > 0 && tokens.isWord(tokens.match(i + 1) + 1)) {
                        statements++;
                    }
                }
                default -> {
                    if (type != RightSquareBracket && !tokens.isWord(i)) {
                        operators++;
                    }
                }
            }
            String excess = tokens.tooDeep() == i ? "brackets are nested more than " + BRACKETS + " deep"
                    : statements > STATEMENTS ? "statements are nested more than " + STATEMENTS + " deep without braces"
                    : right > RIGHT || operators > OPERATORS ? "the expression is too long" : null;
            if (excess != null) {
                return new SourceStream.Stop(tokens.token(i).getStartIndex(), tokens.text(i).length(), excess);
            }
        }
        return null;
    }
}
