package org.holdfast.engine.naive;

import org.holdfast.engine.program.Step.Waiting;

/** Why a transition does not lead to a state. */
abstract sealed class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;

    private Stop(String message) {
        super(message, null, false, false);
    }

    /** A fatal violation at the step that runs. */
    static final class Violated extends Stop {
        private static final long serialVersionUID = 1;

        Violated(String rule) {
            super(rule);
        }
    }

    /** The engine cannot go on: the verdict will be incomplete. */
    static final class Trapped extends Stop {
        private static final long serialVersionUID = 1;

        Trapped(String message) {
            super(message);
        }
    }

    /** The transition is disabled in this state. */
    static final class Blocked extends Stop {
        private static final long serialVersionUID = 1;
        final transient Waiting waiting;
        /** Whether the execution gives up its CPU while it waits. */
        final boolean sleeping;

        Blocked(Waiting waiting, boolean sleeping) {
            super(waiting.name());
            this.waiting = waiting;
            this.sleeping = sleeping;
        }
    }

    /** There is a choice and nobody has said which: the transition has to be run once for each alternative. */
    static final class Undecided extends Stop {
        private static final long serialVersionUID = 1;
        final int alternatives;

        Undecided(int alternatives) {
            super("choice");
            this.alternatives = alternatives;
        }
    }
}
