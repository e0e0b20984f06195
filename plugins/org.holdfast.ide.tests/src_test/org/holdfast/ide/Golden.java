package org.holdfast.ide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is expected, in files. With {@code -Dholdfast.golden=write} the files are written anew instead of being compared. */
public final class Golden {
    private static final boolean WRITE = "write".equals(System.getProperty("holdfast.golden"));
    private static final Path FOLDER = Path.of("golden").toAbsolutePath();

    private Golden() {
    }

    public static void check(String name, String actual) {
        Path file = FOLDER.resolve(name);
        try {
            if (WRITE) {
                Files.writeString(file, actual);
            } else {
                assertEquals(Files.readString(file), actual, name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
