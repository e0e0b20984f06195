package org.holdfast.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.ui.IEditorPart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A scenario opens in the platform's editor, as what it is. */
class OpeningTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void aScenarioOpensInTheGenericEditor() throws Exception {
        IEditorPart editor = bench.open(bench.file("a.hold", "scenario \"nothing yet\"\n"));

        assertEquals("org.eclipse.ui.genericeditor.GenericEditor", editor.getSite().getId());
        assertTrue(bench.text(editor).getText().startsWith("scenario"));
    }
}
