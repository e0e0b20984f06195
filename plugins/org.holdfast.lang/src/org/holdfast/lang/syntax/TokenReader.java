package org.holdfast.lang.syntax;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.runtime.CommonToken;
import org.antlr.runtime.Lexer;
import org.antlr.runtime.Token;

/** Reads all tokens of a text, gives them their types and hands them out one by one. */
public final class TokenReader {
    private final List<CommonToken> tokens;
    private int next;

    public TokenReader(Lexer lexer) {
        TokenList list = new TokenList(Directives.apply(TokenList.read(lexer)));
        SourceStream.Stop stop = Limits.check(list);
        if (stop != null) {
            if (lexer.getCharStream() instanceof SourceStream source) {
                source.stop(stop);
            }
            tokens = List.of();
            return;
        }
        Set<String> types = new HashSet<>();
        if (lexer.getCharStream() instanceof SourceStream source) {
            types.addAll(source.typeNames());
        }
        new Elements(list, types).classify();
        tokens = list.result();
    }

    public Token next() {
        return next < tokens.size() ? tokens.get(next++) : Token.EOF_TOKEN;
    }

}
