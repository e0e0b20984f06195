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
    /** Numbering of objects that the hashes rest on. */
    long structure;
    /** The parts do not depend on each other but through the numbering. */
    boolean plain;

    Print(int slots) {
        block = new long[slots];
        trail = new long[slots];
    }

    long value() {
        long f = Fingerprint.fold(Fingerprint.mix(memory, executions), rest ^ 0x8EBC6AF09C88C6E3L);
        return f == 0 ? 1 : f;
    }

    void copy(Print from) {
        memory = from.memory;
        executions = from.executions;
        rest = from.rest;
        structure = from.structure;
        plain = from.plain;
        System.arraycopy(from.block, 0, block, 0, block.length);
        System.arraycopy(from.trail, 0, trail, 0, trail.length);
    }
}
