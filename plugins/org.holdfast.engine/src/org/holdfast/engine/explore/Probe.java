package org.holdfast.engine.explore;

import org.holdfast.engine.program.Step;

/** Tries whether an execution could take a transition, without taking it, and what it waits for if it cannot. */
final class Probe {
    static final Observer DEAF = new Observer() {
        @Override
        public void observed(String rule, Machine m, Routine r, int node, long address) {
        }

        @Override
        public void acquiring(Machine m, Routine r, int node, long lock, int kind, int mode, boolean attempt, int subclass, long nest) {
        }
    };

    private final Interpreter own;
    /** The step that waits, and its node, after {@link #blocked} has said so. */
    Step wait;
    int node;

    Probe(Interpreter of) {
        own = new Interpreter(of.m, new Script(), DEAF);
    }

    /** Whether no alternative of the execution's next transition is possible. */
    boolean blocked(int e) {
        Machine m = own.m;
        own.script.clear();
        do {
            int mark = m.mark();
            int outcome = own.transition(e);
            m.rollBack(mark);
            if (outcome != Interpreter.BLOCKED) {
                return false;
            }
            node = own.node;
            wait = m.image.routines[m.routine(e)].step(node);
        } while (own.script.advance());
        return true;
    }
}
