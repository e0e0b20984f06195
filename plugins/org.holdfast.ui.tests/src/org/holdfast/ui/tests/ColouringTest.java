package org.holdfast.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.eclipse.jface.preference.IPreferenceStore;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.RGB;
import org.holdfast.ide.text.Tokens.Kind;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.editor.Palette;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Words have the colours that the preferences give to what they are. */
class ColouringTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void wordsAreColouredByWhatTheyMean() throws Exception {
        StyledText text = open();

        assertEquals(ink(Kind.KEYWORD).colour(), at(text, "if (refcount_dec").foreground.getRGB());
        assertEquals(SWT.BOLD, at(text, "if (refcount_dec").fontStyle);
        assertEquals(ink(Kind.KERNEL_FUNCTION).colour(), at(text, "percpu_ref_put(&").foreground.getRGB());
        assertEquals(ink(Kind.COMMENT).colour(), at(text, "Where the story").foreground.getRGB());
        assertEquals(ink(Kind.MARK_REMOVED).colour(), at(text, "-[v2, suggested]struct").foreground.getRGB());
        Bench.picture("editor", Bench.window().getShell());
    }

    @Test
    void aChangedPreferenceShowsAtOnce() throws Exception {
        IPreferenceStore store = Holdfast.preferences();
        StyledText text = open();
        try {
            store.setValue(Palette.key(Kind.COMMENT), "#123456 italic");
            Bench.await("the new colour", () -> new RGB(0x12, 0x34, 0x56).equals(at(text, "Where the story").foreground.getRGB()));
        } finally {
            store.setToDefault(Palette.key(Kind.COMMENT));
        }
    }

    /** While nothing has been read yet, a character has the colour of the word it is typed into. */
    @Test
    void typingDoesNotFlicker() throws Exception {
        StyledText text = open();
        int at = text.getText().indexOf("Where the story");

        text.setSelection(at + 5);
        bench.type(text, "x");

        assertEquals(ink(Kind.COMMENT).colour(), text.getStyleRangeAtOffset(at + 5).foreground.getRGB());
        assertNotEquals(ink(Kind.COMMENT).colour(), ink(Kind.KEYWORD).colour());
    }

    private StyledText open() throws Exception {
        StyledText text = bench.text(bench.open(bench.file("put-local.hold", Bench.example("nfsd/put-local.hold"))));
        Bench.await("colours", () -> at(text, "if (refcount_dec") != null);
        return text;
    }

    private static Palette.Ink ink(Kind kind) {
        return Palette.Ink.of(Holdfast.preferences().getString(Palette.key(kind)));
    }

    private static StyleRange at(StyledText text, String words) {
        return text.getStyleRangeAtOffset(text.getText().indexOf(words));
    }
}
