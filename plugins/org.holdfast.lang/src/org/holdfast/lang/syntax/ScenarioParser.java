package org.holdfast.lang.syntax;

import java.io.Reader;
import org.antlr.runtime.RecognitionException;
import org.eclipse.xtext.parser.IParseResult;
import org.eclipse.xtext.parser.antlr.XtextTokenStream;
import org.holdfast.lang.parser.antlr.HoldParser;
import org.holdfast.lang.parser.antlr.internal.InternalHoldParser;

/** The generated parser, reading texts that bring their type names along, and giving up on what is no scenario at all. */
public class ScenarioParser extends HoldParser {
    /** After so many errors the rest of a text is skipped: nobody reads the messages, and recovering from each takes its time. */
    private static final int ERRORS = 100;

    @Override
    public IParseResult doParse(Reader reader) {
        return reader instanceof SourceReader source ? parse(getDefaultRuleName(), source.stream()) : super.doParse(reader);
    }

    @Override
    protected InternalHoldParser createParser(XtextTokenStream stream) {
        return new InternalHoldParser(stream, getGrammarAccess()) {
            private int errors;

            @Override
            public void reportError(RecognitionException error) {
                super.reportError(error);
                if (++errors == ERRORS) {
                    input.seek(input.size());
                }
            }
        };
    }
}
