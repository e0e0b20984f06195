package org.holdfast.lang.lower;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Files of scenarios, each after a line {@code --- title}. The lines of the scenario's own {@code expect} say what the engine shows, before
 * any diagnosis: ids of symptoms, or {@code incomplete}.
 */
final class Scenarios {
    record Scenario(String file, String title, String text) {
        String name() {
            return file + ": " + title;
        }

        /** Null where the revision is not expected to show anything in particular. */
        String expected(String revision) {
            Matcher m = Pattern.compile("(?m)^expect\\s+" + revision + "\\s+(.*);").matcher(text);
            return m.find() ? m.group(1).strip() : null;
        }

        /** What the front end reads: `incomplete` is no rule, so expectations stay outside. */
        String program() {
            return "scenario \"" + title.replace('"', '\'') + "\"\n" + text.replaceAll("(?m)^expect.*$", "");
        }
    }

    private Scenarios() {
    }

    static List<Scenario> in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Scenario> found = new ArrayList<>();
            for (Path file : files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
                for (String part : Files.readString(file).split("(?m)^--- ")) {
                    int line = part.indexOf('\n');
                    if (line > 0) {
                        found.add(new Scenario(file.getFileName().toString(), part.substring(0, line).strip(), part.substring(line + 1)));
                    }
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty if the ids are those expected, as {@code expect} has it; else what is wrong. */
    static String judge(String expected, Set<String> shown) {
        Set<String> covered = new TreeSet<>();
        StringBuilder wrong = new StringBuilder();
        for (String item : expected.equals("clean") ? new String[0] : expected.split(",")) {
            List<String> alternatives = Arrays.stream(item.replace("?", "").split("\\|")).map(String::strip).toList();
            if (!item.contains("?") && alternatives.stream().noneMatch(shown::contains)) {
                wrong.append("no ").append(item.strip()).append("; ");
            }
            covered.addAll(alternatives);
        }
        Set<String> further = new TreeSet<>(shown);
        further.removeAll(covered);
        return wrong + (further.isEmpty() ? "" : "but " + further);
    }
}
