package org.holdfast.engine.explore;

/** Whether instances of a thread are interchangeable. */
final class Symmetry {
    private Symmetry() {
    }

    /** Whether the routine can tell which instance runs it. */
    static boolean distinguishes(Routine r) {
        for (int n = 0; n < r.size; n++) {
            if (asks(r.x[n]) || asks(r.y[n]) || asks(r.z[n])) {
                return true;
            }
            if (r.more[n] != null) {
                for (Formula f : r.more[n]) {
                    if (asks(f)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean asks(Formula f) {
        if (f == null) {
            return false;
        }
        if (f instanceof Formula.Instance) {
            return true;
        }
        for (Formula part : f.parts()) {
            if (asks(part)) {
                return true;
            }
        }
        return false;
    }
}
