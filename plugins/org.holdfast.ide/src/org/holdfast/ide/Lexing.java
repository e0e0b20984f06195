package org.holdfast.ide;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.runtime.CommonToken;
import org.antlr.runtime.Token;
import org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer;
import org.holdfast.lang.scoping.FileScope;
import org.holdfast.lang.scoping.FileSymbols.Kind;
import org.holdfast.lang.syntax.SourceStream;
import org.holdfast.lang.syntax.TokenReader;

/** The tokens of one revision, comments and blanks among them, as the parser is given them. */
public final class Lexing {
    private Lexing() {
    }

    /** @param scope what the revision sees, for the names of types */
    public static List<CommonToken> tokens(String text, FileScope scope) {
        return tokens(text, new HashSet<>(scope.names(Kind.TYPEDEF)));
    }

    /** Without knowing what is a type, which changes no token's place. */
    public static List<CommonToken> tokens(String text) {
        return tokens(text, Set.of());
    }

    private static List<CommonToken> tokens(String text, Set<String> types) {
        SourceStream stream = new SourceStream(text, types);
        TokenReader reader = new TokenReader(new InternalHoldLexer(stream));
        List<CommonToken> tokens = new ArrayList<>();
        for (Token token = reader.next(); token.getType() != Token.EOF; token = reader.next()) {
            tokens.add((CommonToken) token);
        }
        return stream.stop() == null ? tokens : raw(text);
    }

    /** Without what depends on other tokens: for what is too deeply nested for the parser. */
    private static List<CommonToken> raw(String text) {
        InternalHoldLexer lexer = new InternalHoldLexer(new SourceStream(text, Set.of()));
        List<CommonToken> tokens = new ArrayList<>();
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            tokens.add((CommonToken) token);
        }
        return tokens;
    }
}
