package org.holdfast.lang.validation;

import org.holdfast.engine.rule.Severity;

/** A problem in one revision of a text. Offsets are those of the shared text. */
public record Found(String id, Severity severity, String message, int offset, int length) {
}
