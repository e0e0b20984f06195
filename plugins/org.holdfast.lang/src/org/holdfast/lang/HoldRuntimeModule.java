package org.holdfast.lang;

/** What of the language differs from the Xtext defaults. */
public class HoldRuntimeModule extends AbstractHoldRuntimeModule {
}
