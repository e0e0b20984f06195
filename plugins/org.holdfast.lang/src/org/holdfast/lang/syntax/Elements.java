package org.holdfast.lang.syntax;

import static org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer.*;

import java.util.Set;

/**
 * Walks over the top level of a file: finds out where each element begins and ends, and gives the scenario's own words their types. What is
 * C inside of an element is left to {@link CodeWords}.
 */
final class Elements {
    private final TokenList tokens;
    private final CodeWords code;
    private final Set<String> types;

    /** @param types known type names; the typedefs of the tokens are added to them */
    Elements(TokenList tokens, Set<String> types) {
        this.tokens = tokens;
        this.types = types;
        code = new CodeWords(tokens, types);
    }

    void classify() {
        code.collectTypedefs();
        for (int i = 0; i < tokens.size();) {
            i = Math.max(i + 1, element(i));
        }
    }

    /** @return where the next element begins */
    private int element(int i) {
        if (types.contains(tokens.text(i))) {
            return declaration(i);
        }
        return switch (tokens.type(i)) {
            case Scenario, Patch -> header(i);
            case Revisions -> names(i + 1);
            case Order -> names(i + 1);
            case Init, Finally -> tokens.type(i + 1) == LeftCurlyBracket ? body(i + 1) : declaration(i);
            case Thread -> tokens.isWord(i + 1) || tokens.type(i + 1) == LeftCurlyBracket ? thread(i + 1) : declaration(i);
            case Claim -> claim(i + 1);
            case Expect -> expectation(i + 1);
            case DEFINE_GUARD, DEFINE_LOCK_GUARD_0, DEFINE_LOCK_GUARD_1, DEFINE_FREE -> guard(i + 1);
            case RULE_INCLUDE_DIRECTIVE -> tokens.type(i + 1) == RULE_STRING ? i + 2 : i + 1;
            case RULE_DIRECTIVE, RULE_SYSTEM_PATH, RULE_END_OF_DIRECTIVE, Semicolon -> i + 1;
            case RULE_DEFINE_DIRECTIVE -> define(i + 1);
            default -> declaration(i);
        };
    }

    /** A word and a string; a name in its place is a mistake, but no declaration. */
    private int header(int i) {
        return switch (tokens.type(i + 1)) {
            case RULE_STRING, RULE_ID -> i + 2;
            case LeftParenthesis, Asterisk, EqualsSign -> declaration(i);
            default -> i + 1;
        };
    }

    /** Whether a scenario element begins here, so that an element that lacks its end does not swallow it. */
    private boolean beginsElement(int i) {
        return switch (tokens.type(i)) {
            case Thread -> tokens.isWord(i + 1) && !tokens.isWord(i - 1)
                    && (tokens.type(i + 2) == LeftCurlyBracket || tokens.type(i + 2) == In || tokens.type(i + 2) == On);
            case Init, Finally -> tokens.type(i + 1) == LeftCurlyBracket && !tokens.isWord(i - 1) && tokens.startsLine(i);
            case Scenario, Patch -> tokens.startsLine(i) && tokens.type(i + 1) == RULE_STRING;
            case Order, Claim, Expect -> tokens.startsLine(i) && tokens.isWord(i + 1) && !tokens.isWord(i + 2) && tokens.type(i + 2) != EqualsSign
                    || tokens.type(i) == Expect && tokens.startsLine(i) && tokens.isWord(i + 1);
            default -> false;
        };
    }

    private void name(int i) {
        if (tokens.isWord(i)) {
            tokens.setType(i, RULE_ID);
        }
    }

    /** Names up to a semicolon. */
    private int names(int i) {
        for (; i < tokens.size(); i++) {
            int type = tokens.type(i);
            if (type == Semicolon) {
                return i + 1;
            }
            if (type == LeftCurlyBracket || type == RightCurlyBracket || beginsElement(i)) {
                return i;
            }
            name(i);
        }
        return i;
    }

    private int thread(int i) {
        if (tokens.type(i) == LeftCurlyBracket) {
            return body(i);
        }
        name(i);
        for (i++; i < tokens.size(); i++) {
            int type = tokens.type(i);
            if (type == LeftCurlyBracket) {
                return body(i);
            }
            if (type == Semicolon || type == RightCurlyBracket) {
                return i + 1;
            }
            if (type == In || type == On) {
                name(i + 1);
                i++;
            } else {
                name(i);
            }
        }
        return i;
    }

    private int claim(int i) {
        if (tokens.type(i) == LeftSquareBracket) {
            int end = tokens.match(i);
            for (; i < end; i++) {
                name(i);
            }
            i++;
        }
        name(i);
        boolean name = false;
        for (i++; i < tokens.size(); i++) {
            int type = tokens.type(i);
            switch (type) {
                case Semicolon -> {
                    return i + 1;
                }
                case LeftCurlyBracket, RightCurlyBracket -> {
                    return i;
                }
                case LeftParenthesis -> {
                    int end = tokens.match(i) < 0 ? tokens.size() - 1 : tokens.match(i);
                    i = code.range(i, end + 1, true) - 1;
                }
                case In, At, Between, And, Unreachable -> {
                    if (name) {
                        name(i);
                    }
                    name = !name;
                }
                case Never, Always -> {
                    if (name) {
                        name(i);
                    }
                    name = false;
                }
                case FullStop -> name = true;
                default -> {
                    if (beginsElement(i)) {
                        return i;
                    }
                    name(i);
                    name = false;
                }
            }
        }
        return i;
    }

    private int expectation(int i) {
        name(i);
        for (i++; i < tokens.size(); i++) {
            int type = tokens.type(i);
            if (type == Semicolon) {
                return i + 1;
            }
            if (type == LeftCurlyBracket || type == RightCurlyBracket || beginsElement(i)) {
                return i;
            }
            if (tokens.isWord(i) && (type != Clean || tokens.type(i + 1) != Semicolon)) {
                int last = i;
                while (tokens.type(last + 1) == HyphenMinus && tokens.adjacent(last, last + 1) && tokens.isWord(last + 2)
                        && tokens.adjacent(last + 1, last + 2)) {
                    last += 2;
                }
                tokens.merge(i, last, RULE_RULE_ID);
                i = last;
            }
        }
        return i;
    }

    /** The definition of a guard, from its parenthesis. */
    private int guard(int i) {
        int end = tokens.type(i) == LeftParenthesis && tokens.match(i) > 0 ? tokens.match(i) + 1 : i;
        for (int k = i; k < end; k++) {
            if (tokens.type(k) == RULE_ID && (tokens.text(k).equals("_T") || tokens.text(k).equals("_F"))) {
                tokens.setType(k, RULE_GUARD_VARIABLE);
            }
        }
        code.range(i, end, true);
        return end;
    }

    /** A definition, from its name to the end of its line. */
    private int define(int i) {
        name(i);
        int at = i + 1;
        if (tokens.type(at) == RULE_MACRO_OPEN) {
            while (tokens.type(at) != RightParenthesis && tokens.type(at) != RULE_END_OF_DIRECTIVE && at < tokens.size()) {
                name(at++);
            }
        }
        int end = at;
        while (end < tokens.size() && tokens.type(end) != RULE_END_OF_DIRECTIVE) {
            end++;
        }
        code.range(at, end, true);
        return end + 1;
    }

    /** A body from its opening brace. */
    private int body(int open) {
        int end = tokens.match(open) < 0 ? tokens.size() : tokens.match(open) + 1;
        for (int i = open; i < end;) {
            if (i > open && beginsElement(i)) {
                return i;
            }
            i = tokens.type(i) == RULE_DEFINE_DIRECTIVE ? define(i + 1) : code.word(i, true);
        }
        return end;
    }

    private int declaration(int start) {
        code.begin(start);
        boolean initializer = false;
        boolean parameters = false;
        for (int i = start; i < tokens.size();) {
            boolean top = tokens.enclosing(i) == tokens.enclosing(start);
            int type = tokens.type(i);
            if (i > start && beginsElement(i)) {
                return i;
            }
            if (top && type == Semicolon) {
                return i + 1;
            }
            if (top && type == RightCurlyBracket && tokens.match(i) < 0) {
                return i + 1;
            }
            if (top && type == LeftCurlyBracket && parameters && !initializer) {
                return body(i);
            }
            if (top && type == LeftParenthesis) {
                parameters = true;
            }
            if (top && type == EqualsSign) {
                initializer = true;
            }
            if (type == RULE_DEFINE_DIRECTIVE) {
                return i;
            }
            if (top && type == RightParenthesis && tokens.type(start) == RULE_ID && tokens.type(start + 1) == LeftParenthesis
                    && tokens.type(i + 1) != Semicolon && tokens.type(i + 1) != LeftCurlyBracket) {
                // A macro used as a declaration, without a semicolon.
                return i + 1;
            }
            i = code.word(i, initializer);
        }
        return tokens.size();
    }
}
