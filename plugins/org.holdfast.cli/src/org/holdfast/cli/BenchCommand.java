package org.holdfast.cli;

import java.io.IOException;
import java.util.List;

/** Runs the engine's benchmarks, which are programs that grow with a number, and prints their table. */
final class BenchCommand implements Command {

    @Override
    public String name() {
        return "bench";
    }

    @Override
    public String operands() {
        return "";
    }

    @Override
    public String summary() {
        return "measure the exploration on programs that grow";
    }

    @Override
    public String description() {
        return """
                Explores families of programs of growing size, with and without each reduction, and
                prints states, states a second and bytes a state, as a table of ratios.""";
    }

    @Override
    public List<Arguments.Option> options() {
        return List.of();
    }

    @Override
    public Status run(Arguments arguments, Terminal terminal) throws UsageException, IOException {
        throw new UsageException("the benchmarks are not part of this build");
    }
}
