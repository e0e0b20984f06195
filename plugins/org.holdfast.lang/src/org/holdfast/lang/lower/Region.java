package org.holdfast.lang.lower;

/**
 * What is known before the program runs about where a pointer leads: cell {@code offset} of an object, or part of an object, of this
 * shape. Keeps accesses through a parameter as narrow as the argument it is bound to.
 */
record Region(Shape shape, int offset) {
    /** The same region {@code cells} further on; null where that is outside the shape, so that nothing is known. */
    Region plus(int cells) {
        int moved = offset + cells;
        return moved >= 0 && moved < shape.size() ? new Region(shape, moved) : null;
    }

    /** Whether it is an array's: all elements are of one location class. */
    boolean isElement() {
        return shape.type() instanceof CType.Array || slot().cell().path().contains("[");
    }

    Shape.Slot slot() {
        return shape.slots().get(offset);
    }
}
