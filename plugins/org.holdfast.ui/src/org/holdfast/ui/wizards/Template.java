package org.holdfast.ui.wizards;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import org.eclipse.core.runtime.Platform;
import org.holdfast.ui.Holdfast;

/** What a new file may begin as; the texts are in {@code templates}. */
public enum Template {
    EMPTY("Empty", "A title and two threads."),
    LAST_PUT("Last put", "A counted object, two users, and a use behind the put."),
    RCU("RCU reader and updater", "A reader under RCU, and an updater that replaces and frees what the reader looks at."),
    DEFERRED_WORK("Deferred work and teardown", "Work that is queued, and a teardown that frees what the work uses."),
    LOCK_ORDER("Lock order", "Two locks that two paths take in different orders."),
    LIBRARY("Library", "Declarations that several scenarios share.");

    /** Those of scenarios, in the order to offer them. */
    public static final List<Template> SCENARIOS = List.of(EMPTY, LAST_PUT, RCU, DEFERRED_WORK, LOCK_ORDER);

    private final String title;
    private final String description;

    Template(String title, String description) {
        this.title = title;
        this.description = description;
    }

    public String title() {
        return title;
    }

    public String description() {
        return description;
    }

    /** The text of a new file. @param name what the scenario or library is to be called */
    public String text(String name) {
        String path = "templates/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".hold";
        try (InputStream in = Platform.getBundle(Holdfast.ID).getEntry(path).openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("${title}", name.replace("\\", "\\\\").replace("\"", "\\\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the bundle is broken
        }
    }
}
