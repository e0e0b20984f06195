package org.holdfast.lang.parser.antlr;

import org.antlr.runtime.Lexer;
import org.antlr.runtime.Token;
import org.antlr.runtime.TokenSource;
import org.holdfast.lang.syntax.TokenReader;

/** What the generated parser reads: the lexer's tokens, with the types that {@link TokenReader} gives them. */
public class HoldTokenSource implements TokenSource {
    private final TokenSource lexer;
    private TokenReader reader;

    public HoldTokenSource(TokenSource lexer) {
        this.lexer = lexer;
    }

    @Override
    public Token nextToken() {
        if (reader == null) {
            reader = new TokenReader((Lexer) lexer);
        }
        return reader.next();
    }

    @Override
    public String getSourceName() {
        return lexer.getSourceName();
    }
}
