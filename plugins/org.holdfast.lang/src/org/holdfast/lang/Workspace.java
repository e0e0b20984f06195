package org.holdfast.lang;

import com.google.inject.Injector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.emf.ecore.resource.impl.ResourceSetImpl;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.hold.Element;
import org.holdfast.lang.hold.PatchHeader;
import org.holdfast.lang.hold.ScenarioHeader;
import org.holdfast.lang.library.KernelLibrary;
import org.holdfast.lang.revision.MarkedText;
import org.holdfast.lang.revision.Revisions;
import org.holdfast.lang.scoping.HoldResource;
import org.holdfast.lang.validation.Found;

/**
 * Reads scenarios and libraries: the public entry of the front end. Whatever the input, {@link #load} returns; it never throws for what a file
 * contains. Several threads may load files at the same time. What is shared between files (the kernel library, included files) is kept.
 */
public final class Workspace {
    private final Injector injector;
    private final List<Path> roots;
    private final Function<Path, Optional<String>> buffers;
    private final KernelLibrary library;
    private final UnitReader reader;
    private final Includes includes;

    /**
     * @param roots   where included files are looked for after the folder of the including file
     * @param buffers texts that stand for files, as an editor's unsaved ones; empty for the others. Paths are absolute and normalized
     */
    public Workspace(Injector injector, List<Path> roots, Function<Path, Optional<String>> buffers) {
        this.injector = injector;
        this.roots = roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
        this.buffers = buffers;
        library = new KernelLibrary(this::newResource);
        reader = new UnitReader(this::newResource, library);
        includes = new Includes(this, reader);
    }

    /** A workspace on the file system, outside of Eclipse. */
    public static Workspace standalone(List<Path> roots) {
        return new Workspace(new HoldStandaloneSetup().createInjectorAndDoEMFRegistration(), roots, path -> Optional.empty());
    }

    public KernelLibrary library() {
        return library;
    }

    List<Path> roots() {
        return roots;
    }

    /** An empty resource in a set of its own, so that nothing is shared between threads but what is finished. */
    public HoldResource newResource() {
        HoldResource resource = injector.getInstance(HoldResource.class);
        new ResourceSetImpl().getResources().add(resource);
        return resource;
    }

    /** The text of a file, or null if there is no such file. */
    Texts.Content content(Path path) {
        Optional<String> buffer = buffers.apply(path.toAbsolutePath().normalize());
        if (buffer.isPresent()) {
            return Texts.Content.of(buffer.get());
        }
        try {
            return Files.isRegularFile(path) ? Texts.read(path) : null;
        } catch (IOException e) {
            return new Texts.Content("", "the file cannot be read: " + e.getMessage(), 0);
        }
    }

    /** Reads a file. A file that is not there is a problem like any other. */
    public LoadedFile load(Path path) {
        Texts.Content content = content(path);
        return load(path.toString(), path, content == null ? new Texts.Content("", "there is no such file", 0) : content, Set.of());
    }

    /**
     * Reads a text as if it were in a file.
     *
     * @param path of the file, which need not exist; included files are looked for beside it
     */
    public LoadedFile load(Path path, String text) {
        return load(path, text, Set.of());
    }

    /**
     * As {@link #load(Path, String)}, but reads only some revisions.
     *
     * @param revisions names of those to read; empty for all
     */
    public LoadedFile load(Path path, String text, Set<String> revisions) {
        return load(path.toString(), path, Texts.Content.of(text), revisions);
    }

    private LoadedFile load(String name, Path path, Texts.Content content, Set<String> only) {
        MarkedText text = MarkedText.of(content.text());
        Revisions revisions = text.revisions();
        ProblemList problems = new ProblemList(name, text, revisions);
        if (content.complaint() != null) {
            problems.add(new Found("unreadable", Severity.ERROR, content.complaint(), 0, 0));
        }
        Path file = path.toAbsolutePath().normalize();
        library.require(content.text());
        List<LoadedRevision> loaded = new ArrayList<>();
        List<Unit> units = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (String revision : revisions.names()) {
            if (!only.isEmpty() && !only.contains(revision)) {
                continue;
            }
            String projected = text.project(revision, revisions.base());
            Includes.Resolved included = includes.resolve(file, projected, revision, revisions.base());
            Unit unit = null;
            for (int i = 0; i < units.size() && unit == null; i++) {
                // Revisions that do not differ share one model.
                unit = texts.get(i).equals(projected) && units.get(i).includes().equals(included.units()) ? units.get(i) : null;
            }
            if (unit == null) {
                unit = reader.read(name, projected, revisions.names(), included.units(), included.problems());
            }
            units.add(unit);
            texts.add(projected);
            unit.problems().forEach(problem -> problems.add(problem, List.of(revision)));
            loaded.add(new LoadedRevision(revision, unit.resource().file(),
                    unit.includes().stream().map(each -> new LoadedRevision.Included(each.path(), each.resource().file())).toList(),
                    unit.resource().scope()));
        }
        Header header = Header.of(loaded);
        MarkChecks.check(text, header.scenario(), problems);
        return new LoadedFile(name, header.title(), header.scenario(), header.patch(), text, loaded, problems.sorted());
    }

    /** What stands in front of everything else, in the newest revision that has it. */
    private record Header(boolean scenario, String title, String patch) {
        static Header of(List<LoadedRevision> revisions) {
            boolean scenario = false;
            String title = "";
            String patch = "";
            for (LoadedRevision revision : revisions) {
                for (Element element : revision.model().getElements()) {
                    if (element instanceof ScenarioHeader h && h.getTitle() != null) {
                        scenario = true;
                        title = h.getTitle();
                    } else if (element instanceof PatchHeader h && h.getFile() != null) {
                        patch = h.getFile();
                    }
                }
            }
            return new Header(scenario, title, patch);
        }
    }
}
