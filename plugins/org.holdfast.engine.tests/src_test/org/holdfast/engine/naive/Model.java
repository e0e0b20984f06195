package org.holdfast.engine.naive;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.holdfast.engine.naive.World.Execution;
import org.holdfast.engine.naive.World.Pending;
import org.holdfast.engine.naive.World.Role;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Code.Node;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Step;

/** A program with all its codes in one list: init, finally, threads, functions. */
final class Model {
    private static final int INIT = 0;
    private static final int FINALLY = 1;
    private static final int THREADS = 2;

    final Program program;
    final List<Code> codes = new ArrayList<>();

    Model(Program program) {
        this.program = program;
        codes.add(program.init());
        codes.add(program.teardown());
        program.threads().forEach(t -> codes.add(t.code()));
        program.functions().forEach(f -> codes.add(f.code()));
    }

    Code code(Execution execution) {
        return codes.get(execution.role.code());
    }

    Node node(Execution execution) {
        return code(execution).nodes().get(execution.pc);
    }

    /** Whether the step an execution is at is a scheduling point. Claims are judged in passing. */
    boolean visible(Execution execution) {
        Step step = node(execution).step();
        return step.visible() && !(step instanceof Step.Watch) && !(step instanceof Step.Judge);
    }

    Place place(Execution execution) {
        return new Place(code(execution).name(), execution.pc);
    }

    Step step(Place place) {
        return codes.stream().filter(c -> c != null && c.name().equals(place.code())).findFirst().orElseThrow().nodes().get(place.node()).step();
    }

    /** A number for a place, to compare by. */
    long number(Place place) {
        for (int i = 0; i < codes.size(); i++) {
            if (codes.get(i) != null && codes.get(i).name().equals(place.code())) {
                return (long) i << 32 | place.node();
            }
        }
        throw new IllegalArgumentException(place.toString());
    }

    Execution init() {
        return execution(new Role("init", -1, 0, Kind.PROCESS, null, INIT, true));
    }

    boolean isInit(Execution execution) {
        return execution.role.code() == INIT;
    }

    Execution teardown() {
        return execution(new Role("finally", -1, 0, Kind.PROCESS, null, FINALLY, true));
    }

    /** All instances of all threads, in order. */
    List<Execution> threads() {
        List<Execution> result = new ArrayList<>();
        for (int t = 0; t < program.threads().size(); t++) {
            Program.Thread thread = program.threads().get(t);
            for (int i = 0; i < thread.count(); i++) {
                String name = thread.count() == 1 ? thread.name() : thread.name() + "#" + (i + 1);
                result.add(execution(new Role(name, t, i, thread.kind(), thread.cpu(), THREADS + t, false)));
            }
        }
        return result;
    }

    /** The execution that a pending item becomes. */
    Execution callback(Pending item) {
        Program.Function function = program.functions().get(item.function);
        if (function.code() == null) {
            throw new Stop.Trapped("call of " + function.name() + ", which has no body");
        }
        int code = THREADS + program.threads().size() + item.function;
        Execution result = execution(new Role(function.name(), -1, 0, item.deferral.kind(), null, code, false));
        result.origin = item.copy();
        result.origin.readers.clear();
        result.origin.waiters.clear();
        result.origin.argument = 0;
        result.origin.limit = 0;
        result.waiters.addAll(item.waiters);
        if (result.registers.length > 0) {
            result.registers[0] = item.argument;
        }
        return result;
    }

    private Execution execution(Role role) {
        Execution result = new Execution();
        result.role = role;
        result.registers = new long[Objects.requireNonNull(codes.get(role.code())).registers()];
        return result;
    }
}
