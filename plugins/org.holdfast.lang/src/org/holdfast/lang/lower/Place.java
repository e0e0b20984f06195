package org.holdfast.lang.lower;

import org.holdfast.engine.program.Expr;

/** What can be assigned to, or whose address can be taken. */
sealed interface Place {
    CType type();

    record Register(int register, CType type) implements Place {
    }

    /**
     * @param region where the address leads if that is known, else null
     * @param member number of the member a scalar access must meet, or -1 for any
     */
    record Memory(Expr address, CType type, Region region, int member) implements Place {
    }

    /** A count of the execution's own context. */
    record Context(Expr.ContextField field) implements Place {
        @Override
        public CType type() {
            return CType.LONG;
        }
    }
}
