package org.holdfast.ui.editor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.eclipse.core.filebuffers.FileBuffers;
import org.eclipse.core.filebuffers.ITextFileBuffer;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.text.DocumentEvent;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IDocumentListener;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.Region;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.jface.util.PropertyChangeEvent;
import org.eclipse.swt.widgets.Display;
import org.holdfast.ide.Document;
import org.holdfast.ide.check.Diagnostics;
import org.holdfast.ide.text.Tokens;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.preferences.Choices;

/**
 * A text while editors show it: one for all editors of a file, so that they agree. After a pause in typing it reads the text in the background
 * and tells its listeners, in the thread of the user interface, unless the text has changed again in the meantime.
 */
public final class Session {

    /** How long nothing must be typed until the text is read, in milliseconds: long enough that a burst of keys is one text. */
    private static final long PAUSE = 40;

    private final IDocument text;
    private final Path path;
    private final boolean library;
    private final Display display;
    private final Job reading = Job.createSystem("Reading a scenario", this::read);
    private final List<Consumer<Document>> listeners = new ArrayList<>();
    private final List<Consumer<IRegion>> painters = new ArrayList<>();
    /** Not the text's own stamp, since an undo brings that of an older text back. */
    private final AtomicLong edits = new AtomicLong();
    private final Stretches tokens = new Stretches();
    private final IDocumentListener typing = new IDocumentListener() {
        @Override
        public void documentAboutToBeChanged(DocumentEvent event) {
            tokens.shift(event.getOffset(), event.getLength(), event.getText() == null ? 0 : event.getText().length());
        }

        @Override
        public void documentChanged(DocumentEvent event) {
            edits.incrementAndGet();
            reading.cancel();
            reading.schedule(PAUSE);
        }
    };
    private final LiveMarks marks = new LiveMarks();
    private final List<Consumer<Diagnostics>> checkers = new ArrayList<>();
    private final IPropertyChangeListener chosen = this::chosen;
    private Diagnostics diagnostics;
    private Document snapshot;
    private long stamp;
    private int users;

    Session(IDocument text, Path path, Display display) {
        this.text = text;
        this.path = path;
        this.display = display;
        this.library = !path.isAbsolute();
        text.addDocumentListener(typing);
        if (!library) {
            LiveChecks.INSTANCE.listen(path, key -> checked());
            Holdfast.preferences().addPropertyChangeListener(chosen);
        }
        reading.schedule();
    }

    /** The session of a text, if an editor shows it as a scenario. */
    public static Optional<Session> of(IDocument text) {
        return Sessions.INSTANCE.of(text);
    }

    /** The file on disk, or the name of a text of the kernel library. */
    public Path path() {
        return path;
    }

    /** Whether the text can only be read. */
    public boolean isLibrary() {
        return library;
    }

    /** The text as it is at this moment, whatever has been typed; may be asked for in any thread. Nothing is parsed before somebody asks. */
    public synchronized Document current() {
        long now = edits.get();
        if (snapshot == null || stamp != now) {
            stamp = now;
            snapshot = library ? Holdfast.documents().named(path.toString()).orElseThrow() : opened(text.get());
        }
        return snapshot;
    }

    /** What is checked as well as read is one document, so that it is parsed once. */
    private Document opened(String now) {
        if (Holdfast.preferences().getBoolean(Choices.AS_YOU_TYPE)) {
            LiveChecks.INSTANCE.changed(path, now);
            return Holdfast.documents().read(path).filter(document -> document.text().equals(now)).orElseGet(() -> Holdfast.documents().open(path, now));
        }
        return Holdfast.documents().open(path, now);
    }

    /** Whether nothing has been typed since. */
    public synchronized boolean isCurrent(Document document) {
        return document == snapshot && stamp == edits.get();
    }

    /** Has somebody told of every text that has been read, beginning with this one. In the thread of the user interface. */
    public void listen(Consumer<Document> listener) {
        listeners.add(listener);
        reading.schedule();
    }

    public void unlisten(Consumer<Document> listener) {
        listeners.remove(listener);
    }

    /** What is wrong with the text as far as it is known; empty before the first answer. In the thread of the user interface. */
    public Optional<Diagnostics> diagnostics() {
        return Optional.ofNullable(diagnostics);
    }

    /** Has somebody told of diagnostics, in the thread of the user interface; at once of those that are known. */
    public void listenToChecks(Consumer<Diagnostics> listener) {
        checkers.add(listener);
        diagnostics().ifPresent(listener);
    }

    public void unlistenToChecks(Consumer<Diagnostics> listener) {
        checkers.remove(listener);
    }

    private void checked() {
        if (!display.isDisposed()) {
            display.asyncExec(() -> LiveChecks.INSTANCE.diagnostics(path).filter(now -> users > 0 && isCurrent(now)).ifPresent(this::show));
        }
    }

    /** Whether diagnostics are about what the editors show; what is about an older text is not shown any more. */
    private synchronized boolean isCurrent(Diagnostics found) {
        return snapshot != null && found.version() >= snapshot.version() && isCurrent(snapshot);
    }

    private void show(Diagnostics found) {
        diagnostics = found;
        ITextFileBuffer buffer = FileBuffers.getTextFileBufferManager().getTextFileBuffer(text);
        if (buffer != null) {
            marks.show(buffer.getAnnotationModel(), found.in(path.toString()), text.getLength());
        }
        List.copyOf(checkers).forEach(listener -> listener.accept(found));
    }

    /** Other severities or bounds: everything is to be checked again. */
    private void chosen(PropertyChangeEvent event) {
        if (!event.getProperty().startsWith(Palette.PREFIX)) {
            LiveChecks.INSTANCE.restart();
            recheck();
        }
    }

    private void recheck() {
        synchronized (this) {
            snapshot = null;
        }
        if (!Holdfast.preferences().getBoolean(Choices.AS_YOU_TYPE)) {
            diagnostics = null;
            ITextFileBuffer buffer = FileBuffers.getTextFileBufferManager().getTextFileBuffer(text);
            if (buffer != null) {
                marks.show(buffer.getAnnotationModel(), List.of(), text.getLength());
            }
        }
        reading.schedule();
    }

    /** Has somebody told where words have become other ones than they were, or than they looked like. */
    void paint(Consumer<IRegion> painter) {
        painters.add(painter);
        painter.accept(new Region(0, text.getLength()));
    }

    void unpaint(Consumer<IRegion> painter) {
        painters.remove(painter);
    }

    /** What the text's words are, as far as it has been read; moved along with what has been typed since. */
    Stretches tokens() {
        return tokens;
    }

    private IStatus read(IProgressMonitor monitor) {
        Document document = current();
        List<Tokens.Token> words = Tokens.of(document);
        if (!monitor.isCanceled() && isCurrent(document) && !display.isDisposed()) {
            display.asyncExec(() -> {
                if (users > 0 && isCurrent(document)) {
                    show(document, words);
                }
            });
        }
        return Status.OK_STATUS;
    }

    private void show(Document document, List<Tokens.Token> words) {
        IRegion changed = Colouring.difference(tokens.all(), words);
        tokens.set(words);
        if (changed != null) {
            List.copyOf(painters).forEach(painter -> painter.accept(changed));
        }
        List.copyOf(listeners).forEach(listener -> listener.accept(document));
    }

    /** One more that needs the session. */
    void enter() {
        users++;
    }

    /** @return whether that was the last one, and the session is over */
    boolean leave() {
        users--;
        if (users > 0) {
            return false;
        }
        text.removeDocumentListener(typing);
        reading.cancel();
        listeners.clear();
        checkers.clear();
        painters.clear();
        if (!library) {
            Holdfast.preferences().removePropertyChangeListener(chosen);
            LiveChecks.INSTANCE.closed(path);
            Holdfast.documents().close(path);
        }
        return true;
    }
}
