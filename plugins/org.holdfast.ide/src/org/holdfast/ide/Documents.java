package org.holdfast.ide;

import com.google.inject.Injector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.holdfast.lang.HoldStandaloneSetup;
import org.holdfast.lang.Workspace;
import org.holdfast.lang.check.Checker;
import org.holdfast.lang.check.Verdicts;

/**
 * The documents there are: unsaved texts of editors, files, and the kernel library. Everything that is read through it sees the unsaved texts,
 * included files too. There is one for a workbench or a server; it may be used by several threads.
 */
public final class Documents {
    private final Injector injector;
    private final Projects projects;
    private final Verdicts verdicts;
    private final Map<Path, Document> open = new ConcurrentHashMap<>();
    private final Map<List<Path>, Checker> checkers = new ConcurrentHashMap<>();
    private final AtomicLong versions = new AtomicLong();

    public Documents(Injector injector, Projects projects) {
        this(injector, projects, Verdicts.NONE);
    }

    /** @param verdicts what is known from earlier checks */
    public Documents(Injector injector, Projects projects, Verdicts verdicts) {
        this.injector = injector;
        this.projects = projects;
        this.verdicts = verdicts;
    }

    /** Outside of Eclipse. */
    public static Documents standalone(Projects projects) {
        return new Documents(new HoldStandaloneSetup().createInjectorAndDoEMFRegistration(), projects);
    }

    public Projects projects() {
        return projects;
    }

    /** What checks a file: files with the same roots share one, and with it what was read of libraries. */
    public Checker checker(Path file) {
        return checker(projects.roots(normalized(file)));
    }

    private Checker checker(List<Path> roots) {
        return checkers.computeIfAbsent(roots, key -> new Checker(injector, key, this::buffer, verdicts));
    }

    /** What reads a file, the workspace of {@link #checker}. */
    public Workspace workspace(Path file) {
        return checker(file).workspace();
    }

    private Optional<String> buffer(Path path) {
        return Optional.ofNullable(open.get(path)).map(Document::text);
    }

    private static Path normalized(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** An editor's text has become this one. It stands for the file, here and wherever the file is included, until {@link #close}. */
    public Document open(Path path, String text) {
        Document document = read(path, text);
        // of two threads the one that read later wins, so that an old text never replaces a new one
        return open.merge(document.path(), document, (old, now) -> old.version() > now.version() ? old : now);
    }

    /** The last editor of the file has gone: the file stands for itself again. */
    public void close(Path path) {
        open.remove(normalized(path));
    }

    /** The text of an editor on the file, or else that of the file; empty if there is no such file or it cannot be read as text. */
    public Optional<Document> read(Path path) {
        Path file = normalized(path);
        Document document = open.get(file);
        if (document != null) {
            return Optional.of(document);
        }
        try {
            return Files.isRegularFile(file) ? Optional.of(read(file, Files.readString(file))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // who shows the file says so; to the others it is a file without any text
        }
    }

    /** A text as if it were in the file, for the caller alone: no other document sees it. */
    public Document read(Path path, String text) {
        Path file = normalized(path);
        return new Document(file.toString(), file, text, versions.incrementAndGet(), false, (now, revisions) -> workspace(file).load(file, now, revisions));
    }

    /** The document that ranges and edits mean by {@link Document#name()}: the kernel library's, an editor's, or a file. */
    public Optional<Document> named(String name) {
        Workspace kernel = checker(List.of()).workspace();
        if (!kernel.library().paths().contains(name)) {
            return read(Path.of(name));
        }
        Path path = Path.of(name);
        String text = kernel.library().text(name);
        return Optional.of(new Document(name, path, text, versions.incrementAndGet(), true, (now, revisions) -> kernel.load(path, now, revisions)));
    }
}
