package org.holdfast.engine.explore;

/** An expression the engine gives no meaning; the path ends and the verdict is incomplete, as at a trap. */
final class Stuck extends RuntimeException {
    private static final long serialVersionUID = 1;

    Stuck(String message) {
        super(message, null, false, false);
    }
}
