package org.holdfast.lang.lower;

import java.util.List;
import org.holdfast.lang.hold.Expression;
import org.holdfast.lang.hold.GuardDefinition;
import org.holdfast.lang.hold.GuardStatement;
import org.holdfast.lang.hold.ScopedGuardStatement;
import org.holdfast.lang.hold.Statement;

/** {@code guard()} and {@code scoped_guard()}: acquire now, release when the scope is left. */
final class GuardScopes {
    private final Lane lane;
    private final Module module;

    GuardScopes(Lane lane) {
        this.lane = lane;
        this.module = lane.module;
    }

    void lower(GuardStatement s) {
        acquire(s, s.getGuard(), s.getArguments());
    }

    /** In the kernel this is a loop that runs once, so break and continue leave it and nothing else. */
    void lower(ScopedGuardStatement s, Loops loops) {
        int depth = lane.cleanups.size();
        if (acquire(s, s.getGuard(), s.getArguments())) {
            Graph.Label end = new Graph.Label();
            loops.inside(end, end, () -> lane.statements.statement(s.getBody()));
            lane.graph.place(end);
        }
        lane.cleanups.leave(depth);
    }

    private boolean acquire(Statement s, GuardDefinition guard, List<Expression> arguments) {
        if (guard == null || guard.eIsProxy()) {
            module.refuse(s, "unknown-name", "there is no DEFINE_GUARD() of that name");
            return false;
        }
        boolean takes = !"DEFINE_LOCK_GUARD_0".equals(guard.getKind());
        if (arguments.size() != (takes ? 1 : 0)) {
            module.refuse(s, Problem.TYPE, "guard(" + guard.getName() + ") takes " + (takes ? "one argument" : "no argument"));
            return false;
        }
        Activation activation = new Activation(guard);
        if (takes) {
            CType declared = module.types().of(guard.getType(), null);
            CType type = "DEFINE_LOCK_GUARD_1".equals(guard.getKind()) ? new CType.Pointer(declared) : declared;
            Operand argument = Arithmetic.convert(lane.expressions.value(arguments.get(0), type), type);
            activation.bindImplicit("_T", new Binding.Bound(lane.kept(argument)));
        }
        activation.bindImplicit("_F", new Binding.InRegister(lane.register(), CType.UNSIGNED_LONG, null));
        lane.within(activation, () -> {
            lane.statements.action(guard.getAcquire());
            return null;
        });
        lane.cleanups.push(s, () -> lane.within(activation, () -> {
            lane.statements.action(guard.getRelease());
            return null;
        }));
        return true;
    }
}
