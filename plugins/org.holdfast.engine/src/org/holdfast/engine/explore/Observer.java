package org.holdfast.engine.explore;

/** What the interpreter tells about while it runs. */
interface Observer {
    /** An observation at a node; the path goes on. {@code address} is what it is about, or 0. */
    void observed(String rule, Machine m, Routine r, int node, long address);

    /** The machine's execution tries to take a lock, held locks as yet without it. */
    void acquiring(Machine m, Routine r, int node, long lock, int kind, int mode, boolean attempt, int subclass, long nest);

    /** The machine's execution has switched interrupts or softirqs on. */
    default void enabled(Machine m, Routine r, int node) {
    }

    /** A function that deals in locks begins or is left. */
    default void boundary(Machine m, Routine r, int node) {
    }

    /** A claim was judged and holds. */
    void judged(int claim);

    /** The transition did not take place: what it has told since it began does not count. */
    default void blocked() {
    }

    /** A visible step is about to run. */
    default void before(Machine m, Routine r, int node) {
    }

    /** A visible step has run. */
    default void after(Machine m, Routine r, int node) {
    }
}
