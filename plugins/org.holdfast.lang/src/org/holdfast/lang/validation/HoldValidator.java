package org.holdfast.lang.validation;

/** What the grammar cannot say about a correct scenario. */
public class HoldValidator extends AbstractHoldValidator {
}
