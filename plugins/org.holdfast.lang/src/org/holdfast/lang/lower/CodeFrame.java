package org.holdfast.lang.lower;

import org.eclipse.emf.ecore.EObject;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Step;
import org.holdfast.lang.hold.Block;

/** What stands round the body of a code: {@code current}, claims, the end. */
final class CodeFrame {
    private final Lane lane;
    private final Graph.Label start = new Graph.Label();
    private final Lane.Position first;

    CodeFrame(Lane lane) {
        this.lane = lane;
        this.first = lane.position();
        lane.activation = new Activation(null);
        lane.graph.place(start);
    }

    /** The body of a thread, init or finally. */
    void body(EObject owner, Block block) {
        Activation activation = new Activation(owner);
        activation.exit = new Graph.Label();
        activation.cleanups = lane.cleanups.size();
        activation.scopes = activation.cleanups;
        lane.within(activation, () -> {
            lane.claims.enter(owner);
            lane.statements.block(block);
            lane.graph.place(activation.exit);
            lane.claims.leaveLabels(owner);
            lane.claims.leave(owner);
            return null;
        });
    }

    void body(Runnable work) {
        work.run();
    }

    /** @param keepsTask its task goes on after the code has ended, as a thread's does */
    Draft finish(String name, int arguments, Lane.Position last, boolean keepsTask) {
        lane.position(last);
        lane.claims.end();
        if (lane.usesCurrent() && !keepsTask && lane.ownTask()) {
            lane.emit(new Step.Free(new Expr.Register(lane.currentTask()), false));
        }
        lane.emit(new Step.End());
        if (lane.graph.full()) {
            lane.module.refuse(first.range(), Problem.TOO_LARGE, "the code of " + name + " becomes too large: more than " + Graph.LIMIT
                    + " steps when every call is written out");
        }
        Graph.Label entry = start;
        if (lane.usesCurrent() && lane.ownTask()) {
            entry = new Graph.Label();
            lane.graph.place(entry, true);
            lane.position(first);
            Shape task = lane.module.shapes().of(lane.taskType());
            lane.emit(new Step.Allocate(lane.currentTask(), lane.module.shapes().layout(task), true, null));
            lane.graph.jump(start, lane.site());
        }
        return new Draft(lane.graph, name, arguments, entry);
    }
}
