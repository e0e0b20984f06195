package org.holdfast.engine.explore.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.holdfast.engine.explore.Explorer;
import org.holdfast.engine.explore.Options;
import org.holdfast.engine.explore.Options.Reductions;
import org.holdfast.engine.explore.Result;
import org.holdfast.engine.program.Program;

/** Explores the families with no, each, and all reductions and prints what it cost. */
public final class Benchmarks {
    private static final long MOST = 100_000_000;
    private static final double SECONDS = 300;
    /** Most runs of one program, and the seconds after which there are enough. */
    private static final int RUNS = 5;
    private static final double ENOUGH = 10;

    private Benchmarks() {
    }

    /** What one exploration cost. */
    private record Cost(Result result, double seconds, long stored, long bytes) {
    }

    /** Prints the table; {@code quick} leaves the large sizes out. */
    public static void run(PrintStream out, boolean quick) {
        out.println("Ratio: states without any reduction to states with. Bytes: visited set alone, free places included. Seconds of processor time, the least of up to " + RUNS + " runs.");
        // Warms the compiler up.
        explore(Families.counted(4), Reductions.NONE, false);
        explore(Families.counted(4), Reductions.ALL, false);
        for (Families.Family f : Families.ALL) {
            out.println();
            out.println(f.name() + ": " + f.what());
            out.printf(Locale.ROOT, "%4s  %-13s %12s %12s %8s %10s %6s %9s%n", "n", "reductions", "states", "transitions", "seconds", "states/s", "bytes", "ratio");
            size(out, f, f.small(), all());
            if (!quick) {
                Map<String, Reductions> ends = new LinkedHashMap<>();
                ends.put("none", Reductions.NONE);
                ends.put("symmetry", all().get("symmetry"));
                ends.put("all", Reductions.ALL);
                size(out, f, f.large(), ends);
            }
        }
    }

    private static Map<String, Reductions> all() {
        Map<String, Reductions> all = new LinkedHashMap<>();
        all.put("none", Reductions.NONE);
        all.put("transactions", new Reductions(true, false, false, false, false, false));
        all.put("privacy", new Reductions(false, true, false, false, false, false));
        all.put("ample", new Reductions(false, false, true, false, false, false));
        all.put("sleep", new Reductions(false, false, false, true, false, false));
        all.put("symmetry", new Reductions(false, false, false, false, true, false));
        all.put("liveness", new Reductions(false, false, false, false, false, true));
        all.put("all", Reductions.ALL);
        return all;
    }

    private static void size(PrintStream out, Families.Family f, int n, Map<String, Reductions> which) {
        long none = 0;
        for (Map.Entry<String, Reductions> r : which.entrySet()) {
            Program program = f.program().apply(n);
            Cost c = least(program, r.getValue());
            long states = c.result.states();
            none = none == 0 ? states : none;
            out.printf(Locale.ROOT, "%4d  %-13s %12d %12d %8.2f %10.0f %6.1f %9.1f%s%n", n, r.getKey(), states, c.result.transitions(),
                    c.seconds, states / Math.max(1e-9, c.seconds), (double) c.bytes / Math.max(1, c.stored), (double) none / states,
                    verdict(c.result));
        }
    }

    /** The least of several explorations: other load and the compiler at work only ever add to the cost. */
    private static Cost least(Program program, Reductions reductions) {
        Cost least = explore(program, reductions, false);
        double spent = least.seconds;
        for (int n = 1; n < RUNS && spent < ENOUGH; n++) {
            Cost again = explore(program, reductions, false);
            spent += again.seconds;
            least = again.seconds < least.seconds ? again : least;
        }
        return least;
    }

    private static String verdict(Result r) {
        return (r.complete() ? "" : "  cut: " + r.cut()) + (r.violations().isEmpty() ? "" : "  " + r.violations().get(0).rule());
    }

    /** Of this thread, so that other load on the machine does not count. */
    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Cost explore(Program program, Reductions reductions, boolean exact) {
        long[] cost = new long[2];
        Explorer.Progress progress = new Explorer.Progress() {
            @Override
            public void at(long states, long frontier) {
            }

            @Override
            public void finished(long stored, long bytes) {
                cost[0] = stored;
                cost[1] = bytes;
            }
        };
        long start = processorTime();
        Result r = Explorer.explore(program, new Options(MOST, SECONDS, exact, reductions, false, () -> false), progress);
        return new Cost(r, (processorTime() - start) / 1e9, cost[0], cost[1]);
    }
}
