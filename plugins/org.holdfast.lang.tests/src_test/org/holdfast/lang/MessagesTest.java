package org.holdfast.lang;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every construct is read or refused by name, and every message stands where it belongs: the cases in {@code messages}. */
class MessagesTest {
    private static final Path FOLDER = Path.of("messages");

    @TestFactory
    Stream<DynamicNode> messages() throws IOException {
        Workspace workspace = Workspace.standalone(List.of());
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream()
                    .map(file -> DynamicContainer.dynamicContainer(file.getFileName().toString(), Cases.read(file).stream()
                            .map(each -> DynamicTest.dynamicTest(each.title(), () -> Cases.check(each, load(workspace, each))))));
        }
    }

    /** As if it stood beside the included files of the tests. */
    private static LoadedFile load(Workspace workspace, Cases.Case each) {
        return workspace.load(FOLDER.resolve("case.hold"), each.text());
    }
}
