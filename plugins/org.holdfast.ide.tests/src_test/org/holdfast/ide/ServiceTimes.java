package org.holdfast.ide;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.holdfast.ide.edit.Brackets;
import org.holdfast.ide.edit.Formatter;
import org.holdfast.ide.edit.Typing;
import org.holdfast.ide.text.Completion;
import org.holdfast.ide.text.Definition;
import org.holdfast.ide.text.Folding;
import org.holdfast.ide.text.Hover;
import org.holdfast.ide.text.Minings;
import org.holdfast.ide.text.Occurrences;
import org.holdfast.ide.text.Outline;
import org.holdfast.ide.text.Parameters;
import org.holdfast.ide.text.Rename;
import org.holdfast.ide.text.Tokens;

/**
 * Prints how long each service takes on a scenario, in milliseconds of processor time, each time on a document that nobody has asked before: {@code java … ServiceTimes
 * FILE}. The middle and the slowest of many runs; what is shared with other services (reading the text) stands in a line of its own.
 */
public final class ServiceTimes {
    private static final int RUNS = 40;
    /** The processor's time, so that what else a machine does changes little. */
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private ServiceTimes() {
    }

    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]).toAbsolutePath();
        Documents documents = Documents.standalone(Projects.folder(file.getParent()));
        String text = documents.read(file).orElseThrow().text();
        Map<String, BiConsumer<Document, Integer>> services = new LinkedHashMap<>();
        services.put("read", (d, at) -> d.file());
        services.put("tokens", (d, at) -> Tokens.of(d));
        services.put("folding", (d, at) -> Folding.of(d));
        services.put("outline", (d, at) -> Outline.of(d));
        services.put("definition", Definition::at);
        services.put("occurrences", Occurrences::at);
        services.put("hover", Hover::at);
        services.put("completion", Completion::at);
        services.put("parameters", Parameters::at);
        services.put("minings", (d, at) -> Minings.of(d));
        services.put("rename", (d, at) -> Rename.rename(documents, d, at, "another_name"));
        services.put("format", (d, at) -> Formatter.format(d));
        services.put("enter", (d, at) -> Typing.enter(d, at, 0));
        services.put("brackets", Brackets::partner);
        System.out.println(file.getFileName() + ", " + text.lines().count() + " lines; milliseconds of processor time: middle, slowest of " + RUNS);
        for (Map.Entry<String, BiConsumer<Document, Integer>> each : services.entrySet()) {
            List<Double> times = new ArrayList<>();
            for (int run = -RUNS; run < RUNS; run++) {
                int at = (int) ((run + RUNS) * 7919L % text.length());
                Document document = documents.read(file, text);
                if (!each.getKey().equals("read")) {
                    document.file();
                }
                long start = CLOCK.getCurrentThreadCpuTime();
                each.getValue().accept(document, at);
                if (run >= 0) {
                    times.add((CLOCK.getCurrentThreadCpuTime() - start) / 1e6);
                }
            }
            double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            System.out.printf("%-12s %7.1f %7.1f%n", each.getKey(), sorted[RUNS / 2], sorted[RUNS - 1]);
        }
    }
}
