package org.holdfast.ui.editor;

import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

import org.eclipse.jface.text.IDocument;
import org.eclipse.swt.widgets.Display;

/** The sessions there are, by text. In the thread of the user interface, but for the look-up. */
final class Sessions {

    static final Sessions INSTANCE = new Sessions();

    private final Map<IDocument, Session> byText = new IdentityHashMap<>();

    private Sessions() {
    }

    synchronized Optional<Session> of(IDocument text) {
        return Optional.ofNullable(byText.get(text));
    }

    /** The session of a text that one more needs from now on. */
    synchronized Session enter(IDocument text, Path path, Display display) {
        Session session = byText.computeIfAbsent(text, key -> new Session(key, path, display));
        session.enter();
        return session;
    }

    /** One less needs the session. */
    synchronized void leave(IDocument text) {
        Session session = byText.get(text);
        if (session != null && session.leave()) {
            byText.remove(text);
        }
    }

    /** How many texts are shown; none when all editors are closed. */
    synchronized int count() {
        return byText.size();
    }
}
