package org.holdfast.lang;

import org.eclipse.xtext.parser.IParser;
import org.eclipse.xtext.parser.antlr.ISyntaxErrorMessageProvider;
import org.eclipse.xtext.resource.XtextResource;
import org.holdfast.lang.scoping.HoldResource;
import org.holdfast.lang.syntax.ScenarioParser;
import org.holdfast.lang.validation.SyntaxMessages;

/** What of the language differs from the Xtext defaults. */
public class HoldRuntimeModule extends AbstractHoldRuntimeModule {
    @Override
    public Class<? extends IParser> bindIParser() {
        return ScenarioParser.class;
    }

    public Class<? extends ISyntaxErrorMessageProvider> bindISyntaxErrorMessageProvider() {
        return SyntaxMessages.class;
    }

    @Override
    public Class<? extends XtextResource> bindXtextResource() {
        return HoldResource.class;
    }
}
