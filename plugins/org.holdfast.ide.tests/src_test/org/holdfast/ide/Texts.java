package org.holdfast.ide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The texts that services are tried on. */
public final class Texts {
    public static final Path FOLDER = Path.of("golden").toAbsolutePath();
    public static final Documents DOCUMENTS = Documents.standalone(Projects.folder(FOLDER));

    private Texts() {
    }

    /** The one with something of everything. */
    public static Document sample() {
        return DOCUMENTS.read(FOLDER.resolve("sample.hold")).orElseThrow();
    }

    /** A text in a file beside the sample; the first {@code |} marks a place and is no part of it. */
    public static At at(String marked) {
        int offset = marked.indexOf('|');
        return new At(DOCUMENTS.read(FOLDER.resolve("text.hold"), marked.substring(0, offset) + marked.substring(offset + 1)), offset);
    }

    public record At(Document document, int offset) {
    }

    public static Document of(String text) {
        return DOCUMENTS.read(FOLDER.resolve("text.hold"), text);
    }

    private static final List<Document> ALL = read();

    /** Every example scenario, the sample, and every file of the kernel library. */
    public static List<Document> all() {
        return ALL;
    }

    private static List<Document> read() {
        List<Document> all = new ArrayList<>();
        all.add(sample());
        Path examples = Path.of("").toAbsolutePath().resolveSibling("org.holdfast.examples");
        try (Stream<Path> files = Files.walk(examples)) {
            files.filter(file -> file.toString().endsWith(".hold") && !file.toString().contains("/target/")).sorted()
                    .forEach(file -> all.add(DOCUMENTS.read(file).orElseThrow()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DOCUMENTS.workspace(FOLDER).library().paths().forEach(path -> all.add(DOCUMENTS.named(path).orElseThrow()));
        return all;
    }
}
