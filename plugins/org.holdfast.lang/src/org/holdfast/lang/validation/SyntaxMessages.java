package org.holdfast.lang.validation;

import jakarta.inject.Inject;
import java.util.Map;
import org.antlr.runtime.EarlyExitException;
import org.antlr.runtime.MismatchedTokenException;
import org.antlr.runtime.RecognitionException;
import org.antlr.runtime.Token;
import org.eclipse.xtext.nodemodel.SyntaxErrorMessage;
import org.eclipse.xtext.parser.antlr.ITokenDefProvider;
import org.eclipse.xtext.parser.antlr.SyntaxErrorMessageProvider;
import org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer;

/** Syntax errors as a C compiler puts them. */
public class SyntaxMessages extends SyntaxErrorMessageProvider {
    private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(InternalHoldLexer.RULE_ID, "a name"),
            Map.entry(InternalHoldLexer.RULE_TYPE_ID, "a type"), Map.entry(InternalHoldLexer.RULE_INTEGER, "a number"),
            Map.entry(InternalHoldLexer.RULE_STRING, "a string"), Map.entry(InternalHoldLexer.RULE_RULE_ID, "the id of a rule"),
            Map.entry(InternalHoldLexer.RULE_END_OF_DIRECTIVE, "the end of the line"), Map.entry(InternalHoldLexer.RULE_MACRO_OPEN, "'('"));

    @Inject
    private ITokenDefProvider tokens;

    @Override
    public SyntaxErrorMessage getSyntaxErrorMessage(IParserErrorContext context) {
        RecognitionException exception = context.getRecognitionException();
        if (exception == null || exception.token == null) {
            return new SyntaxErrorMessage(context.getDefaultMessage(), "syntax");
        }
        String found = found(exception.token);
        String literal = lexical(exception.token);
        if (literal != null) {
            return new SyntaxErrorMessage(literal, "syntax");
        }
        if (exception instanceof MismatchedTokenException mismatch && expected(mismatch.expecting) != null) {
            return new SyntaxErrorMessage("expected " + expected(mismatch.expecting) + " before " + found, "syntax");
        }
        return new SyntaxErrorMessage(exception instanceof EarlyExitException ? "something is missing before " + found : unexpected(exception.token, found),
                "syntax");
    }

    /** What the lexer could not read, or null. */
    private static String lexical(Token token) {
        String text = token.getText() == null ? "" : token.getText();
        if (text.startsWith("/*")) {
            return "this comment is not closed";
        }
        if (token.getType() == Token.INVALID_TOKEN_TYPE || token.getType() == InternalHoldLexer.RULE_ANY_OTHER) {
            return text.startsWith("\"") ? "this string is not closed in its line"
                    : text.startsWith("'") ? "this character is not closed" : "unexpected character " + show(text);
        }
        return null;
    }

    private static String unexpected(Token token, String found) {
        return switch (token.getType()) {
            case InternalHoldLexer.Else -> "'else' without an 'if' before it";
            case InternalHoldLexer.RightCurlyBracket -> "this '}' closes nothing";
            case InternalHoldLexer.RightParenthesis, InternalHoldLexer.RightSquareBracket -> "unexpected " + found;
            case Token.EOF -> "the file ends too early: something is not closed";
            default -> "unexpected " + found;
        };
    }

    private static String found(Token token) {
        return token.getType() == Token.EOF ? "the end of the file"
                : token.getType() == InternalHoldLexer.RULE_END_OF_DIRECTIVE ? "the end of the line" : "'" + show(token.getText()) + "'";
    }

    private static String show(String text) {
        if (text == null) {
            return "";
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(40).forEach(c -> {
            if (c < ' ' || c == 127 || c == 0xfffd) {
                shown.append(String.format("\\x%02x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return text.length() > 40 ? shown + "…" : shown.toString();
    }

    private String expected(int type) {
        if (type == Token.EOF) {
            return "the end of the file";
        }
        String name = NAMES.get(type);
        if (name != null) {
            return name;
        }
        String literal = tokens.getTokenDefMap().get(type);
        return literal != null && literal.startsWith("'") ? literal : null;
    }
}
