package org.holdfast.lang.lower;

import org.holdfast.engine.program.Range;

/**
 * Why a scenario cannot be given a meaning, at the piece of text concerned. {@code id} is the public name of the diagnostic
 * ({@code not-supported} for what the language has no meaning for); {@code message} is a sentence without the full stop.
 */
public record Problem(String id, String message, Range range) {
    static final String NOT_SUPPORTED = "not-supported";
    static final String TOO_LARGE = "too-large";
    static final String INTERNAL = "internal-error";
    static final String TYPE = "type-mismatch";
}
