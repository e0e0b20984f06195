package org.holdfast.lang.lower;

import java.util.List;
import org.holdfast.engine.program.Layout;

/**
 * A struct or variable as a flat row of cells, with what is known of each cell. Becomes a {@link Layout} when an object
 * of that shape can exist.
 *
 * @param type  what lies in the cells
 */
record Shape(String name, CType type, List<Slot> slots) {
    Shape {
        slots = List.copyOf(slots);
    }

    /**
     * @param cell guards of other objects are resolved
     * @param type of the cell: an integer, a pointer or a lock
     */
    record Slot(Layout.Cell cell, CType type) {
    }

    int size() {
        return slots.size();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
