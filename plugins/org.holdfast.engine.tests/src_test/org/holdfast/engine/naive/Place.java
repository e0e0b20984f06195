package org.holdfast.engine.naive;

/** A node of a code. */
public record Place(String code, int node) {
    @Override
    public String toString() {
        return code + ":" + node;
    }
}
