package org.holdfast.engine.explore;

import java.util.List;
import org.holdfast.engine.program.Deferral;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Step;

/**
 * What is the case at one point of a run, in a reader's words: who holds what, what lives, what is still to come. Objects of one type are told
 * apart by a number ({@code nfsd_file #2}) where the run has more than one of them.
 *
 * @param executions threads in the order of the scenario, then callbacks that run
 * @param locks      one for each holder of each lock, by execution, outermost first
 * @param objects    globals in order, then objects in the order of their allocation
 * @param pending    what is queued and has not begun, in order
 */
public record Situation(List<Execution> executions, List<Lock> locks, List<Thing> objects, List<Item> pending) {
    public Situation {
        executions = List.copyOf(executions);
        locks = List.copyOf(locks);
        objects = List.copyOf(objects);
        pending = List.copyOf(pending);
    }

    public enum Progress {
        NOT_STARTED, RUNNABLE, BLOCKED, ENDED
    }

    /**
     * @param waits    what it waits for and whose that is, as a sentence's predicate; empty unless it is blocked
     * @param contexts what it has switched off and the reader sections it is in: {@code interrupts off}, {@code RCU reader}
     */
    public record Execution(String name, Kind kind, Progress progress, String waits, List<String> contexts) {
        public Execution {
            contexts = List.copyOf(contexts);
        }
    }

    /** {@code lock}: its class, {@code name}: which lock that is; {@code taken}: by which statement. */
    public record Lock(String lock, String name, String owner, Step.Mode mode, Site taken) {
    }

    public enum Status {
        GLOBAL, LIVE, STACK, RECYCLED, FREED
    }

    /** {@code cells}: none for a freed object; locks are left out. */
    public record Thing(String name, Status status, List<Cell> cells) {
        public Thing {
            cells = List.copyOf(cells);
        }
    }

    /** {@code path}: empty for a scalar variable. */
    public record Cell(String path, String value) {
    }

    /** {@code item}: what was queued, or empty; {@code readers}: whose reader sections it waits for. */
    public record Item(Deferral deferral, String function, String item, List<String> readers) {
        public Item {
            readers = List.copyOf(readers);
        }
    }
}
