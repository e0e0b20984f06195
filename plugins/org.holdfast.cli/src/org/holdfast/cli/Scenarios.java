package org.holdfast.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which files an operand means. */
final class Scenarios {
    private static final String ENDING = ".hold";

    private Scenarios() {
    }

    /**
     * A file stands for itself, whatever it is called. A folder stands for every {@code *.hold} below it, in order of path; hidden folders and
     * links to folders are left out.
     */
    static List<Path> find(Collection<String> operands) throws IOException, UsageException {
        Set<Path> files = new LinkedHashSet<>();
        for (String operand : operands) {
            Path path = Path.of(operand);
            if (Files.isDirectory(path)) {
                List<Path> below = below(path);
                if (below.isEmpty()) {
                    throw new UsageException("no *.hold below " + operand);
                }
                files.addAll(below);
            } else {
                files.add(path);
            }
        }
        return new ArrayList<>(files);
    }

    private static List<Path> below(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.sorted().toList()) {
                if (Files.isDirectory(child) && !Files.isSymbolicLink(child) && !child.getFileName().toString().startsWith(".")) {
                    found.addAll(below(child));
                } else if (child.getFileName().toString().endsWith(ENDING) && Files.isRegularFile(child)) {
                    found.add(child);
                }
            }
        }
        return found;
    }
}
