package org.holdfast.engine.generate;

import java.util.List;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Program.Function;

/** Copies of a program with one part replaced. */
final class Programs {
    private Programs() {
    }

    static Program with(Program p, List<Program.Thread> threads) {
        return new Program(p.title(), p.revision(), p.layouts(), p.globals(), p.locations(), p.functions(), p.init(), p.teardown(), threads, p.orders(),
                p.claims(), p.assumptions(), p.source());
    }

    static Program withSetup(Program p, Code init, Code teardown) {
        return new Program(p.title(), p.revision(), p.layouts(), p.globals(), p.locations(), p.functions(), init, teardown, p.threads(), p.orders(),
                p.claims(), p.assumptions(), p.source());
    }

    static Program withFunctions(Program p, List<Function> functions) {
        return new Program(p.title(), p.revision(), p.layouts(), p.globals(), p.locations(), functions, p.init(), p.teardown(), p.threads(), p.orders(),
                p.claims(), p.assumptions(), p.source());
    }
}
