package org.holdfast.ui.editor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.holdfast.ide.check.Clock;
import org.holdfast.ide.check.Diagnostics;
import org.holdfast.ide.check.Live;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.Places;
import org.holdfast.ui.preferences.Choices;

/** The checks of texts that are being edited: one for each project, since each has its own severities and bounds. */
final class LiveChecks {

    static final LiveChecks INSTANCE = new LiveChecks();

    /** Two: a text that is explored for long must not keep another from being read. */
    private static final int THREADS = 2;

    private final Map<Optional<IProject>, Live> byProject = new HashMap<>();
    private final Map<Path, Consumer<Path>> listeners = new LinkedHashMap<>();

    private LiveChecks() {
    }

    /** Has a listener told, in any thread, whenever {@link #diagnostics} of a file has something new. */
    synchronized void listen(Path path, Consumer<Path> listener) {
        listeners.put(path, listener);
    }

    void changed(Path path, String text) {
        live(path).changed(path, text);
    }

    Optional<Diagnostics> diagnostics(Path path) {
        return live(path).diagnostics(path);
    }

    void closed(Path path) {
        Live live;
        synchronized (this) {
            listeners.remove(path);
            live = byProject.get(project(path));
        }
        if (live != null) {
            live.closed(path);
        }
    }

    /** Begins anew, because what was chosen has changed; whoever edits a text has to say so again. */
    void restart() {
        List<Live> all;
        synchronized (this) {
            all = new ArrayList<>(byProject.values());
            byProject.clear();
        }
        all.forEach(Live::close);
    }

    private synchronized Live live(Path path) {
        return byProject.computeIfAbsent(project(path), project -> {
            Choices choices = Choices.of(project.orElse(null));
            return new Live(Holdfast.documents(), choices.settings(), choices.severities(), Clock.threads(THREADS), this::tell);
        });
    }

    private static Optional<IProject> project(Path path) {
        return Places.file(path).map(IFile::getProject);
    }

    private void tell(Path path) {
        Consumer<Path> listener;
        synchronized (this) {
            listener = listeners.get(path);
        }
        if (listener != null) {
            listener.accept(path);
        }
    }
}
