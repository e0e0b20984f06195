package org.holdfast.lang.lower;

import java.util.List;
import org.holdfast.lang.hold.FunctionDeclaration;

/** Calls of the kernel library's functions that no text names. */
final class Library {
    private Library() {
    }

    /** Null if the library has no such function. */
    static Operand call(Lane lane, String name, List<Operand> arguments) {
        FunctionDeclaration function = lane.module.declarations().function(name);
        if (function == null || function.getBody() == null) {
            return null;
        }
        Inlining inlining = lane.calls.inlining();
        return inlining.run(function, inlining.bind(function, arguments), null, true, true);
    }
}
