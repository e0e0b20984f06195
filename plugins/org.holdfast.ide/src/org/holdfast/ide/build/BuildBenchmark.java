package org.holdfast.ide.build;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rules.Rules;
import org.holdfast.ide.Documents;
import org.holdfast.ide.Projects;
import org.holdfast.lang.HoldStandaloneSetup;
import org.holdfast.lang.check.Settings;

/**
 * What builds of a large project cost. The project is made of the rules' examples, each written again and again with another extra thread, so that no two scenarios
 * mean the same; every tenth includes one library.
 */
public final class BuildBenchmark {
    private static final int FILES = 1000;
    private static final int EDITS = 25;

    private final PrintStream out;
    private final Path folder;
    private final int threads = Runtime.getRuntime().availableProcessors();
    private Build build;

    private BuildBenchmark(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    /** Prints the table; {@code quick} builds a tenth of the project. */
    public static void run(PrintStream out, boolean quick) throws IOException {
        Path folder = Files.createTempDirectory("holdfast-bench").toRealPath();
        try {
            new BuildBenchmark(out, folder).measure(quick ? FILES / 10 : FILES);
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private void measure(int count) throws IOException {
        write(count);
        start();
        out.printf(Locale.ROOT, "%,d scenarios and a library, %d files at once. Milliseconds on the wall, seconds of processor time; a cold start.%n%n", count, threads);
        out.printf(Locale.ROOT, "%-52s %10s %10s %8s%n", "", "ms", "processor", "files");
        double clean = row("clean build", this::everything);
        double known = row("again, nothing changed", this::everything);
        start();
        double restarted = row("after a restart, nothing changed", this::everything);
        List<Double> comments = new ArrayList<>();
        List<Double> edits = new ArrayList<>();
        for (int i = 0; i < EDITS; i++) {
            Path file = scenario(i * 7 % count);
            comments.add(edit(file, Files.readString(file) + "/* remark " + i + " */\n"));
            edits.add(edit(file, Files.readString(file).replaceFirst("spare = \\d+", "spare = 9" + i)));
        }
        row("a comment (median of %d)".formatted(EDITS), comments);
        row("an edit that changes the program (median of %d)".formatted(EDITS), edits);
        row("an edit of the library that changes no program", () -> edited(folder.resolve("shared.hold"), "/* what all share */\n#define SHARED 1\n"));
        double library = row("an edit of the library that changes what includes it", () -> edited(folder.resolve("shared.hold"), "#define SHARED 2\n"));
        out.printf(Locale.ROOT, "%nclean build / nothing changed %.1f, clean build / restart %.1f, clean build / library %.1f%n", clean / known, clean / restarted, clean / library);
    }

    private void start() {
        VerdictStore store = new VerdictStore(folder.resolve(".verdicts"), "bench", e -> out.println("verdicts: " + e));
        build = new Build(new Documents(new HoldStandaloneSetup().createInjectorAndDoEMFRegistration(), Projects.folder(folder), store), threads);
    }

    private Path scenario(int number) {
        return folder.resolve("s%04d.hold".formatted(number));
    }

    private void write(int count) throws IOException {
        List<String> examples = Rules.ALL.stream().map(Rule::card).flatMap((Card c) -> Stream.of(c.failing(), c.passing())).filter(t -> !t.isEmpty()).toList();
        Files.writeString(folder.resolve("shared.hold"), "#define SHARED 1\n");
        for (int i = 0; i < count; i++) {
            String extra = i % 10 == 0 ? "\n#include \"shared.hold\"\nint spare;\nthread spare { spare = %d; spare = SHARED; }\n" : "\nint spare;\nthread spare { spare = %d; }\n";
            Files.writeString(scenario(i), examples.get(i % examples.size()) + extra.formatted(i));
        }
    }

    private interface Work {
        int run() throws IOException;
    }

    private int everything() {
        List<Path> files = Projects.folder(folder).files(folder);
        build.read(files);
        return check(files);
    }

    private double edit(Path file, String text) throws IOException {
        long start = System.nanoTime();
        edited(file, text);
        return (System.nanoTime() - start) / 1e6;
    }

    private int edited(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return check(build.concerned(List.of(file)));
    }

    private int check(Collection<Path> files) {
        Set<Path> left = build.check(files, Settings.DEFAULT, (file, report, rest) -> {
        }, () -> false);
        return files.size() - left.size();
    }

    private double row(String what, Work work) throws IOException {
        long start = System.nanoTime();
        long used = processor();
        int files = work.run();
        double milliseconds = (System.nanoTime() - start) / 1e6;
        out.printf(Locale.ROOT, "%-52s %,10.0f %10.1f %8d%n", what, milliseconds, (processor() - used) / 1e9, files);
        return milliseconds;
    }

    /** Nanoseconds of processor time of this process, compilers and collectors included. */
    private static long processor() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system ? system.getProcessCpuTime() : 0;
    }

    private void row(String what, List<Double> times) {
        double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        out.printf(Locale.ROOT, "%-52s %,10.0f %10s %8d   (longest %,.0f)%n", what, sorted[sorted.length / 2], "", 1, Arrays.stream(sorted).max().orElse(0));
    }
}
