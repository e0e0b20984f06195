package org.holdfast.engine.explore;

import java.util.function.BooleanSupplier;

/**
 * How far and how to explore. Every reduction has its own switch; switching one changes the number of states, never a verdict.
 *
 * @param maxStates  most states stored
 * @param maxSeconds wall-clock bound; a cut by time makes the result incomplete, so it is the one thing that may vary between runs
 * @param exact      keep whole states in the visited set instead of 64-bit fingerprints
 * @param witnesses  search shortest witnesses (off: the first trace found)
 * @param cancelled  polled often; true stops with an incomplete result
 */
public record Options(long maxStates, double maxSeconds, boolean exact, Reductions reductions, boolean witnesses, BooleanSupplier cancelled) {
    public static final Options DEFAULT = new Options(20_000_000, 60, false, Reductions.ALL, true, () -> false);

    /**
     * @param transactions merge lock-protected steps (Lipton 1975; Flanagan and Qadeer 2003)
     * @param privacy      steps on objects nobody else can reach yet are local
     * @param ample        ample sets with a cycle proviso (Peled 1994)
     * @param sleep        sleep sets (Godefroid 1996)
     * @param symmetry     instances of one thread are interchangeable (Ip and Dill 1996)
     * @param liveness     registers that are not read again count as 0
     */
    public record Reductions(boolean transactions, boolean privacy, boolean ample, boolean sleep, boolean symmetry, boolean liveness) {
        public static final Reductions ALL = new Reductions(true, true, true, true, true, true);
        public static final Reductions NONE = new Reductions(false, false, false, false, false, false);
    }
}
