package org.holdfast.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.resources.IFile;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.part.FileEditorInput;
import org.holdfast.ui.editor.LiveAnnotation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Diagnostics of the text as it is typed. */
class LiveTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void theBlamedStatementIsUnderlinedInItsExactRange() throws Exception {
        String text = Bench.example("nfsd/put-local.hold").replace("expect v2        put-order;", "expect v2        clean;");
        ISourceViewer viewer = bench.viewer(bench.open(bench.file("a.hold", text)));

        Bench.await("the squiggle", () -> find(viewer, "put-order") != null);

        Position place = viewer.getAnnotationModel().getPosition(find(viewer, "put-order"));
        assertEquals("nfsd_net_put(net)", viewer.getDocument().get(place.offset, place.length));
        assertEquals("org.holdfast.ui.live.error", find(viewer, "put-order").getType());
    }

    @Test
    void whatIsMendedByTypingGoesAtOnce() throws Exception {
        ISourceViewer viewer = bench.viewer(bench.open(bench.file("a.hold", "scenario \"s\"\nint x\nthread a { x = 1; }\n")));
        Bench.await("a problem", () -> !live(viewer).isEmpty());

        viewer.setSelectedRange("scenario \"s\"\nint x".length(), 0);
        bench.type(viewer.getTextWidget(), ";");

        Bench.await("no error any more", () -> live(viewer).stream().noneMatch(each -> each.getType().endsWith("error")));
    }

    @Test
    void twoEditorsOfAFileShowTheSame() throws Exception {
        IEditorPart one = bench.open(bench.file("a.hold", "scenario \"s\"\nint x\nthread a { x = 1; }\n"));
        IEditorPart two = Bench.page().openEditor(new FileEditorInput(bench.project().getFile("a.hold")), one.getSite().getId(), true,
                IWorkbenchPage.MATCH_NONE);
        Bench.await("a problem", () -> !live(bench.viewer(one)).isEmpty());

        assertEquals(live(bench.viewer(one)), live(bench.viewer(two)));

        bench.viewer(two).setSelectedRange("scenario \"s\"\nint x".length(), 0);
        bench.type(bench.text(two), ";");
        Bench.await("no error in the other", () -> live(bench.viewer(one)).stream().noneMatch(each -> each.getType().endsWith("error")));
    }

    /** Typing in a comment changes nothing, so the annotation must stay the very same one. */
    @Test
    void nothingFlickers() throws Exception {
        String text = Bench.example("nfsd/put-local.hold").replace("expect v2        put-order;", "expect v2        clean;");
        ISourceViewer viewer = bench.viewer(bench.open(bench.file("a.hold", text)));
        Bench.await("the squiggle", () -> find(viewer, "put-order") != null);
        List<Boolean> there = new ArrayList<>();
        StyledText widget = viewer.getTextWidget();
        viewer.setSelectedRange(text.indexOf("The client's side"), 0);

        for (int i = 0; i < 12; i++) {
            bench.type(widget, "x");
            Bench.linger(60);
            there.add(find(viewer, "put-order") != null);
        }
        Bench.linger(1500);
        there.add(find(viewer, "put-order") != null);

        assertTrue(there.stream().allMatch(each -> each), there.toString());
    }

    /**
     * A key is not held up by what it sets off, even while an exploration goes on that takes seconds. Far above what it costs on a machine that
     * has nothing else to do: waiting for one check would be seconds.
     */
    @Test
    void typingIsNotHeldUp() throws Exception {
        long plain = key(bench.file("a.txt", Bench.example("nfsd/series.hold")));
        long checked = key(bench.file("a.hold", Bench.example("nfsd/series.hold")));

        assertTrue(checked < 10 * plain + 400, () -> "milliseconds for a key: " + checked + ", in a plain text " + plain);
    }

    /** Milliseconds from a key until everything that came of it is painted: the median of some. */
    private long key(IFile file) throws Exception {
        StyledText text = bench.text(bench.open(file));
        Bench.linger(300);
        text.setSelection(0);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            long start = System.nanoTime();
            bench.type(text, " ");
            times.add((System.nanoTime() - start) / 1_000_000);
        }
        times.sort(null);
        return times.get(times.size() / 2);
    }

    private static LiveAnnotation find(ISourceViewer viewer, String rule) {
        return live(viewer).stream().filter(each -> each.diagnostic().rule().equals(rule)).findFirst().orElse(null);
    }

    static List<LiveAnnotation> live(ISourceViewer viewer) {
        List<LiveAnnotation> found = new ArrayList<>();
        IAnnotationModel model = viewer.getAnnotationModel();
        model.getAnnotationIterator().forEachRemaining((Annotation each) -> {
            if (each instanceof LiveAnnotation annotation) {
                found.add(annotation);
            }
        });
        return found;
    }
}
