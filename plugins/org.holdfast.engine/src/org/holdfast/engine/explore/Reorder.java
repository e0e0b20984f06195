package org.holdfast.engine.explore;

/** The program compares addresses: the exploration starts over with objects kept in order of allocation. */
final class Reorder extends RuntimeException {
    private static final long serialVersionUID = 1;
    static final Reorder KEEP = new Reorder();

    private Reorder() {
        super("reorder", null, false, false);
    }
}
