package org.holdfast.engine.explore;

/** The set of states seen. */
abstract class Visited {
    /** A number that stands for the state last added, equal for equal states. */
    long key;

    /** Adds the canonical form just built; false if it was there. */
    abstract boolean add(Canon canon);

    /** The same with the parts of its fingerprint known. */
    abstract boolean add(Canon canon, Print print);

    /** Whether {@link #add(Canon, Print)} wants the print. */
    abstract boolean prints();

    abstract long size();

    abstract long bytes();

    /** What relying on this set takes for granted, or null. */
    abstract String assumption();

    /** The memory for a larger set is not there. */
    static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1;

        Full() {
            super("the memory for visited states is used up", null, false, false);
        }
    }

    /** Throws {@link Full} unless so many bytes more can be had. */
    static void reserve(long bytes) {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        if (used + bytes > runtime.maxMemory() - (16 << 20)) {
            System.gc();
            used = runtime.totalMemory() - runtime.freeMemory();
            if (used + bytes > runtime.maxMemory() - (16 << 20)) {
                throw new Full();
            }
        }
    }
}
