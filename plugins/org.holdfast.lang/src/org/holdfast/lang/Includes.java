package org.holdfast.lang;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.revision.MarkedText;
import org.holdfast.lang.revision.IncludeLine;
import org.holdfast.lang.validation.Found;

/** Finds included files and keeps what was read of them. */
final class Includes {
    private final Workspace workspace;
    private final UnitReader reader;
    private final Map<Path, Kept> kept = new HashMap<>();

    /** What was read of a file while its text was {@code text}, by projected text. */
    private record Kept(String text, Map<String, Unit> units) {
    }

    /** The units that a text includes, and what is wrong with its include lines. */
    record Resolved(List<Unit> units, List<Found> problems) {
    }

    Includes(Workspace workspace, UnitReader reader) {
        this.workspace = workspace;
        this.reader = reader;
    }

    /**
     * @param file the including file, absolute; {@code text} as it is in the revision
     */
    synchronized Resolved resolve(Path file, String text, String revision, String base) {
        Deque<Path> open = new ArrayDeque<>();
        open.push(file);
        return resolve(file, text, revision, base, open);
    }

    private Resolved resolve(Path file, String text, String revision, String base, Deque<Path> open) {
        Set<Unit> units = new LinkedHashSet<>();
        List<Found> problems = new ArrayList<>();
        for (IncludeLine line : IncludeLine.all(text)) {
            Path target = find(file, line.path());
            if (target == null) {
                problems.add(problem(line, "cannot find " + line.path() + beside()));
            } else if (open.contains(target)) {
                List<String> cycle = new ArrayList<>();
                for (Path each : open) {
                    cycle.add(0, each.getFileName().toString());
                    if (each.equals(target)) {
                        break;
                    }
                }
                problems.add(problem(line, "the file includes itself: " + String.join(" -> ", cycle) + " -> " + target.getFileName()));
            } else {
                include(line, target, revision, base, open, units, problems);
            }
        }
        return new Resolved(List.copyOf(units), problems);
    }

    private void include(IncludeLine line, Path target, String revision, String base, Deque<Path> open, Set<Unit> units, List<Found> problems) {
        Texts.Content content = workspace.content(target);
        if (content.complaint() != null) {
            problems.add(problem(line, line.path() + ": " + content.complaint()));
            return;
        }
        MarkedText marked = MarkedText.of(content.text());
        String text = marked.project(revision, base);
        open.push(target);
        Resolved nested = resolve(target, text, revision, base, open);
        open.pop();
        Kept of = kept.get(target);
        if (of == null || !of.text.equals(content.text())) {
            of = new Kept(content.text(), new HashMap<>());
            kept.put(target, of);
        }
        Unit unit = of.units.get(text);
        if (unit == null || !unit.includes().equals(nested.units)) {
            unit = reader.read(target.toString(), text, List.of(), nested.units, nested.problems);
            of.units.put(text, unit);
        }
        units.addAll(nested.units);
        units.add(unit);
        List<Found> errors = unit.problems().stream().filter(p -> p.severity() == Severity.ERROR).sorted(Comparator.comparingInt(Found::offset)).toList();
        if (!errors.isEmpty()) {
            problems.add(problem(line, line.path() + " has " + (errors.size() == 1 ? "an error" : errors.size() + " errors, the first") + " in line "
                    + (marked.line(errors.get(0).offset()) + 1) + ": " + errors.get(0).message()));
        }
    }

    private static Found problem(IncludeLine line, String message) {
        return new Found("include", Severity.ERROR, message, line.offset(), line.length());
    }

    private String beside() {
        return " beside this file" + workspace.roots().stream().map(Path::toString).collect(Collectors.joining(", ", workspace.roots().isEmpty() ? "" : " or in ", ""));
    }

    private List<Path> folders(Path file) {
        Set<Path> folders = new LinkedHashSet<>();
        if (file.getParent() != null) {
            folders.add(file.getParent());
        }
        folders.addAll(workspace.roots());
        return List.copyOf(folders);
    }

    private Path find(Path file, String name) {
        try {
            for (Path folder : folders(file)) {
                Path candidate = folder.resolve(name).normalize();
                if (workspace.content(candidate) != null) {
                    return candidate;
                }
            }
        } catch (InvalidPathException e) {
            return null; // a name that no file can have
        }
        return null;
    }
}
