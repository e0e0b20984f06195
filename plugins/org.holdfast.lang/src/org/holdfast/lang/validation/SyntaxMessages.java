package org.holdfast.lang.validation;

import jakarta.inject.Inject;
import java.util.Map;
import org.antlr.runtime.CommonToken;
import org.antlr.runtime.EarlyExitException;
import org.antlr.runtime.MismatchedTokenException;
import org.antlr.runtime.RecognitionException;
import org.antlr.runtime.Token;
import org.antlr.runtime.TokenStream;
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

    private static final String INVALID = "Invalid token ";

    @Inject
    private ITokenDefProvider tokens;

    @Override
    public SyntaxErrorMessage getSyntaxErrorMessage(IParserErrorContext context) {
        RecognitionException exception = context.getRecognitionException();
        if (exception == null || exception.token == null) {
            String text = context.getDefaultMessage();
            return new SyntaxErrorMessage(text.startsWith(INVALID) ? unreadable(text.substring(INVALID.length())) : text, "syntax");
        }
        Token token = exception.token;
        return new SyntaxErrorMessage(message(exception, token), "syntax", position(token));
    }

    /** The token's offset and length: the parser may stand some tokens before it. */
    private static String[] position(Token token) {
        if (!(token instanceof CommonToken t) || t.getType() == Token.EOF || t.getStopIndex() < t.getStartIndex()) {
            return new String[0];
        }
        return new String[] {String.valueOf(t.getStartIndex()), String.valueOf(t.getStopIndex() + 1 - t.getStartIndex())};
    }

    private String message(RecognitionException exception, Token token) {
        String found = found(token);
        int type = token.getType();
        if (type == Token.INVALID_TOKEN_TYPE || type == InternalHoldLexer.RULE_ANY_OTHER) {
            return unreadable(token.getText());
        }
        if (type == InternalHoldLexer.Else) {
            return "'else' without an 'if' before it";
        }
        if (exception instanceof MismatchedTokenException mismatch && mismatch.expecting != Token.EOF && expected(mismatch.expecting) != null) {
            return "expected " + expected(mismatch.expecting) + " before " + found;
        }
        if (type == InternalHoldLexer.RightCurlyBracket) {
            return "this '}' closes nothing";
        }
        if (type == Token.EOF) {
            return "the file ends too early: something is not closed";
        }
        if (endsStatement(exception, token)) {
            return "expected ';' before " + found;
        }
        return exception instanceof EarlyExitException ? "something is missing before " + found : "unexpected " + found;
    }

    /** Whether the token begins a line after something that could have been the end of a statement. */
    private static boolean endsStatement(RecognitionException exception, Token token) {
        if (!(exception.input instanceof TokenStream stream)) {
            return false;
        }
        for (int i = token.getTokenIndex() - 1; i >= 0; i--) {
            Token before = stream.get(i);
            switch (before.getType()) {
                case InternalHoldLexer.RULE_WS, InternalHoldLexer.RULE_COMMENT, InternalHoldLexer.RULE_LINE_COMMENT -> {
                    // goes on
                }
                case InternalHoldLexer.RULE_ID, InternalHoldLexer.RightParenthesis, InternalHoldLexer.RightSquareBracket,
                        InternalHoldLexer.RULE_INTEGER, InternalHoldLexer.RULE_STRING -> {
                    return before.getLine() < token.getLine();
                }
                default -> {
                    return false;
                }
            }
        }
        return false;
    }

    private static String unreadable(String text) {
        return text.startsWith("/*") ? "this comment is not closed" : text.startsWith("\"") ? "this string is not closed in its line"
                : text.startsWith("'") ? "this character is not closed" : "unexpected character " + show(text);
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
        String name = NAMES.get(type);
        if (name != null) {
            return name;
        }
        String literal = tokens.getTokenDefMap().get(type);
        return literal != null && literal.startsWith("'") ? literal : null;
    }
}
