package org.holdfast.ide.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictStoreTest {
    private static final byte[] VERDICT = new byte[3000];

    @TempDir
    Path folder;
    private final List<IOException> failures = new ArrayList<>();

    private VerdictStore store(String version) {
        return new VerdictStore(folder.resolve("verdicts"), version, failures::add);
    }

    private Path file() {
        return folder.resolve("verdicts/abc");
    }

    @Test
    void survivesARestart() {
        store("1").put("abc", VERDICT);
        assertArrayEquals(VERDICT, store("1").get("abc").orElseThrow());
        assertTrue(store("1").get("other").isEmpty());
    }

    @Test
    void isOfOneVersion() {
        store("1").put("abc", VERDICT);
        assertTrue(store("2").get("abc").isEmpty());
        assertFalse(Files.exists(file()), "what is of no use goes");
    }

    @Test
    void aTornFileIsNone() throws IOException {
        store("1").put("abc", VERDICT);
        byte[] whole = Files.readAllBytes(file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertTrue(store("1").get("abc").isEmpty(), "cut at " + length);
        }
        for (int i = 0; i < whole.length; i++) {
            byte[] wrong = whole.clone();
            wrong[i] ^= 1;
            Files.write(file(), wrong);
            byte[] read = store("1").get("abc").orElse(VERDICT);
            assertArrayEquals(VERDICT, read, "bit changed at " + i);
        }
        assertEquals(List.of(), failures);
    }

    @Test
    void whoeverIsKilledLeavesNothingBehindForLong() throws IOException {
        store("1").put("abc", VERDICT);
        Files.write(folder.resolve("verdicts/new123.tmp"), new byte[10]);
        store("1");
        try (Stream<Path> all = Files.list(folder.resolve("verdicts"))) {
            assertEquals(List.of("abc"), all.map(f -> f.getFileName().toString()).toList());
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsTold() throws IOException {
        Files.writeString(folder.resolve("verdicts"), "a file");
        VerdictStore store = store("1");
        store.put("abc", VERDICT);
        assertEquals(1, failures.size());
        assertArrayEquals(VERDICT, store.get("abc").orElseThrow(), "memory goes on");
    }

    @Test
    void clearForgets() {
        VerdictStore store = store("1");
        store.put("abc", VERDICT);
        store.clear();
        assertTrue(store.get("abc").isEmpty());
        assertTrue(store("1").get("abc").isEmpty());
    }
}
