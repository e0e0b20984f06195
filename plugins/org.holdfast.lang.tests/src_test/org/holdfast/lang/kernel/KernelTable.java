package org.holdfast.lang.kernel;

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
 * The tables in the folder {@code kernel}: small scenarios, each after a line {@code --- title}, with the symptoms that exploration must
 * find in each revision as their expectations. They name the engine's own ids, before any diagnosis: {@code use-after-free}, never
 * {@code put-order}.
 */
final class KernelTable {
    private static final Path FOLDER = Path.of("kernel");
    private static final Pattern EXPECTATION = Pattern.compile("(?m)^expect\\s+(\\w+)\\s+([^;]*);");

    private KernelTable() {
    }

    /** @param text a complete scenario; its lines are those of the table, the header standing in place of the title */
    record Scenario(String family, String title, String text) {
        List<Row> rows() {
            List<Row> rows = new ArrayList<>();
            Matcher matcher = EXPECTATION.matcher(text);
            while (matcher.find()) {
                rows.add(new Row(matcher.group(1), matcher.group(2).strip()));
            }
            return rows;
        }
    }

    /** What one revision must give. */
    record Row(String revision, String expected) {
        /** Whether every id is expected, and every expected id is there, but for those that may be absent. */
        boolean accepts(Set<String> found) {
            Set<String> covered = new TreeSet<>();
            for (String item : expected.equals("clean") ? List.<String>of() : List.of(expected.split("\\s*,\\s*"))) {
                boolean optional = item.endsWith("?");
                List<String> ids = Arrays.asList(item.replace("?", "").strip().split("\\s*\\|\\s*"));
                if (!optional && ids.stream().noneMatch(found::contains)) {
                    return false;
                }
                covered.addAll(ids);
            }
            return covered.containsAll(found);
        }
    }

    static List<Scenario> read() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Scenario> scenarios = new ArrayList<>();
            for (Path file : files.filter(f -> f.toString().endsWith(".txt")).sorted().toList()) {
                String family = file.getFileName().toString().replace(".txt", "");
                for (String part : Files.readString(file).split("(?m)^--- ")) {
                    int end = part.indexOf('\n');
                    if (!part.isBlank()) {
                        String title = part.substring(0, end);
                        scenarios.add(new Scenario(family, title, "scenario \"" + title + "\"" + part.substring(end)));
                    }
                }
            }
            return scenarios;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
