package org.holdfast.ide.build;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.lang.revision.IncludeLine;
import org.holdfast.lang.revision.MarkedText;

/**
 * Which files a change concerns. For each file it is known what its include lines look for, files that are not there included: one that appears concerns those
 * that miss it, and those that found another one behind it. All paths are absolute and normalized. Used by one thread at a time.
 */
public final class Dependencies {
    private static final Pattern PATCH = Pattern.compile("(?m)^[ \\t]*patch[ \\t]+\"([^\"\\n]+)\"");

    private final Function<Path, Optional<String>> texts;
    private final Function<Path, List<Path>> roots;
    /** What the include lines of a file itself look for, and the patch it is about. */
    private final Map<Path, Set<Path>> sought = new HashMap<>();

    /**
     * @param texts empty for a file that is not there
     * @param roots where a file's includes are looked for after its own folder
     */
    public Dependencies(Function<Path, Optional<String>> texts, Function<Path, List<Path>> roots) {
        this.texts = texts;
        this.roots = roots;
    }

    /** A file is new or has changed; one that is gone is forgotten. */
    public void update(Path file) {
        sought.remove(file);
        read(file, new LinkedHashSet<>());
    }

    private void read(Path file, Set<Path> open) {
        if (sought.containsKey(file) || !open.add(file)) {
            return;
        }
        Optional<String> text = texts.apply(file);
        if (text.isEmpty()) {
            return;
        }
        Set<Path> all = new LinkedHashSet<>();
        for (String name : includes(text.get())) {
            candidates(file, name, all);
        }
        Matcher patch = PATCH.matcher(text.get());
        while (patch.find()) {
            candidate(file.getParent(), patch.group(1)).ifPresent(all::add);
        }
        sought.put(file, all);
        all.forEach(each -> read(each, open)); // files of no project may include further ones
    }

    /** The names in include lines of any revision. */
    private static Set<String> includes(String text) {
        Set<String> names = new LinkedHashSet<>();
        if (text.contains("include")) {
            MarkedText marked = MarkedText.of(text);
            for (String revision : marked.revisions().names()) {
                IncludeLine.all(marked.project(revision, marked.revisions().base())).forEach(line -> names.add(line.path()));
            }
        }
        return names;
    }

    /** Every path that is tried for a name, to the one that is there. */
    private void candidates(Path file, String name, Set<Path> all) {
        Set<Path> folders = new LinkedHashSet<>();
        folders.add(file.getParent());
        folders.addAll(roots.apply(file));
        for (Path folder : folders) {
            Optional<Path> candidate = candidate(folder, name);
            candidate.ifPresent(all::add);
            if (candidate.flatMap(texts).isPresent()) {
                return;
            }
        }
    }

    private static Optional<Path> candidate(Path folder, String name) {
        try {
            return Optional.of(folder.resolve(name).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty(); // a name that no file can have
        }
    }

    /** The changed files and all that include one of them, directly or not. */
    public Set<Path> concerned(Collection<Path> changed) {
        Map<Path, Set<Path>> users = new HashMap<>();
        sought.forEach((file, all) -> all.forEach(each -> users.computeIfAbsent(each, k -> new TreeSet<>()).add(file)));
        Set<Path> out = new TreeSet<>(changed);
        Deque<Path> open = new ArrayDeque<>(changed);
        while (!open.isEmpty()) {
            for (Path user : users.getOrDefault(open.pop(), Set.of())) {
                if (out.add(user)) {
                    open.push(user);
                }
            }
        }
        return out;
    }
}
