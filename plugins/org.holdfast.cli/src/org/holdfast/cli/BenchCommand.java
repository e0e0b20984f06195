package org.holdfast.cli;

import java.io.IOException;
import java.util.List;
import org.holdfast.engine.explore.bench.Benchmarks;
import org.holdfast.ide.build.BuildBenchmark;

/** Runs the benchmarks and prints their tables: of the engine, on programs that grow with a number, or of builds of a large project. */
final class BenchCommand implements Command {

    @Override
    public String name() {
        return "bench";
    }

    @Override
    public String operands() {
        return "[build]";
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
                Takes some minutes, and memory for 100 million states.

                With `build`: what it takes to check a project of 1,000 scenarios, to check it
                again, and to check what an edit concerns.""";
    }

    @Override
    public List<Arguments.Option> options() {
        return List.of(new Arguments.Option("quick", "", "small sizes only"));
    }

    @Override
    public Status run(Arguments arguments, Terminal terminal) throws UsageException, IOException {
        if (arguments.operands().equals(List.of("build"))) {
            BuildBenchmark.run(terminal.out(), arguments.has("quick"));
        } else if (arguments.operands().isEmpty()) {
            Benchmarks.run(terminal.out(), arguments.has("quick"));
        } else {
            throw new UsageException("bench takes no operand but `build`");
        }
        return Status.AS_EXPECTED;
    }
}
