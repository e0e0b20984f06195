package org.holdfast.ide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What belongs together: the workbench knows it from its projects, a language server from its folders. All paths are absolute and normalized. */
public interface Projects {
    /** Where files that the given one includes are looked for after its own folder. */
    List<Path> roots(Path file);

    /** The scenarios and libraries that may name what the given file declares, and itself, in a fixed order. */
    List<Path> files(Path file);

    /** One folder with all that is below it. */
    static Projects folder(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        return new Projects() {
            @Override
            public List<Path> roots(Path file) {
                return List.of(root);
            }

            @Override
            public List<Path> files(Path file) {
                try (Stream<Path> files = Files.walk(root)) {
                    return files.filter(each -> each.toString().endsWith(".hold") && Files.isRegularFile(each)).sorted().toList();
                } catch (IOException | UncheckedIOException e) {
                    return List.of(); // a folder that nobody may list has no files for us
                }
            }
        };
    }
}
