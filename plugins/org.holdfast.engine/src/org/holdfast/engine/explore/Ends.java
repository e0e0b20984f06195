package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

/** When a run is over, and what it then has leaked. */
final class Ends {
    private Ends() {
    }

    /** Every thread has ended, no callback runs. */
    static boolean still(Machine m) {
        if (m.w[PHASE] == Machine.MAIN) {
            for (int e = 0; e < m.shape.statics; e++) {
                if (!m.ended(e)) {
                    return false;
                }
            }
        } else if (m.alive(m.shape.solo)) {
            return false;
        }
        for (int e = m.shape.solo + 1; e < m.shape.slots; e++) {
            if (m.exists(e)) {
                return false;
            }
        }
        return true;
    }

    /** {@link #still}, and nothing is pending. */
    static boolean quiescent(Machine m) {
        return Deferred.count(m) == 0 && still(m);
    }

    /** Objects still allocated that no root leads to; pending items count as roots. */
    static int[] leaked(Machine m) {
        Reachable reachable = new Reachable(m);
        for (int g = 0; g < m.image.globals; g++) {
            if (m.image.program.globals().get(g).root()) {
                reachable.global(g);
            }
        }
        for (int p = 0; p < Deferred.count(m); p++) {
            reachable.root(m.w[Deferred.at(m, p) + P_ITEM]);
        }
        reachable.close();
        return java.util.stream.IntStream.range(m.image.globals, m.objects())
                .filter(o -> m.status(o) == Machine.LIVE && (m.w[m.meta(o)] & Machine.STACK) == 0 && !reachable.marked(o)).toArray();
    }
}
