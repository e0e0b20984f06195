package org.holdfast.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jface.text.ITextOperationTarget;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.Region;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.contentassist.ICompletionProposalExtension2;
import org.eclipse.jface.text.contentassist.ICompletionProposalExtension5;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.jface.text.source.projection.ProjectionAnnotationModel;
import org.eclipse.jface.text.source.projection.ProjectionViewer;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.texteditor.ITextEditor;
import org.eclipse.ui.texteditor.ITextEditorExtension;
import org.eclipse.ui.views.contentoutline.ContentOutline;
import org.eclipse.ui.views.contentoutline.ContentOutlinePage;
import org.holdfast.ui.editor.CompletionSource;
import org.holdfast.ui.editor.DocControl;
import org.holdfast.ui.editor.Hovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the fingers of somebody who knows other editors of Eclipse try. */
class EditorTest {

    private final Bench bench = new Bench();
    private IEditorPart editor;
    private ISourceViewer viewer;
    private StyledText text;

    @BeforeEach
    void open() throws Exception {
        open(Bench.example("nfsd/put-local.hold"));
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void f3LeadsToADeclarationInTheFile() throws Exception {
        caret("nfsd_file_put(nf);");
        bench.run("org.eclipse.ui.edit.text.open.hyperlink");

        assertEquals("nfsd_file_put", selected(viewer));
        assertTrue(line().startsWith("void nfsd_file_put(struct"), line());
    }

    @Test
    void f3LeadsIntoTheKernelsApiWhichCanOnlyBeRead() throws Exception {
        caret("percpu_ref_kill(&");
        bench.run("org.eclipse.ui.edit.text.open.hyperlink");

        IEditorPart library = Bench.page().getActiveEditor();
        assertTrue(library.getTitle().startsWith("kernel/"), library.getTitle());
        assertEquals("percpu_ref_kill", selected(bench.viewer(library)));
        assertTrue(((ITextEditorExtension) library).isEditorInputReadOnly());
        StyledText shown = bench.text(library);
        Bench.await("colours of the library", () -> shown.getStyleRanges().length > 20);
    }

    @Test
    void occurrencesOfTheNameAtTheCaretAreMarked() {
        caret("nfsd_net_ref;");

        Bench.await("marks", () -> positions("org.holdfast.ui.occurrence").size() + positions("org.holdfast.ui.occurrence.write").size() >= 6);
        for (Position each : positions("org.holdfast.ui.occurrence")) {
            assertEquals("nfsd_net_ref", text(each));
        }
    }

    @Test
    void completionOffersTheKernelsApiWithItsDocumentation() throws Exception {
        int at = insert("\tnfsd_file_slab = kmem", "\tpercpu_ref_tr\n");
        List<ICompletionProposal> proposals = completion(at + "\tpercpu_ref_tr".length());

        assertEquals(List.of("percpu_ref_tryget", "percpu_ref_tryget_live"),
                proposals.stream().map(each -> each.getDisplayString().split("[ (]")[0]).limit(2).toList());
        Object doc = ((ICompletionProposalExtension5) proposals.getFirst()).getAdditionalProposalInfo(new org.eclipse.core.runtime.NullProgressMonitor());
        assertTrue(doc instanceof DocControl.Content content && !content.doc().isEmpty());
    }

    @Test
    void completionOffersFieldsBehindAnArrow() throws Exception {
        int at = insert("\tnfsd_file_slab = kmem", "\tnet->\n");

        assertEquals(List.of("ns_count", "nfsd"), completion(at + "\tnet->".length()).stream().map(each -> each.getDisplayString().split(" ")[0]).toList());
    }

    @Test
    void aChosenProposalReplacesTheWordThatIsTyped() throws Exception {
        int at = insert("\tnfsd_file_slab = kmem", "\tnet->nf\n");
        ICompletionProposal proposal = completion(at + "\tnet->nf".length()).getFirst();

        ((ICompletionProposalExtension2) proposal).apply(viewer, '\0', 0, at + "\tnet->nf".length());

        assertTrue(viewer.getDocument().get().contains("\tnet->nfsd\n\tnfsd_file_slab"), viewer.getDocument().get(at, 40));
    }

    @Test
    void hoversSayWhatACallDoes() {
        int at = viewer.getDocument().get().indexOf("percpu_ref_put(&");

        assertTrue(hover(at + 2).contains("percpu_ref_put"), hover(at + 2));
    }

    @Test
    void hoversSayWhatIsWrongAndOfferToMendIt() throws Exception {
        bench.close();
        open(Bench.example("nfsd/put-local.hold").replace("expect v2        put-order;", "expect v2        clean;"));
        Bench.await("the finding", () -> LiveTest.live(viewer).stream().anyMatch(each -> each.diagnostic().rule().equals("put-order")));
        int at = viewer.getAnnotationModel().getPosition(
                LiveTest.live(viewer).stream().filter(each -> each.diagnostic().rule().equals("put-order")).findFirst().orElseThrow()).offset;

        Object shown = new Hovers().getHoverInfo2(viewer, new Region(at, 0));

        assertTrue(((DocControl.Content) shown).doc().plain().contains("put-order"), () -> ((DocControl.Content) shown).doc().plain());
        assertFalse(((DocControl.Content) shown).choices().isEmpty());
        picture(shown);
    }

    @Test
    void outlineShowsWhatIsDeclaredAndFollowsTheCaret() throws Exception {
        ContentOutline view = (ContentOutline) Bench.page().showView(IPageLayout.ID_OUTLINE);
        Bench.page().activate(editor);
        Tree tree = (Tree) ((ContentOutlinePage) view.getCurrentPage()).getControl();
        Bench.await("declarations", () -> tree.getItemCount() > 10);

        caret("percpu_ref_kill(&");

        Bench.await("the function of the caret", () -> tree.getSelectionCount() == 1 && tree.getSelection()[0].getText().startsWith("nfsd_shutdown_net"));
    }

    @Test
    void declarationsCanBeFolded() {
        ProjectionAnnotationModel model = ((ProjectionViewer) viewer).getProjectionAnnotationModel();
        List<String> first = new ArrayList<>();
        Bench.await("folds", () -> model.getAnnotationIterator().hasNext());
        model.getAnnotationIterator().forEachRemaining((Annotation each) -> first.add(text(model.getPosition(each)).lines().findFirst().orElse("")));

        assertTrue(first.contains("struct nfsd_net {") && first.contains("/*"), first.toString());
    }

    @Test
    void bracketsArePaired() throws Exception {
        int open = viewer.getDocument().get().indexOf("{\n\tstruct percpu_ref");
        viewer.setSelectedRange(open + 1, 0);
        bench.run("org.eclipse.ui.genericeditor.gotoMatchingBracket");

        assertEquals(viewer.getDocument().get().indexOf("};", open), viewer.getSelectedRange().x);
    }

    @Test
    void enterIndentsAndKeepsTheMark() throws Exception {
        String line = "+[v2, suggested]\t\tnfsd_net_put(net);";
        viewer.setSelectedRange(viewer.getDocument().get().indexOf(line) + line.length(), 0);
        bench.type(text, "\n");

        assertEquals("+[v2, suggested]\t\t", line());
    }

    @Test
    void bracketsAreClosedAndSteppedOver() {
        viewer.setSelectedRange(insert("\tnfsd_file_slab = kmem", "\tkfree\n") + "\tkfree".length(), 0);
        bench.type(text, "(net)");

        assertEquals("\tkfree(net)", line());
    }

    @Test
    void linesAreCommentedAndBack() throws Exception {
        caret("percpu_ref_kill(&");
        String before = viewer.getDocument().get();
        bench.run("org.holdfast.ui.toggleComment");
        assertTrue(line().contains("/") && !before.equals(viewer.getDocument().get()), line());

        bench.run("org.holdfast.ui.toggleComment");
        assertEquals(before, viewer.getDocument().get());
    }

    @Test
    void linesMoveWithTheirMarks() throws Exception {
        caret("nfsd_file_put(nf);\n+[v2, suggested]\t\trcu");
        String marked = line();
        bench.run("org.holdfast.ui.moveLinesUp");

        assertEquals(marked, line());
        assertTrue(viewer.getDocument().get().contains(marked + "\n+[v2, suggested]\n"), viewer.getDocument().get());
    }

    @Test
    void formattingPutsRightWhatIsAskew() throws Exception {
        String good = viewer.getDocument().get();
        bench.run("org.holdfast.ui.format");
        assertEquals(good, viewer.getDocument().get(), "what is well laid out stays");

        viewer.getDocument().set(good.replace("\tpercpu_ref_kill(&nn", "percpu_ref_kill( &nn"));
        Bench.settle();
        bench.run("org.holdfast.ui.format");

        assertEquals(good, viewer.getDocument().get());
    }

    @Test
    void undoTakesACommandBackAtOnce() throws Exception {
        String good = viewer.getDocument().get();
        String askew = good.replace("\tpercpu_ref_kill(&nn", "percpu_ref_kill( &nn").replace("\trcu_barrier();", "rcu_barrier() ;");
        viewer.getDocument().set(askew);
        bench.run("org.holdfast.ui.format");
        assertEquals(good, viewer.getDocument().get());

        ((ITextOperationTarget) viewer).doOperation(ITextOperationTarget.UNDO);

        assertEquals(askew, viewer.getDocument().get());
    }

    private void open(String content) throws Exception {
        editor = bench.open(bench.file("a.hold", content));
        viewer = bench.viewer(editor);
        text = bench.text(editor);
        Bench.await("the keys of scenarios", () -> Bench.window().getService(org.eclipse.ui.contexts.IContextService.class).getActiveContextIds()
                .contains("org.holdfast.ui.keys"));
    }

    private void caret(String before) {
        ((ITextEditor) editor).selectAndReveal(viewer.getDocument().get().indexOf(before), 0);
    }

    /** Inserts in front of some words. @return where */
    private int insert(String before, String inserted) {
        int at = viewer.getDocument().get().indexOf(before);
        try {
            viewer.getDocument().replace(at, 0, inserted);
        } catch (org.eclipse.jface.text.BadLocationException e) {
            throw new AssertionError(before, e);
        }
        return at;
    }

    private List<ICompletionProposal> completion(int at) {
        return List.of(new CompletionSource().computeCompletionProposals((ITextViewer) viewer, at));
    }

    private String hover(int at) {
        return new Hovers().getHoverInfo2(viewer, new Region(at, 0)) instanceof DocControl.Content content ? content.doc().plain() : "nothing";
    }

    private static String selected(ISourceViewer shown) {
        var range = shown.getSelectedRange();
        return shown.getDocument().get().substring(range.x, range.x + range.y);
    }

    private String line() {
        String all = viewer.getDocument().get();
        int at = viewer.getSelectedRange().x;
        int end = all.indexOf('\n', at);
        return all.substring(all.lastIndexOf('\n', at - 1) + 1, end < 0 ? all.length() : end);
    }

    private List<Position> positions(String type) {
        List<Position> found = new ArrayList<>();
        viewer.getAnnotationModel().getAnnotationIterator().forEachRemaining((Annotation each) -> {
            if (each.getType().equals(type)) {
                found.add(viewer.getAnnotationModel().getPosition(each));
            }
        });
        return found;
    }

    private String text(Position position) {
        return viewer.getDocument().get().substring(position.offset, position.offset + position.length);
    }

    /** The hover's window as it looks, beside the editor. */
    private static void picture(Object shown) throws Exception {
        var control = DocControl.hover().createInformationControl(Bench.window().getShell());
        control.setSizeConstraints(700, 500);
        ((org.eclipse.jface.text.IInformationControlExtension2) control).setInput(shown);
        var size = control.computeSizeHint();
        control.setSize(size.x, size.y);
        control.setLocation(new org.eclipse.swt.graphics.Point(120, 160));
        control.setVisible(true);
        Bench.linger(200);
        Bench.picture("hover", Bench.window().getShell());
        control.dispose();
    }
}
