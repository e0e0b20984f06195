package org.holdfast.ide.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.holdfast.ide.Document;
import org.holdfast.ide.Golden;
import org.holdfast.ide.Texts;
import org.junit.jupiter.api.Test;

class TokensTest {
    @Test
    void everyKind() {
        Document document = Texts.sample();
        assertTrue(document.file().problems().isEmpty(), document.file().problems().toString());
        Golden.check("tokens.txt", show(document));
    }

    private static String show(Document document) {
        StringBuilder shown = new StringBuilder();
        List<Tokens.Token> tokens = Tokens.of(document);
        for (int line = 0; line < document.lines().lines(); line++) {
            int start = document.lines().start(line);
            int end = document.lines().end(line);
            shown.append(document.text(), start, end).append('\n');
            tokens.stream().filter(t -> t.offset() >= start && t.offset() < end)
                    .forEach(t -> shown.append("        ").append(t.kind()).append(' ').append(document.text(), t.offset(), t.end()).append('\n'));
        }
        return shown.toString();
    }

    @Test
    void tokensAreInOrderAndInsideOfLines() {
        for (Document document : Texts.all()) {
            int last = 0;
            for (Tokens.Token token : Tokens.of(document)) {
                assertTrue(token.offset() >= last && token.length() > 0, document + " " + token);
                assertEquals(document.line(token.offset()), document.line(token.end()), document + " " + token);
                last = token.end();
            }
        }
    }

    /** Nearly every word has a kind; the others are unknown names, of which the examples have none. */
    @Test
    void everyWordOfTheExamplesHasAKind() {
        for (Document document : Texts.all()) {
            if (document.isLibrary() || document.file().hasErrors()) {
                continue;
            }
            StringBuilder left = new StringBuilder(document.text());
            Tokens.of(document).forEach(t -> left.replace(t.offset(), t.end(), " ".repeat(t.length())));
            assertEquals("", left.toString().replaceAll("[^A-Za-z_]+", " ").strip(), document.name());
        }
    }

    @Test
    void whatCannotBeParsedIsColouredAllTheSame() {
        Document document = Texts.of("scenario \"s\"\nvoid f( { mutex_lock(&; if } /* open");
        assertEquals(List.of(Tokens.Kind.SCENARIO_WORD, Tokens.Kind.STRING, Tokens.Kind.TYPE), Tokens.of(document).stream().map(Tokens.Token::kind).limit(3).toList());
        assertTrue(Tokens.of(document).stream().anyMatch(t -> t.kind() == Tokens.Kind.KEYWORD));
    }
}
