package org.holdfast.cli.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Expected texts in files under {@code golden}. {@code -Dholdfast.golden=write} rewrites them; look at the difference before it is committed. */
public final class Golden {
    private static final Path FOLDER = Path.of("golden");

    private Golden() {
    }

    public static void assertSame(String name, String actual) {
        Path file = FOLDER.resolve(name);
        try {
            if ("write".equals(System.getProperty("holdfast.golden"))) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, actual);
            }
            assertEquals(Files.exists(file) ? Files.readString(file) : "", actual, file + " (rewritten with -Dholdfast.golden=write)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
