package org.holdfast.cli;

import java.util.List;
import org.holdfast.engine.explore.bench.Benchmarks;

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
                Explores families of programs of growing size, with and without each reduction,
                and prints states, states a second and bytes a state, as tables with ratios.
                Takes some minutes, and memory for 100 million states.""";
    }

    @Override
    public List<Arguments.Option> options() {
        return List.of(new Arguments.Option("quick", "", "small sizes only"));
    }

    @Override
    public Status run(Arguments arguments, Terminal terminal) throws UsageException {
        if (!arguments.operands().isEmpty()) {
            throw new UsageException("bench takes no operands");
        }
        Benchmarks.run(terminal.out(), arguments.has("quick"));
        return Status.AS_EXPECTED;
    }
}
