package org.holdfast.ui.tests.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.resources.IResource;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.contentassist.ICompletionProposalExtension5;
import org.eclipse.jface.text.quickassist.IQuickAssistInvocationContext;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.jface.text.source.TextInvocationContext;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IMarkerResolution;
import org.eclipse.ui.ide.IDE;
import org.eclipse.ui.views.markers.WorkbenchMarkerResolution;
import org.holdfast.ui.build.HoldNature;
import org.holdfast.ui.build.Markers;
import org.holdfast.ui.editor.DocControl;
import org.holdfast.ui.editor.LiveAnnotation;
import org.holdfast.ui.fix.QuickAssist;
import org.holdfast.ui.tests.Bench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is offered for a diagnostic, in the editor and in the Problems view, and what it does to the text. */
class FixTest {

    private static final String ORDER = """
            scenario "put order"
            struct obj { struct kref ref; };
            struct kmem_cache *slab;
            struct obj *o;
            struct completion done;
            void obj_free(struct kref *ref) { kmem_cache_free(slab, container_of(ref, struct obj, ref)); }
            void finish(struct obj *x)
            {
            -	kref_put(&x->ref, obj_free);
            	complete(&done);	/* stays where it is */
            +	kref_put(&x->ref, obj_free);
            }
            init {
            	slab = kmem_cache_create("obj");
            	init_completion(&done);
            	o = kmem_cache_alloc(slab, GFP_KERNEL);
            	kref_init(&o->ref);
            }
            thread io { finish(o); }
            thread stop { wait_for_completion(&done); kmem_cache_destroy(slab); }
            """;

    private static final int BLAMED = ORDER.indexOf("complete(&done)");

    private final Bench bench = new Bench();

    @BeforeEach
    void start() throws CoreException {
        bench.project(HoldNature.ID);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private static List<String> rules(ISourceViewer viewer) {
        Iterable<Annotation> all = () -> viewer.getAnnotationModel().getAnnotationIterator();
        return StreamSupport.stream(all.spliterator(), false).filter(LiveAnnotation.class::isInstance).map(a -> ((LiveAnnotation) a).diagnostic().rule()).sorted().toList();
    }

    private static ICompletionProposal[] proposals(ISourceViewer viewer, int offset) {
        IQuickAssistInvocationContext context = new TextInvocationContext(viewer, offset, 0);
        ICompletionProposal[] found = new QuickAssist().computeQuickAssistProposals(context);
        return found == null ? new ICompletionProposal[0] : found;
    }

    private static ICompletionProposal proposal(ISourceViewer viewer, int offset, String title) {
        ICompletionProposal[] all = proposals(viewer, offset);
        return Arrays.stream(all).filter(p -> p.getDisplayString().startsWith(title)).findFirst()
                .orElseGet(() -> fail(title + " in " + Arrays.stream(all).map(ICompletionProposal::getDisplayString).toList()));
    }

    @Test
    void aMendIsOneStepAndCanBeUndone() throws Exception {
        IEditorPart editor = bench.open(bench.file("a.hold", ORDER));
        ISourceViewer viewer = bench.viewer(editor);
        viewer.setSelectedRange(0, 0);
        bench.type(viewer.getTextWidget(), "\n");
        Bench.await("the squiggle", () -> rules(viewer).contains("put-order"));
        String before = viewer.getDocument().get();
        assertTrue(editor.isDirty());

        ICompletionProposal mend = proposals(viewer, before.indexOf("complete(&done)"))[0];
        Object info = ((ICompletionProposalExtension5) mend).getAdditionalProposalInfo(new NullProgressMonitor());
        String preview = info instanceof DocControl.Content content ? content.doc().plain() : String.valueOf(info);
        assertTrue(preview.contains("@@ -") && preview.contains("verdict  clean  clean"), preview);
        mend.apply(viewer.getDocument());
        String mended = viewer.getDocument().get();
        assertTrue(mended.contains("/* stays where it is */") && !mended.equals(before), mended);
        Bench.await("nothing wrong", () -> rules(viewer).isEmpty());

        bench.run("org.eclipse.ui.edit.undo");
        assertEquals(before, viewer.getDocument().get(), "one step");
        Bench.await("the finding again", () -> rules(viewer).contains("put-order"));
    }

    @Test
    void theCaretGoesToWhatIsStillToBeWritten() throws Exception {
        ISourceViewer viewer = bench.viewer(bench.open(bench.file("a.hold", ORDER)));
        Bench.await("the squiggle", () -> rules(viewer).contains("put-order"));
        proposal(viewer, BLAMED, "Allow put-order").apply(viewer.getDocument());
        bench.type(viewer.getTextWidget(), "it is known");
        assertTrue(viewer.getDocument().get().contains("/* holdfast: allow put-order - it is known */"), viewer.getDocument().get());
    }

    @Test
    void theListIsThatOfTheCaretsLine() throws Exception {
        ISourceViewer viewer = bench.viewer(bench.open(bench.file("a.hold", ORDER)));
        Bench.await("the squiggle", () -> rules(viewer).contains("put-order"));
        assertEquals(0, proposals(viewer, ORDER.indexOf("struct obj")).length);
        assertTrue(proposals(viewer, BLAMED - 1).length > 0, "anywhere in the line");
    }

    private IMarker marker(IFile file, String rule) throws CoreException {
        Bench.built();
        return Arrays.stream(file.findMarkers(Markers.PROBLEM, true, IResource.DEPTH_ZERO)).filter(m -> rule.equals(m.getAttribute(Markers.RULE, ""))).findFirst()
                .orElseGet(() -> fail("no marker of " + rule));
    }

    private static WorkbenchMarkerResolution resolution(IMarker marker, String title) {
        IMarkerResolution[] all = IDE.getMarkerHelpRegistry().getResolutions(marker);
        return (WorkbenchMarkerResolution) Arrays.stream(all).filter(r -> r.getLabel().startsWith(title)).findFirst()
                .orElseGet(() -> fail(title + " in " + Arrays.stream(all).map(IMarkerResolution::getLabel).toList()));
    }

    @Test
    void aFileThatNobodyHasOpenIsChanged() throws Exception {
        IFile file = bench.file("a.hold", ORDER);
        IMarker marker = marker(file, "put-order");
        assertTrue(IDE.getMarkerHelpRegistry().hasResolutions(marker));
        WorkbenchMarkerResolution mend = (WorkbenchMarkerResolution) IDE.getMarkerHelpRegistry().getResolutions(marker)[0];
        assertTrue(mend.getDescription().contains("@@ -"), mend.getDescription());
        mend.run(marker);
        assertFalse(new String(file.readAllBytes()).equals(ORDER));
        Bench.built();
        assertEquals(0, file.findMarkers(Markers.PROBLEM, true, IResource.DEPTH_ZERO).length);
    }

    @Test
    void manyAtATime() throws Exception {
        String text = "scenario \"s\"\nint x;\nthread a { one(x); }\nthread b { two(x); }\n";
        IFile first = bench.file("a.hold", text);
        IFile second = bench.file("b.hold", text);
        IMarker one = marker(first, "unmodelled-call");
        WorkbenchMarkerResolution ignore = resolution(one, "Ignore");
        IMarker[] all = bench.project().findMarkers(Markers.PROBLEM, true, IResource.DEPTH_INFINITE);
        assertEquals(3, ignore.findOtherMarkers(all).length);
        ignore.run(all, new NullProgressMonitor());
        for (IFile file : List.of(first, second)) {
            assertEquals("scenario \"s\"\nint x;\nthread a { one(x); } /* holdfast: allow unmodelled-call - it does not matter here */\n"
                    + "thread b { two(x); } /* holdfast: allow unmodelled-call - it does not matter here */\n", new String(file.readAllBytes()));
        }
    }

    @Test
    void aSeverityIsAChoiceOfTheProject() throws Exception {
        IFile file = bench.file("a.hold", ORDER);
        IMarker marker = marker(file, "put-order");
        resolution(marker, "Report put-order as a warning").run(marker);
        Bench.await("a warning", () -> {
            try {
                return marker(file, "put-order").getAttribute(IMarker.SEVERITY, -1) == IMarker.SEVERITY_WARNING;
            } catch (CoreException e) {
                throw new IllegalStateException(e);
            }
        });
        assertEquals(ORDER, new String(file.readAllBytes()));
    }

    /** The platform asks markers for quick assist too; nothing is to be offered twice. */
    @Test
    void theEditorOffersNothingTwice() throws Exception {
        IFile file = bench.file("a.hold", ORDER);
        IMarker marker = marker(file, "put-order");
        ISourceViewer viewer = bench.viewer(bench.open(file));
        viewer.getTextWidget().setFocus();
        Bench.await("the squiggle", () -> rules(viewer).contains("put-order"));
        assertEquals(0, IDE.getMarkerHelpRegistry().getResolutions(marker).length);
        assertTrue(proposals(viewer, BLAMED).length > 0);
    }
}
