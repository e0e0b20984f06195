package org.holdfast.lang.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.emf.common.util.URI;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.resource.Resource;
import org.holdfast.lang.hold.NamedElement;
import org.holdfast.lang.scoping.FileScope;
import org.holdfast.lang.scoping.FileSymbols;
import org.holdfast.lang.scoping.FileSymbols.Kind;
import org.holdfast.lang.scoping.HoldResource;
import org.holdfast.lang.scoping.LibraryScope;
import org.holdfast.lang.syntax.Words;

/**
 * The kernel library, read as far as it is needed and shared by everything that is checked. Declarations are handed out linked, so that
 * several threads may use them; all methods may be called by several threads.
 *
 * <p>What a file needs is found from its words: every declaration whose name occurs in it, and what those need in turn. Most files need a
 * small part of the library, and reading all of it would take most of the time of a check.
 */
public final class KernelLibrary implements LibraryScope {

    private static final String FOLDER = "/kernel/";
    /** Lists the files, one name a line. */
    private static final String INDEX = FOLDER + "index.txt";

    private final Supplier<HoldResource> resources;
    private final List<String> files;
    private final List<String> texts = new ArrayList<>();
    private final Map<Kind, Map<String, Chunk>> index = new EnumMap<>(Kind.class);
    private final Map<String, List<Chunk>> byName = new HashMap<>();
    private final Set<String> typeNames;

    private final Set<Chunk> read = new HashSet<>();
    private final List<HoldResource> layers = new ArrayList<>();
    private final Map<Kind, Map<String, NamedElement>> elements = new EnumMap<>(Kind.class);

    /** @param resources makes empty resources, each in a set of its own */
    public KernelLibrary(Supplier<HoldResource> resources) {
        this.resources = resources;
        files = content(INDEX).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        for (Kind kind : Kind.values()) {
            index.put(kind, new LinkedHashMap<>());
            elements.put(kind, new HashMap<>());
        }
        for (int file = 0; file < files.size(); file++) {
            String text = content(FOLDER + files.get(file));
            texts.add(text);
            for (Chunk chunk : ChunkScanner.scan(text, file)) {
                for (Chunk.Name name : chunk.names()) {
                    index.get(name.kind()).putIfAbsent(name.name(), chunk);
                    byName.computeIfAbsent(name.name(), n -> new ArrayList<>(1)).add(chunk);
                }
            }
        }
        typeNames = Set.copyOf(index.get(Kind.TYPEDEF).keySet());
    }

    private static String content(String path) {
        try (InputStream stream = KernelLibrary.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("the kernel library lacks " + path);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names that are types in every text. */
    public Set<String> typeNames() {
        return typeNames;
    }

    /** The library's files, in their order, as {@code kernel/NAME}. */
    public List<String> paths() {
        return files.stream().map(file -> FOLDER.substring(1) + file).toList();
    }

    /** The whole text of one of {@link #paths()}. */
    public String text(String path) {
        return texts.get(paths().indexOf(path));
    }

    /** Reads what a text may need, in one go. */
    public synchronized void require(String text) {
        require(Chunk.words(text, 0, text.length()));
    }

    private void require(Set<String> words) {
        Set<Chunk> needed = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(words);
        while (!open.isEmpty()) {
            String word = open.remove(open.size() - 1);
            String defined = Words.DEFINERS.get(word);
            if (defined != null) {
                open.add(defined.startsWith("struct ") ? defined.substring(7) : defined);
            }
            for (Chunk chunk : byName.getOrDefault(word, List.of())) {
                if (!read.contains(chunk) && needed.add(chunk)) {
                    open.addAll(Chunk.words(texts.get(chunk.file()), chunk.start(), chunk.end()));
                }
            }
        }
        if (!needed.isEmpty()) {
            read(needed);
        }
    }

    /** One layer for each file concerned; all of them are registered before the first is linked, because they may refer to each other. */
    private void read(Set<Chunk> chunks) {
        List<HoldResource> added = new ArrayList<>();
        for (int file = 0; file < files.size(); file++) {
            String text = texts.get(file);
            char[] layer = null;
            for (Chunk chunk : chunks) {
                if (chunk.file() == file) {
                    layer = layer == null ? blank(text) : layer;
                    text.getChars(chunk.start(), chunk.end(), layer, chunk.start());
                }
            }
            if (layer != null) {
                added.add(read(file, new String(layer)));
            }
        }
        read.addAll(chunks);
        layers.addAll(added);
        added.forEach(HoldResource::link);
    }

    private static char[] blank(String text) {
        char[] blank = new char[text.length()];
        Arrays.fill(blank, ' ');
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            blank[i] = '\n';
        }
        return blank;
    }

    private HoldResource read(int file, String text) {
        HoldResource resource = resources.get();
        resource.setURI(URI.createURI("holdfast:/kernel/" + files.get(file) + "?" + layers.size()));
        resource.read(text, typeNames);
        FileSymbols symbols = new FileSymbols(resource.file());
        resource.scope(new FileScope(symbols, List.of(), this));
        for (Kind kind : Kind.values()) {
            for (String name : symbols.names(kind)) {
                elements.get(kind).putIfAbsent(name, symbols.first(kind, name));
            }
        }
        return resource;
    }

    @Override
    public synchronized NamedElement find(Kind kind, String name) {
        NamedElement element = elements.get(kind).get(name);
        if (element == null && index.get(kind).containsKey(name)) {
            require(Set.of(name));
            element = elements.get(kind).get(name);
        }
        return element;
    }

    @Override
    public synchronized void prepare(Collection<String> names) {
        require(new LinkedHashSet<>(names));
    }

    @Override
    public Collection<String> names(Kind kind) {
        return index.get(kind).keySet();
    }

    /** Everything, as a test or an index of the library wants it: one resource per file and layer, linked. */
    public synchronized List<HoldResource> readAll() {
        require(new LinkedHashSet<>(byName.keySet()));
        return List.copyOf(layers);
    }

    /** Whether an element stands in the library, and if so in which of {@link #paths()}; null if it does not. */
    public static String path(EObject element) {
        Resource resource = element.eResource();
        if (resource == null || !"holdfast".equals(resource.getURI().scheme())) {
            return null;
        }
        return resource.getURI().path().substring(1);
    }
}
