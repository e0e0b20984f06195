package org.holdfast.ide;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Edit;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.hold.ScenarioFile;
import org.holdfast.lang.revision.MarkedText;

/**
 * A text at one moment: what every service gets. It does not change; the next keystroke makes another one, see {@link Documents}. The text is
 * parsed when somebody first asks for what it means, and then only once, so that services that look at lines alone cost nothing.
 *
 * <p>All offsets are UTF-16 units of the shared text, lines count from 0.
 */
public final class Document {
    private final String name;
    private final Path path;
    private final long version;
    private final boolean library;
    private final MarkedText text;
    private final BiFunction<String, Set<String>, LoadedFile> reader;
    private final Map<Class<?>, Object> derived = new ConcurrentHashMap<>();
    private LoadedFile file;

    /** @param reader reads a text in some revisions, or all if none is named */
    Document(String name, Path path, String text, long version, boolean library, BiFunction<String, Set<String>, LoadedFile> reader) {
        this.name = name;
        this.path = path;
        this.version = version;
        this.library = library;
        this.text = MarkedText.of(text);
        this.reader = reader;
    }

    /** As ranges and edits name the file: {@link #path()} as a string, or {@code kernel/NAME} for a file of the kernel library. */
    public String name() {
        return name;
    }

    /** Absolute and normalized; of a file of the kernel library, which is no file on any disk, its name. */
    public Path path() {
        return path;
    }

    /** Greater than that of every document that was made before. */
    public long version() {
        return version;
    }

    /** Whether it is a file of the kernel library, and so can only be read. */
    public boolean isLibrary() {
        return library;
    }

    public String text() {
        return text.text();
    }

    /** The text's lines and their marks. */
    public MarkedText lines() {
        return text;
    }

    /** The text as the front end understands it: parsed, linked and checked in every revision. */
    public synchronized LoadedFile file() {
        if (file == null) {
            file = reader.apply(text(), Set.of());
        }
        return file;
    }

    /** Another text in the place of this one, read in one revision only: to find out what a text would mean if it were finished. */
    public LoadedRevision imagine(String other, String revision) {
        LoadedFile imagined = reader.apply(other, Set.of(revision));
        return imagined.revision(revision).orElseGet(() -> imagined.revisions().isEmpty() ? file().revisions().getLast() : imagined.revisions().getLast());
    }

    /** The newest revision that has the line; the newest of all where no revision has it. */
    public String revisionOf(int line) {
        Set<String> having = text.isDiffHeader(line) ? Set.of() : text.revisions().having(text.mark(line));
        return having.isEmpty() ? text.revisions().names().getLast() : having.stream().reduce((older, newer) -> newer).orElseThrow();
    }

    /** The revision in which the place is to be understood: {@link #revisionOf} its line. */
    public LoadedRevision revisionAt(int offset) {
        // a text that is refused as a whole, for its size, has other revisions than its header names
        return file().revision(revisionOf(line(offset))).orElseGet(() -> file().revisions().getLast());
    }

    /** The model of {@link #revisionAt}. */
    public ScenarioFile modelAt(int offset) {
        return revisionAt(offset).model();
    }

    /** The line of an offset. An offset outside of the text is taken for the nearest one in it, as everywhere here. */
    public int line(int offset) {
        return text.line(Math.clamp(offset, 0, text().length()));
    }

    public Range range(int offset, int length) {
        int start = Math.clamp(offset, 0, text().length());
        int end = Math.clamp((long) start + length, start, text().length());
        int first = text.line(start);
        int last = text.line(end);
        return new Range(name, start, end - start, first + 1, start - text.start(first) + 1, last + 1, end - text.start(last) + 1);
    }

    /**
     * What a service has worked out about this text, kept for its next call. Two threads that ask at the same time may both work it out, and get
     * the same one.
     *
     * @param type of what is kept; each service keeps its own
     */
    public <T> T derived(Class<T> type, Function<Document, T> work) {
        Object known = derived.get(type);
        if (known == null) {
            T made = work.apply(this);
            known = derived.putIfAbsent(type, made);
            known = known == null ? made : known;
        }
        return type.cast(known);
    }

    /** An edit of this text. */
    public Edit edit(int offset, int length, String replacement) {
        return new Edit(name, offset, length, replacement);
    }

    @Override
    public String toString() {
        return name + "@" + version;
    }
}
