package org.holdfast.lang.lower;

import org.holdfast.engine.program.Code;

/**
 * A code that is lowered but not finished yet: calls through pointers may still want another round.
 *
 * @param arguments number of registers, from 0, that hold arguments at the start
 */
record Draft(Graph graph, String name, int arguments, Graph.Label entry) {
    Code code() {
        return graph.finish(name, arguments, entry);
    }
}
