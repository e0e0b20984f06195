package org.holdfast.ui.editor;

import java.util.EnumMap;
import java.util.Map;

import org.eclipse.core.runtime.preferences.AbstractPreferenceInitializer;
import org.eclipse.core.runtime.preferences.DefaultScope;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.holdfast.ide.text.Tokens.Kind;
import org.holdfast.lang.check.Settings;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.preferences.Choices;

/** What the preferences are as long as nobody has changed them, on light ground; {@code css/dark.css} says what they are on dark. */
public final class Defaults extends AbstractPreferenceInitializer {

    @Override
    public void initializeDefaultPreferences() {
        IEclipsePreferences defaults = DefaultScope.INSTANCE.getNode(Holdfast.ID);
        light().forEach((kind, ink) -> defaults.put(Palette.key(kind), ink));
        defaults.put(Palette.ADDED_LINES, "#E6F6E9");
        defaults.put(Palette.REMOVED_LINES, "#FCE9E8");
        defaults.putBoolean(OccurrenceMarks.ENABLED, true);
        defaults.putBoolean(MiningSource.ENABLED, true);
        defaults.putBoolean(Choices.AS_YOU_TYPE, true);
        defaults.putLong(Choices.MAX_STATES, Settings.DEFAULT.maxStates());
        defaults.putLong(Choices.MAX_SECONDS, (long) Settings.DEFAULT.maxSeconds());
    }

    private static Map<Kind, String> light() {
        Map<Kind, String> inks = new EnumMap<>(Kind.class);
        inks.put(Kind.KEYWORD, "#7F0055 bold");
        inks.put(Kind.SCENARIO_WORD, "#0B5394 bold");
        inks.put(Kind.DIRECTIVE, "#7F0055");
        inks.put(Kind.TYPE, "#1D6F42");
        inks.put(Kind.KERNEL_TYPE, "#00627A");
        inks.put(Kind.FUNCTION, "#2B2B2B");
        inks.put(Kind.KERNEL_FUNCTION, "#1F5FA8");
        inks.put(Kind.CONSTANT, "#6A3D9A");
        inks.put(Kind.ANNOTATION, "#846A00");
        inks.put(Kind.LOCK, "#B34700 bold");
        inks.put(Kind.REFERENCE, "#9B2393");
        inks.put(Kind.VARIABLE, "#2B2B2B");
        inks.put(Kind.PARAMETER, "#6A3E3E");
        inks.put(Kind.FIELD, "#0000A8");
        inks.put(Kind.LABEL, "#4A4A4A bold");
        inks.put(Kind.REVISION, "#8A5A00");
        inks.put(Kind.RULE, "#A31515");
        inks.put(Kind.STRING, "#2A00FF");
        inks.put(Kind.NUMBER, "#125D8C");
        inks.put(Kind.COMMENT, "#3F7F5F");
        inks.put(Kind.SUPPRESSION, "#3F7F5F bold");
        inks.put(Kind.MARK_ADDED, "#1A7F37 bold");
        inks.put(Kind.MARK_REMOVED, "#B42318 bold");
        inks.put(Kind.DIFF_HEADER, "#6E7781");
        return inks;
    }
}
