package org.holdfast.lang;

/** Sets the language up where there is no Eclipse extension registry: command line, tests. */
public class HoldStandaloneSetup extends HoldStandaloneSetupGenerated {
}
