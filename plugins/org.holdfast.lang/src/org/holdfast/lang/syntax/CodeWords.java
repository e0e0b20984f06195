package org.holdfast.lang.syntax;

import static org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer.*;

import java.util.HashSet;
import java.util.Set;

/**
 * Gives names in C their types. A name is a type where a typedef declares it; and where C allows nothing but a type, so that an unknown
 * type is reported as one and not as a syntax error.
 */
final class CodeWords {
    private final TokenList tokens;
    private final Set<String> types;
    /** Positions where a typedef declares its name, which are names, not types. */
    private final Set<Integer> declared = new HashSet<>();
    /** Type parameters of the declaration being read. */
    private final Set<String> parameters = new HashSet<>();

    CodeWords(TokenList tokens, Set<String> types) {
        this.tokens = tokens;
        this.types = types;
    }

    void collectTypedefs() {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.type(i) == Typedef) {
                int name = -1;
                int level = tokens.enclosing(i);
                for (int k = i + 1; k < tokens.size() && (tokens.type(k) != Semicolon || tokens.enclosing(k) != level); k++) {
                    if (tokens.enclosing(k) == level && tokens.isWord(k)) {
                        name = k;
                    } else if (tokens.enclosing(k) == level && tokens.type(k) == LeftParenthesis) {
                        name = tokens.type(k + 1) == Asterisk ? k + 2 : name;
                        break;
                    } else if (tokens.type(k) == Typedef || tokens.type(k) == RULE_DEFINE_DIRECTIVE) {
                        break;
                    }
                }
                if (name > 0 && tokens.type(name) == RULE_ID) {
                    declared.add(name);
                    types.add(tokens.text(name));
                }
            }
        }
    }

    /** A new declaration at the top level: notes its type parameters. */
    void begin(int start) {
        parameters.clear();
        for (int i = start; i < tokens.size() && tokens.type(i) != Semicolon && tokens.type(i) != LeftCurlyBracket; i++) {
            if (tokens.type(i) == KW___type && tokens.isWord(i + 1)) {
                parameters.add(tokens.text(i + 1));
            }
        }
    }

    int range(int from, int to, boolean body) {
        int i = from;
        while (i < to) {
            i = word(i, body);
        }
        return i;
    }

    /**
     * Gives the token {@code i} its type if it is a word.
     *
     * @param body whether it stands in a body or an expression rather than in a declaration at the top level
     * @return the index of the next token to look at
     */
    int word(int i, boolean body) {
        if (!tokens.isWord(i)) {
            return i + 1;
        }
        int type = tokens.type(i);
        switch (type) {
            case Scenario, Patch, Revisions, Thread, In, On, Init, Finally, Order, Claim, Never, Always, Unreachable, At, Between, And,
                    Expect, Clean -> tokens.setType(i, RULE_ID);
            case Guard -> {
                int close = tokens.type(i + 1) == LeftParenthesis ? tokens.match(i + 1) : -1;
                if (!body || close < 0 || tokens.type(close + 1) != LeftParenthesis) {
                    tokens.setType(i, RULE_ID);
                }
            }
            case Scoped_guard -> {
                if (!body || tokens.type(i + 1) != LeftParenthesis) {
                    tokens.setType(i, RULE_ID);
                }
            }
            case Fallthrough -> {
                if (tokens.type(i + 1) != Semicolon) {
                    tokens.setType(i, RULE_ID);
                }
            }
            case KW___free, KW___context -> {
                if (tokens.type(i + 1) != LeftParenthesis) {
                    tokens.setType(i, RULE_MARK);
                }
                return i + 1;
            }
            default -> {
                // Keywords of C stay what they are.
            }
        }
        if (tokens.type(i) != RULE_ID) {
            return i + 1;
        }
        String text = tokens.text(i);
        if (Words.ASM.contains(text)) {
            return asm(i);
        }
        if (Words.ATTRIBUTES_WITH_ARGUMENTS.contains(text) && tokens.type(i + 1) == LeftParenthesis && tokens.match(i + 1) > 0) {
            int last = tokens.match(i + 1);
            tokens.merge(i, last, RULE_ATTRIBUTE);
            return last + 1;
        }
        switch (tokens.type(i - 1)) {
            case FullStop, HyphenMinusGreaterThanSign, Goto -> {
                return i + 1;
            }
            default -> tokens.setType(i, type(i, text, body));
        }
        return i + 1;
    }

    private int asm(int i) {
        int open = i + 1;
        while (tokens.isWord(open)) {
            open++;
        }
        if (tokens.type(open) != LeftParenthesis || tokens.match(open) < 0) {
            return i + 1;
        }
        int last = tokens.match(open);
        tokens.merge(i, last, RULE_ASM);
        return last + 1;
    }

    private int type(int i, String text, boolean body) {
        int before = tokens.type(i - 1);
        int after = tokens.type(i + 1);
        if (Words.ATTRIBUTES.contains(text)) {
            return RULE_ATTRIBUTE;
        }
        Boolean arguments = Words.ANNOTATIONS.get(text);
        if (arguments != null) {
            return arguments && after == LeftParenthesis ? RULE_ANNOTATION_NAME : RULE_MARK;
        }
        if (before == Struct || before == Union || before == Enum || declared.contains(i)) {
            return RULE_ID;
        }
        if (Words.DEFINERS.containsKey(text) && after == LeftParenthesis) {
            return RULE_DEFINER;
        }
        if (before == KW___type) {
            return RULE_TYPE_ID;
        }
        if (types.contains(text) || parameters.contains(text)) {
            return isDeclaredName(i) || !mayFollowType(i + 1) ? RULE_ID : RULE_TYPE_ID;
        }
        if (isUnknownAnnotation(i, text, body)) {
            return after == LeftParenthesis ? RULE_ANNOTATION_NAME : RULE_MARK;
        }
        if (isUnknownType(i, body)) {
            return RULE_TYPE_ID;
        }
        return body && isIterator(i) ? RULE_ITERATOR : RULE_ID;
    }

    /** After a type and its stars comes the name that is declared, even if some typedef has the same. */
    private boolean isDeclaredName(int i) {
        return switch (tokens.type(i - 1)) {
            case RULE_TYPE_ID, Void, Bool, KW__Bool, Char, Short, Int, Long, Signed, Unsigned, Float, Double, KW___member -> true;
            case Asterisk -> tokens.type(i - 2) != LeftParenthesis || tokens.type(i + 1) == RightParenthesis;
            case RULE_ID -> switch (tokens.type(i - 2)) {
                case Struct, Union, Enum -> true;
                default -> false;
            };
            default -> false;
        };
    }

    private boolean mayFollowType(int i) {
        return tokens.isWord(i) || switch (tokens.type(i)) {
            case Asterisk, RightParenthesis, LeftParenthesis, Comma, LeftSquareBracket, Semicolon, Colon, LeftCurlyBracket, RULE_ATTRIBUTE, RULE_MARK,
                    RULE_END_OF_DIRECTIVE -> true;
            default -> false;
        };
    }

    private boolean isUnknownAnnotation(int i, String text, boolean body) {
        if (!text.startsWith("__")) {
            return false;
        }
        int after = tokens.type(i + 1);
        return switch (tokens.type(i - 1)) {
            case RULE_ID -> tokens.type(i - 2) != RULE_DEFINE_DIRECTIVE;
            case RightSquareBracket -> true;
            case RightParenthesis -> !body && tokens.enclosing(i) < 0
                    && (after == LeftCurlyBracket || after == Semicolon || after == LeftParenthesis || tokens.isWord(i + 1));
            default -> switch (after) {
                case Struct, Void, Bool, Char, Short, Int, Long, Signed, Unsigned, Static -> true;
                default -> false;
            };
        };
    }

    private boolean isUnknownType(int i, boolean body) {
        int before = tokens.type(i - 1);
        if (startsStatement(i) || !body && tokens.enclosing(i) < 0 && before == RightCurlyBracket) {
            return startsDeclaration(i, body);
        }
        switch (before) {
            case Static, Extern, Register, KW___primitive, KW___byname, Typedef, RULE_ATTRIBUTE, RULE_MARK -> {
                return startsDeclaration(i, body) || before != RULE_ATTRIBUTE && before != RULE_MARK && tokens.type(i + 1) == RULE_ID;
            }
            case LeftParenthesis, Comma -> {
                if (!body && isParameterList(tokens.enclosing(i))) {
                    int after = tokens.type(i + 1);
                    return after == RULE_ID || after == Asterisk || after == RightParenthesis || after == Comma;
                }
                return before == LeftParenthesis && isCast(i);
            }
            default -> {
                return false;
            }
        }
    }

    /** `name name` or `name *name` followed by what may follow a declared name. */
    private boolean startsDeclaration(int i, boolean body) {
        if (tokens.type(i + 1) == RULE_ID && !Words.ASM.contains(tokens.text(i + 1))) {
            return true;
        }
        int name = i + 1;
        while (tokens.type(name) == Asterisk || tokens.type(name) == RULE_ID && Words.ATTRIBUTES.contains(tokens.text(name))) {
            name++;
        }
        if (name == i + 1 || !tokens.isWord(name)) {
            return false;
        }
        return switch (tokens.type(name + 1)) {
            case Semicolon, EqualsSign, Comma, LeftSquareBracket -> true;
            case LeftParenthesis -> !body;
            default -> false;
        };
    }

    private boolean isParameterList(int open) {
        if (open < 0 || tokens.type(open) != LeftParenthesis) {
            return false;
        }
        int before = tokens.type(open - 1);
        if (before == RightParenthesis) {
            return true;
        }
        // `name(` at the very start of a declaration is a macro, not a function.
        return before == RULE_ID && (tokens.isWord(open - 2) || tokens.type(open - 2) == Asterisk || tokens.type(open - 2) == RULE_ATTRIBUTE
                || tokens.type(open - 2) == RULE_TYPE_ID || tokens.type(open - 2) == RULE_MARK) && tokens.type(open - 2) != Typedef;
    }

    private boolean isCast(int i) {
        int open = i - 1;
        int outer = tokens.type(open - 1);
        boolean operand = outer != Return && outer != Sizeof && outer != Case && outer != Typeof
                && (tokens.isWord(open - 1) || outer == RightParenthesis || outer == RightSquareBracket);
        int close = i + 1;
        while (tokens.type(close) == Asterisk) {
            close++;
        }
        if (operand || tokens.type(close) != RightParenthesis) {
            return false;
        }
        if (close > i + 1) {
            return true;
        }
        return outer != Sizeof && outer != Typeof && switch (tokens.type(close + 1)) {
            case RULE_ID, RULE_INTEGER, RULE_STRING, RULE_CHARACTER, NULL, True, False, Sizeof -> true;
            default -> false;
        };
    }

    private boolean startsStatement(int i) {
        return switch (tokens.type(i - 1)) {
            case org.antlr.runtime.Token.EOF, LeftCurlyBracket, RightCurlyBracket, Semicolon, Else, Do, Colon, RULE_END_OF_DIRECTIVE -> true;
            case LeftParenthesis -> tokens.type(i - 2) == For;
            case RightParenthesis -> {
                int open = tokens.match(i - 1);
                yield open > 0 && switch (tokens.type(open - 1)) {
                    case If, For, While, Switch, Scoped_guard, RULE_ITERATOR -> true;
                    default -> false;
                };
            }
            default -> false;
        };
    }

    /** A call at the start of a statement that is followed by another statement. */
    private boolean isIterator(int i) {
        int close = tokens.type(i + 1) == LeftParenthesis ? tokens.match(i + 1) : -1;
        if (close < 0 || !startsStatement(i) || tokens.enclosing(i) < 0) {
            return false;
        }
        return switch (tokens.type(close + 1)) {
            case LeftCurlyBracket -> true;
            case Else -> false;
            case While -> tokens.type(i - 1) != Do;
            default -> tokens.isWord(close + 1);
        };
    }
}
