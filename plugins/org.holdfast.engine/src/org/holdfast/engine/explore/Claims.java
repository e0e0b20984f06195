package org.holdfast.engine.explore;

import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Step;

/** Judges claims, where a step says so and wherever an execution has them open. They only look: one that is refuted ends no path. */
final class Claims {
    private final Machine m;
    private final int[] refuted;
    private int count;

    Claims(Machine m) {
        this.m = m;
        refuted = new int[m.image.program.claims().size()];
    }

    /**
     * Judges all claims that some execution has open, after a transition that execution {@code mover} began at that node. {@code touched}: takes note of what
     * they look at, or null.
     */
    void judge(Observer observer, Touched touched, int mover, Routine routine, int start) {
        count = 0;
        for (int e = 0; e < m.shape.slots; e++) {
            if (!m.alive(e)) {
                continue;
            }
            Routine r = m.image.routines[m.routine(e)];
            for (int node : r.watches) {
                if (open(e, r, node)) {
                    m.enter(e);
                    judge(observer, touched, r, node, r.b[node]);
                }
            }
        }
        m.enter(mover);
        tell(observer, routine, start);
    }

    /** Whether the execution is inside the region that the node opens. */
    boolean open(int e, Routine r, int node) {
        return m.w[m.shape.registers[e] + r.a[node]] > 0;
    }

    /** Does the step of the machine's execution: judges, opens or closes. Where a region opens in an atomic section nothing is to be seen yet. */
    void step(Observer observer, Touched touched, Routine r, int node, boolean atomic) {
        boolean watch = r.op[node] == Op.WATCH;
        boolean opens = watch && ((Step.Watch) r.step(node)).open();
        if (!watch || opens && !atomic) {
            count = 0;
            judge(observer, touched, r, node, r.b[node]);
            tell(observer, r, node);
        }
        if (r.a[node] >= 0) {
            int i = m.registers + r.a[node];
            m.set(i, watch ? m.w[i] + (opens ? 1 : -1) : 1);
        }
    }

    /** A visible step of the machine's execution begins: it leaves the label it stands at. */
    void leave(Touched touched, Routine r) {
        for (int slot : r.labels) {
            int i = m.registers + slot;
            if (m.w[i] != 0) {
                m.set(i, 0);
                if (touched != null) {
                    touched.note(Touched.ANYTHING);
                }
            }
        }
    }

    private void tell(Observer observer, Routine r, int node) {
        for (int i = 0; i < count; i++) {
            observer.refuted(refuted[i], m, r, node);
        }
    }

    /** Takes note of all that the condition may look at. */
    private void look(Touched touched, Routine r, int node, Formula f) {
        Formula address = switch (f) {
            case Formula.Peek peek -> peek.address;
            case Formula.Freed freed -> freed.address;
            case Formula.Held held -> held.lock;
            default -> null;
        };
        try {
            if (address != null) {
                touched.peek(r, node, address.eval(m));
            }
        } catch (Undefined | Stuck nothing) {
            // What it rests on is noted all the same.
        }
        for (Formula part : f.parts()) {
            look(touched, r, node, part);
        }
    }

    private void judge(Observer observer, Touched touched, Routine r, int node, int claim) {
        if (touched != null) {
            look(touched, r, node, r.x[node]);
        }
        boolean holds;
        try {
            long value = r.x[node].eval(m);
            holds = switch (m.image.program.claims().get(claim).form()) {
                case NEVER -> value == 0;
                case ALWAYS -> value != 0;
                case UNREACHABLE -> false;
            };
        } catch (Undefined | Stuck nothing) {
            return;
        }
        observer.judged(claim);
        if (!holds) {
            for (int i = 0; i < count; i++) {
                if (refuted[i] == claim) {
                    return;
                }
            }
            refuted[count++] = claim;
        }
    }
}
