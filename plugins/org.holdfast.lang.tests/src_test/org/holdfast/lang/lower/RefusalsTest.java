package org.holdfast.lang.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.Workspace;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What has no meaning is refused by name at its place: {@code // ^^^ id: words} under a line, two columns to the right, says what is refused
 * there, by the front end or by lowering. The file's scenarios are read one by one.
 */
class RefusalsTest {
    private static final Workspace WORKSPACE = Workspace.standalone(List.of());

    @TestFactory
    List<DynamicTest> refusals() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String part : Files.readString(Path.of("lowering", "refused.hold")).split("(?m)^--- ")) {
            int line = part.indexOf('\n');
            if (line > 0) {
                tests.add(DynamicTest.dynamicTest(part.substring(0, line), () -> check(part.substring(line + 1))));
            }
        }
        return tests;
    }

    private static void check(String marked) {
        List<String> expected = new ArrayList<>();
        List<String> lines = new ArrayList<>(List.of("scenario \"refused\""));
        for (String line : marked.lines().toList()) {
            int caret = line.indexOf('^');
            if (line.matches("// *\\^+ .*")) {
                expected.add(lines.size() + ":" + (caret - 1) + ": " + line.substring(line.lastIndexOf('^') + 1).strip());
            } else {
                lines.add(line);
            }
        }
        assertEquals(expected, problems(String.join("\n", lines) + "\n"));
    }

    private static List<String> problems(String text) {
        LoadedFile file = WORKSPACE.load(Path.of("test.hold"), text);
        List<String> found = new ArrayList<>();
        file.problems().stream().filter(p -> p.severity() == Severity.ERROR).forEach(p -> found.add(show(p.range(), p.id(), p.message())));
        if (found.isEmpty()) {
            Lowering.lower(file, file.revisions().get(0)).problems().forEach(p -> found.add(show(p.range(), p.id(), p.message())));
        }
        return found;
    }

    private static String show(Range range, String id, String message) {
        return range.line() + ":" + range.column() + ": " + id + ": " + message;
    }

    @Test
    void codeThatGrowsWithoutBoundIsRefused() {
        StringBuilder text = new StringBuilder("scenario \"large\"\nint x;\nvoid f0(void) { x++; x++; x++; x++; }\n");
        for (int i = 1; i < 20; i++) {
            text.append("void f").append(i).append("(void) { f").append(i - 1).append("(); f").append(i - 1).append("(); }\n");
        }
        List<String> problems = problems(text + "thread t { f19(); }\n");
        assertEquals(1, problems.stream().filter(p -> p.contains("too-large")).map(p -> p.replaceFirst("^[^a-z]*", "")).distinct().count(), problems.toString());
    }
}
