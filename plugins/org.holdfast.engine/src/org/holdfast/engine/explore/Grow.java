package org.holdfast.engine.explore;

/** A fixed-size part of the working vector ran full: the exploration starts over with a larger one. */
final class Grow extends RuntimeException {
    private static final long serialVersionUID = 1;
    static final Grow HELD = new Grow();
    static final Grow SECTIONS = new Grow();
    static final Grow CALLBACKS = new Grow();
    static final Grow PENDING = new Grow();
    static final Grow OBJECTS = new Grow();
    static final Grow CELLS = new Grow();

    private Grow() {
        super("grow", null, false, false);
    }
}
