package org.holdfast.engine.generate;

import java.util.function.Consumer;
import org.holdfast.engine.program.Expr;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Program;

/**
 * Programs from a seed, small and often faulty: a few shared things, two or three threads that use them in ways kernel code does, and now and then
 * a step that is missing, doubled or turned round.
 */
public final class Generator {
    private Generator() {
    }

    /** Same seed, same program. */
    public static Program program(long seed) {
        Plan plan = new Plan(seed);
        Scenario scenario = plan.scenario;
        if (plan.one(3) || plan.usesObjects() && !plan.one(4)) {
            scenario.init(body(plan, plan.one(2) ? 1 : 0, true));
        }
        for (Expr function : plan.functions) {
            int size = plan.dice.nextInt(3);
            long bodySeed = plan.dice.nextLong();
            scenario.define(function, t -> new Writer(plan, t, bodySeed, function).statements(size));
        }
        String cpu = plan.families.contains(Idioms.CONTEXTS) ? "cpu0" : null;
        int threads = 2 + plan.dice.nextInt(2);
        for (int i = 0; i < threads; i++) {
            boolean interrupt = plan.one(cpu == null ? 8 : 3) && i > 0;
            Kind kind = interrupt ? plan.interruptKind() : Kind.PROCESS;
            int count = i == 0 && plan.one(3) ? 2 : 1;
            int size = (i == 0 ? 2 : 1) + plan.dice.nextInt(threads == 2 ? 3 : 2) - (count > 1 ? 1 : 0);
            scenario.thread("t" + i, kind, plan.one(4) ? null : cpu, count, body(plan, Math.max(1, size), false));
        }
        if (plan.one(3)) {
            scenario.teardown(body(plan, plan.one(2) ? 1 : 0, true));
        }
        Program program = scenario.build();
        return plan.one(2) ? program : Mutation.of(program, plan.dice);
    }

    private static Consumer<Body> body(Plan plan, int size, boolean setup) {
        long seed = plan.dice.nextLong();
        return t -> {
            Writer writer = new Writer(plan, t, seed, null);
            if (setup) {
                writer.setup();
            }
            writer.statements(size);
        };
    }
}
