package org.holdfast.engine.program;

import java.util.List;

/**
 * The shape of one kind of object: a flat row of cells. A lock takes {@link #LOCK_CELLS} cells, everything else one. Structs
 * are flattened, arrays of fixed length repeated.
 *
 * @param name the C type, or the variable's name for a global
 */
public record Layout(int id, String name, List<Cell> cells) {
    /** owner (exclusive holder, as {@link Value#execution}), number of shared holders, number of waiting writers. */
    public static final int LOCK_CELLS = 3;

    public Layout {
        cells = List.copyOf(cells);
    }

    /**
     * @param path     how a reader names the cell inside the object: {@code nf_ref.refs}; empty for a scalar global
     * @param location number of the cell's location class in {@link Program#locations()}: the same cell of all objects of one
     *                 struct is one location class
     * @param member   number of the innermost struct member (or scalar type) the cell was declared by; an access through a pointer of
     *                 another type than that is a bad pointer
     * @param lock     kind of the lock that starts at this cell, or null
     * @param guards   locks one of which must be held to touch the cell ({@code __guarded_by}); empty: none
     * @param rcu      the cell is an {@code __rcu} pointer or list head: readers may be RCU readers instead of holding a guard
     * @param counts   the cell is a reference count that keeps its object alive
     */
    public record Cell(String path, int location, int member, LockKind lock, List<Guard> guards, boolean rcu, boolean counts) {
        public Cell {
            guards = List.copyOf(guards);
        }
    }

    /**
     * The lock named by {@code __guarded_by}: a fixed cell of a global object, or a cell of the same object.
     *
     * @param object global object number, or -1 for the object the guarded cell is in
     * @param offset cell of the lock in that object
     * @param pointee the lock guards what the cell points to, not the cell ({@code __pt_guarded_by})
     * @param writes  only who writes needs it: readers of a sequence lock hold nothing and read again
     */
    public record Guard(int object, int offset, boolean pointee, boolean writes) {
        public Guard(int object, int offset, boolean pointee) {
            this(object, offset, pointee, false);
        }
    }

    public int size() {
        return cells.size();
    }
}
