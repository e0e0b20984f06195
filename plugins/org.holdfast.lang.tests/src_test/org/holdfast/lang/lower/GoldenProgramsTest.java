package org.holdfast.lang.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.holdfast.engine.program.ProgramText;
import org.holdfast.engine.program.Source;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.Workspace;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Programs and outlines as text, compared with files in {@code golden/lower}; {@code -Dholdfast.golden=write} writes them anew. */
class GoldenProgramsTest {
    private static final Path FOLDER = Path.of("golden", "lower");
    private static final Workspace WORKSPACE = Workspace.standalone(List.of());

    @TestFactory
    List<DynamicTest> programs() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".hold")).sorted().toList()) {
                tests.add(DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
            }
        }
        return tests;
    }

    private static void compare(Path file) throws IOException {
        LoadedFile loaded = WORKSPACE.load(Path.of(file.getFileName().toString()), Files.readString(file));
        String name = file.getFileName().toString().replace(".hold", "");
        for (var revision : loaded.revisions()) {
            Lowered lowered = Lowering.lower(loaded, revision);
            assertEquals(List.of(), lowered.problems());
            String text = ProgramText.of(lowered.program(), true) + outline(lowered.program().source());
            Path golden = FOLDER.resolve(name + "." + revision.name() + ".txt");
            if ("write".equals(System.getProperty("holdfast.golden"))) {
                Files.writeString(golden, text);
            }
            assertEquals(Files.readString(golden), text);
        }
    }

    private static String outline(Source source) {
        return source.statements().stream().map(s -> "statement " + s.number() + " in " + s.parent() + " " + s.form() + " of " + s.function() + " line "
                + s.range().line() + ": " + s.text() + names(" reads", s.reads()) + names(" writes", s.writes())
                + s.calls().stream().map(GoldenProgramsTest::call).collect(Collectors.joining()) + "\n").collect(Collectors.joining());
    }

    private static String call(Source.Call call) {
        Source.Effects e = call.effects();
        return "\n    call " + (call.library() ? "<" + call.function() + ">" : call.function()) + call.arguments() + names(" acquires", e.acquires())
                + names(" releases", e.releases()) + names(" gets", e.gets()) + names(" puts", e.puts()) + names(" frees", e.frees())
                + (e.sleeps() ? " sleeps" : "") + (e.wakes() ? " wakes" : "") + (e.waits() ? " waits" : "");
    }

    private static String names(String what, List<String> names) {
        return names.isEmpty() ? "" : what + names;
    }

    private static String hash(String text) {
        LoadedFile file = WORKSPACE.load(Path.of("test.hold"), text);
        return Lowering.lower(file, file.revisions().get(0)).hash();
    }

    @Test
    void layoutCommentsAndNamesOfLocalsDoNotChangeTheHash() {
        String hash = hash("scenario \"s\"\nint x;\nthread t { int local = x; x = local + 1; BUG_ON(x > 9); }\n");
        assertEquals(hash, hash("scenario \"s\"\n\n/* a comment */\nint x;\nthread t {\n\tint other = x;\n\tx = other + 1;\n\tBUG_ON(x > 9);\n}\n"));
        assertNotEquals(hash, hash("scenario \"s\"\nint x;\nthread t { int local = x; x = local + 2; BUG_ON(x > 9); }\n"));
    }
}
