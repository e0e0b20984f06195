package org.holdfast.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Scenarios in a text file, with what is said of them written under the lines concerned: {@code //   ^^^^ id: message}, the carets two columns
 * to the right of what they mean, so that the first column can be meant too. In front of each stands {@code --- title}. With
 * {@code -Dholdfast.golden=write} the files are written anew instead of being compared.
 */
final class Cases {
    private static final boolean WRITE = "write".equals(System.getProperty("holdfast.golden"));

    private Cases() {
    }

    /** @param text of the scenario without the notes, {@code annotated} with them */
    record Case(Path file, String title, String text, String annotated) {
    }

    static List<Case> read(Path file) {
        List<Case> cases = new ArrayList<>();
        try {
            for (String part : Files.readString(file).split("(?m)^(?=--- )")) {
                if (part.startsWith("--- ")) {
                    int end = part.indexOf('\n');
                    String annotated = part.substring(end + 1);
                    cases.add(new Case(file, part.substring(4, end), strip(annotated), annotated));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    private static String strip(String annotated) {
        StringBuilder text = new StringBuilder();
        annotated.lines().filter(line -> !isNote(line)).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    private static boolean isNote(String line) {
        return line.matches("// *\\^+ .*");
    }

    /** The text with a note for each problem under its first line. */
    static String annotate(LoadedFile file) {
        StringBuilder result = new StringBuilder();
        String[] lines = file.text().text().split("\n", -1);
        for (int line = 1; line <= lines.length; line++) {
            if (line < lines.length || !lines[line - 1].isEmpty()) {
                result.append(lines[line - 1]).append('\n');
            }
            for (Problem problem : file.problems()) {
                if (problem.range().line() == line) {
                    int from = problem.range().column() - 1;
                    int to = problem.range().endLine() == line ? problem.range().endColumn() - 1 : lines[line - 1].stripTrailing().length();
                    result.append("//").append(" ".repeat(from)).append("^".repeat(Math.max(1, to - from))).append(' ').append(note(file, problem))
                            .append('\n');
                }
            }
        }
        return result.toString();
    }

    private static String note(LoadedFile file, Problem problem) {
        boolean everywhere = problem.revisions().size() == file.revisions().size();
        return switch (problem.severity()) {
            case ERROR -> "";
            case WARNING -> "warning ";
            case INFORMATION -> "info ";
        } + problem.id() + ": " + problem.message() + (everywhere ? "" : " [" + String.join(", ", problem.revisions()) + "]");
    }

    /** Compares, or writes. */
    static void check(Case expected, LoadedFile file) {
        String actual = annotate(file);
        if (WRITE) {
            write(expected, actual);
        } else {
            assertEquals(expected.annotated(), actual, expected.title());
        }
    }

    private static void write(Case expected, String actual) {
        try {
            String content = Files.readString(expected.file());
            Files.writeString(expected.file(), content.replace("--- " + expected.title() + "\n" + expected.annotated(),
                    "--- " + expected.title() + "\n" + actual));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
