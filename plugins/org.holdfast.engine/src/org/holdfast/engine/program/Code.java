package org.holdfast.engine.program;

import java.util.List;

/**
 * The control-flow graph of one thread, callback, {@code init} or {@code finally}, all calls inlined. Node 0 is the entry. Arguments of a
 * callback are in registers 0, 1, …
 *
 * @param registers number of registers, all 0 at the start but for arguments
 */
public record Code(String name, int registers, List<Node> nodes) {
    public Code {
        nodes = List.copyOf(nodes);
    }

    /**
     * @param next the node that follows; unused for {@link Step.End}
     */
    public record Node(Step step, int next, Site site) {
    }
}
