package org.holdfast.ui.views;

import org.eclipse.jface.resource.ColorRegistry;
import org.eclipse.swt.graphics.Color;
import org.eclipse.ui.PlatformUI;
import org.holdfast.lang.report.Ink.Tone;
import org.holdfast.ui.Holdfast;

/** The colours of the views, as the theme has them and users have changed them, see the extension {@code org.eclipse.ui.themes}. */
enum Colours {
    ERROR, WARNING, INFORMATION, EXPECTED, GOOD, FAINT, CURRENT, CHANGED, BOX, BAD_BOX, EDGE;

    /** Never to be disposed of. In the thread of the user interface. */
    Color get() {
        return registry().get(Holdfast.ID + ".views." + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }

    static ColorRegistry registry() {
        return PlatformUI.getWorkbench().getThemeManager().getCurrentTheme().getColorRegistry();
    }

    /** Null for what is written as everything else is. */
    static Color of(Tone tone) {
        return switch (tone) {
            case ERROR -> ERROR.get();
            case WARNING -> WARNING.get();
            case INFORMATION -> INFORMATION.get();
            case EXPECTED -> EXPECTED.get();
            case GOOD -> GOOD.get();
            case FAINT -> FAINT.get();
            case STRONG -> null;
        };
    }
}
