package org.holdfast.engine.explore;

/** A claim's condition looks at what is not there: it is not judged. */
final class Undefined extends RuntimeException {
    private static final long serialVersionUID = 1;
    static final Undefined UNDEFINED = new Undefined();

    private Undefined() {
        super("undefined", null, false, false);
    }
}
