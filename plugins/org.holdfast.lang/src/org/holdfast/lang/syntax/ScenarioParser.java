package org.holdfast.lang.syntax;

import java.io.Reader;
import org.eclipse.xtext.parser.IParseResult;
import org.holdfast.lang.parser.antlr.HoldParser;

/** The generated parser, reading texts that bring their type names along. */
public class ScenarioParser extends HoldParser {
    @Override
    public IParseResult doParse(Reader reader) {
        return reader instanceof SourceReader source ? parse(getDefaultRuleName(), source.stream()) : super.doParse(reader);
    }
}
