package org.holdfast.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.text.IDocument;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IEditorPart;
import org.holdfast.ui.editor.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an editor leaves behind when it is closed: nothing. */
class LeakTest {

    private static final int CYCLES = 100;

    private final Bench bench = new Bench();

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void manyOpeningsAndClosingsLeaveNothingBehind() throws Exception {
        IFile file = bench.file("a.hold", Bench.example("nfsd/put-local.hold"));
        for (int i = 0; i < 5; i++) { // what is made once and kept, is made
            openAndClose(file, true);
        }
        int controls = controls();
        long threads = threads();
        List<WeakReference<IDocument>> texts = new ArrayList<>();

        for (int i = 0; i < CYCLES; i++) {
            texts.add(openAndClose(file, i % 10 == 0));
        }

        assertEquals(controls, controls(), "controls");
        assertTrue(threads() <= threads, "threads: " + threads());
        Bench.await("no job of ours", () -> Arrays.stream(Job.getJobManager().find(null)).noneMatch(job -> job.getClass().getName().contains("holdfast")
                || job.getName().contains("scenario") && job.getState() != Job.NONE));
        Bench.await("the texts to be forgotten, but for the last ones, which the workbench remembers", () -> {
            System.gc();
            return texts.stream().filter(text -> text.get() != null).count() <= 3;
        });
    }

    /** @param patient whether to wait for what the editor shows, or to close it in the middle of everything */
    private WeakReference<IDocument> openAndClose(IFile file, boolean patient) throws Exception {
        IEditorPart editor = bench.open(file);
        IDocument text = bench.viewer(editor).getDocument();
        assertTrue(Session.of(text).isPresent());
        if (patient) {
            Bench.await("colours", () -> bench.text(editor).getStyleRanges().length > 0);
        }
        Bench.page().closeEditor(editor, false);
        Bench.settle();
        assertTrue(Session.of(text).isEmpty(), "the session ends with the last editor");
        return new WeakReference<>(text);
    }

    private static int controls() {
        return Arrays.stream(Display.getCurrent().getShells()).mapToInt(LeakTest::count).sum();
    }

    private static int count(Control control) {
        return 1 + (control instanceof Composite composite ? Arrays.stream(composite.getChildren()).mapToInt(LeakTest::count).sum() : 0);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().contains("Holdfast")).count();
    }
}
