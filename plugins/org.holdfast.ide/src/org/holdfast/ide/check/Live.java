package org.holdfast.ide.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.holdfast.ide.Document;
import org.holdfast.ide.Documents;
import org.holdfast.lang.check.Check;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Settings;

/**
 * Diagnostics of documents that are being edited. After a pause in typing a document is read and each thread looked at on its own, then everything is explored; the
 * next keystroke cancels both. Only what is true of the newest text is told.
 *
 * <p>So that nothing flickers, what an exploration found in the text before stays for a moment where its place is still there, and goes when the exploration of the
 * new text takes longer than that.
 */
public final class Live implements AutoCloseable {
    /** Milliseconds after the last keystroke. */
    public static final long PAUSE = 150;
    /** Milliseconds for which what was found in the text before may stay. */
    public static final long GRACE = 1000;

    private final Documents documents;
    private final Settings settings;
    private final Severities severities;
    private final Clock clock;
    private final Consumer<Path> listener;
    private final Map<Path, Open> open = new LinkedHashMap<>();

    /** A document somebody edits. Guarded by {@code this} of {@link Live}, but for the flag. */
    private static final class Open {
        Document document;
        AtomicBoolean outdated = new AtomicBoolean();
        Diagnostics shown;
        /** The newest complete ones, with the text they are about. */
        Diagnostics explored;
        Document exploredText;
    }

    /** @param listener told that {@link #diagnostics} of a document has something new; called by the clock's threads */
    public Live(Documents documents, Settings settings, Severities severities, Clock clock, Consumer<Path> listener) {
        this.documents = documents;
        this.settings = settings;
        this.severities = severities;
        this.clock = clock;
        this.listener = listener;
    }

    /** An editor's text has become this one; returns at once. */
    public void changed(Path path, String text) {
        Document document = documents.open(path, text);
        restart(document);
        // What includes the file means something else now.
        for (Document each : others(document.path())) {
            if (each.text().contains(document.path().getFileName().toString())) {
                restart(documents.open(each.path(), each.text()));
            }
        }
    }

    /** The last editor of the file has gone. */
    public void closed(Path path) {
        Path file = path.toAbsolutePath().normalize();
        synchronized (this) {
            Open gone = open.remove(file);
            if (gone != null) {
                gone.outdated.set(true);
            }
        }
        documents.close(file);
    }

    /** The newest that is known; empty for a file that nobody edits, and before the first answer. */
    public synchronized Optional<Diagnostics> diagnostics(Path path) {
        Open of = open.get(path.toAbsolutePath().normalize());
        return of == null ? Optional.empty() : Optional.ofNullable(of.shown);
    }

    @Override
    public void close() {
        synchronized (this) {
            open.values().forEach(o -> o.outdated.set(true));
            open.clear();
        }
        clock.close();
    }

    private synchronized List<Document> others(Path path) {
        return open.values().stream().map(o -> o.document).filter(d -> !d.path().equals(path)).toList();
    }

    private void restart(Document document) {
        AtomicBoolean outdated = new AtomicBoolean();
        synchronized (this) {
            Open of = open.computeIfAbsent(document.path(), k -> new Open());
            if (of.document != null && of.document.version() > document.version()) {
                return;
            }
            of.outdated.set(true);
            of.outdated = outdated;
            of.document = document;
        }
        clock.after(PAUSE, () -> first(document, outdated));
    }

    private void first(Document document, AtomicBoolean outdated) {
        if (outdated.get()) {
            return;
        }
        Check check = documents.checker(document.path()).start(document.file(), settings.withCancellation(outdated::get));
        Report report = check.atOnce();
        boolean last = report.revisions().stream().noneMatch(r -> Check.isLater(r));
        Diagnostics found = Diagnostics.of(document.version(), last ? Diagnostics.Phase.EXPLORED : Diagnostics.Phase.FLOW, report, severities);
        tell(document, outdated, last ? found : carried(document, found), last);
        if (!last) {
            AtomicBoolean done = new AtomicBoolean();
            clock.after(GRACE, () -> {
                if (!done.get()) {
                    tell(document, outdated, found, false);
                }
            });
            clock.after(0, () -> second(document, outdated, check, done));
        }
    }

    private void second(Document document, AtomicBoolean outdated, Check check, AtomicBoolean done) {
        if (outdated.get()) {
            return;
        }
        Report report = check.complete();
        done.set(true);
        tell(document, outdated, Diagnostics.of(document.version(), Diagnostics.Phase.EXPLORED, report, severities), true);
    }

    private void tell(Document document, AtomicBoolean outdated, Diagnostics diagnostics, boolean last) {
        synchronized (this) {
            Open of = open.get(document.path());
            boolean older = of != null && of.shown != null && of.shown.version() == document.version() && of.shown.phase() == Diagnostics.Phase.EXPLORED && !last;
            if (outdated.get() || of == null || older) {
                return;
            }
            of.shown = diagnostics;
            if (last) {
                of.explored = diagnostics;
                of.exploredText = document;
            }
        }
        listener.accept(document.path());
    }

    /** With what was found in the text before and may still be there. */
    private Diagnostics carried(Document document, Diagnostics found) {
        Diagnostics before;
        Document then;
        synchronized (this) {
            Open of = open.get(document.path());
            if (of == null || of.explored == null) {
                return found;
            }
            before = of.explored;
            then = of.exploredText;
        }
        Moved moved = new Moved(then, document);
        List<Diagnostic> all = new ArrayList<>(found.all());
        for (Diagnostic d : before.all()) {
            boolean interleaving = d.findings().stream().anyMatch(f -> f.finding().trace() != null);
            if (interleaving && found.all().stream().noneMatch(f -> f.rule().equals(d.rule()) && moved.range(d.range()).filter(f.range()::equals).isPresent())) {
                moved.range(d.range()).map(d::at).ifPresent(all::add);
            }
        }
        return new Diagnostics(found.version(), found.phase(), found.report(), all);
    }
}
