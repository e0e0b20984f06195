package org.holdfast.ui.editor;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.eclipse.jface.preference.IPreferenceStore;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;
import org.holdfast.ide.text.Tokens.Kind;
import org.holdfast.ui.Holdfast;

/**
 * The colours of texts, as the preferences have them. A preference is written as in {@code #7F0055 bold}; the dark theme has other defaults, in
 * {@code css/dark.css}, and what a user has chosen stays.
 */
public final class Palette {

    /** In front of every key of a colour. */
    public static final String PREFIX = "colour.";

    /** The ground of lines that a patch adds or removes. */
    public static final String ADDED_LINES = PREFIX + "added-lines";
    public static final String REMOVED_LINES = PREFIX + "removed-lines";

    /** How a kind of word is written: a colour, and perhaps more. */
    public record Ink(RGB colour, boolean bold, boolean italic) {

        /** Reads a preference; black where it is none. */
        public static Ink of(String preference) {
            String[] parts = preference.trim().split("\\s+");
            int value = 0;
            if (parts[0].matches("#[0-9a-fA-F]{6}")) {
                value = Integer.parseInt(parts[0].substring(1), 16);
            }
            String rest = " " + preference + " ";
            return new Ink(new RGB(value >> 16, value >> 8 & 0xff, value & 0xff), rest.contains(" bold "), rest.contains(" italic "));
        }

        /** As a preference. */
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "#%02X%02X%02X%s%s", colour.red, colour.green, colour.blue, bold ? " bold" : "", italic ? " italic" : "");
        }
    }

    private final IPreferenceStore store = Holdfast.preferences();
    private final Map<Kind, Ink> inks = new EnumMap<>(Kind.class);
    private final Map<RGB, Color> colours = new HashMap<>();
    private final Runnable changed;
    private final IPropertyChangeListener listener = event -> {
        if (event.getProperty().startsWith(PREFIX)) {
            changed();
        }
    };

    /** @param changed called when a colour has become another one, until {@link #dispose} */
    public Palette(Runnable changed) {
        this.changed = changed;
        store.addPropertyChangeListener(listener);
    }

    /** The preference of a kind of word. */
    public static String key(Kind kind) {
        return PREFIX + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void changed() {
        inks.clear();
        changed.run();
    }

    public StyleRange style(Kind kind, int offset, int length) {
        Ink ink = inks.computeIfAbsent(kind, key -> Ink.of(store.getString(key(key))));
        return new StyleRange(offset, length, colour(ink.colour()), null, (ink.bold() ? SWT.BOLD : 0) | (ink.italic() ? SWT.ITALIC : 0));
    }

    public Color ground(boolean removed) {
        return colour(Ink.of(store.getString(removed ? REMOVED_LINES : ADDED_LINES)).colour());
    }

    private Color colour(RGB rgb) {
        return colours.computeIfAbsent(rgb, Color::new);
    }

    public void dispose() {
        store.removePropertyChangeListener(listener);
    }
}
