package org.holdfast.lang;

import org.eclipse.xtext.parser.IParser;
import org.holdfast.lang.syntax.ScenarioParser;

/** What of the language differs from the Xtext defaults. */
public class HoldRuntimeModule extends AbstractHoldRuntimeModule {
    @Override
    public Class<? extends IParser> bindIParser() {
        return ScenarioParser.class;
    }
}
