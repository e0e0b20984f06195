package org.holdfast.engine.explore;

/**
 * The parts a state's fingerprint is made of. They are sums, so that after a transition only what changed need be hashed again (as Zobrist
 * does for chess positions, 1970).
 */
final class Print {
    /** Sum over the cells of globals and objects. */
    long memory;
    /** Sum over the executions. */
    long executions;
    /** Phase, CPUs, pending items. */
    long rest;
    /** By execution: the hash of its own words. */
    final long[] block;
    /** By execution: which objects it leads to that globals do not lead to. */
    final long[] trail;
    /** Executions whose hashes are here; those of the others are still those of the state before. */
    long own;
    /** Objects are told apart by the nodes that allocated them. */
    boolean named;
    /** Where they have numbers, the numbering that the hashes rest on. */
    long structure;
    /** The parts do not depend on each other but through the names. */
    boolean plain;

    Print(int slots) {
        block = new long[slots];
        trail = new long[slots];
    }

    long value() {
        long f = Fingerprint.fold(Fingerprint.mix(memory, executions), rest ^ 0x8EBC6AF09C88C6E3L);
        return f == 0 ? 1 : f;
    }

    /** Takes over what is not its own from the state before. */
    void inherit(Print from) {
        for (int e = 0; e < block.length; e++) {
            if ((own >>> e & 1) == 0) {
                block[e] = from.block[e];
                trail[e] = from.trail[e];
            }
        }
        own = -1;
    }
}
