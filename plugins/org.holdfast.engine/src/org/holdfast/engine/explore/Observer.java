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

    /** A claim was judged, whether or not it holds. */
    default void judged(int claim) {
    }

    /** The claim does not hold after the machine's execution did what it began at the node; the path goes on. */
    default void refuted(int claim, Machine m, Routine r, int node) {
    }

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
