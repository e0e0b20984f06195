package org.holdfast.ui.tests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.eclipse.e4.ui.css.swt.theme.IThemeEngine;
import org.eclipse.jface.text.ITextOperationTarget;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.texteditor.ITextEditor;
import org.holdfast.ui.editor.LiveAnnotation;
import org.holdfast.ui.perspective.PatchReview;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of the workbench for README and help, in both themes, of what a reviewer sees first. */
class PicturesTest {

    private static final String THEMES = "org.eclipse.e4.ui.css.theme.e4_";

    private final Bench bench = new Bench();

    @AfterEach
    void close() throws Exception {
        theme("default");
        bench.close();
        PlatformUI.getWorkbench().showPerspective("org.eclipse.ui.resourcePerspective", Bench.window());
    }

    @ParameterizedTest
    @ValueSource(strings = { "default", "dark" })
    void aReviewInTheWorkbench(String theme) throws Exception {
        theme(theme);
        Shell window = Bench.window().getShell();
        window.setBounds(0, 0, 1400, 860);
        PlatformUI.getWorkbench().showPerspective(PatchReview.ID, Bench.window());
        bench.project(new String[] { "org.holdfast.ui.nature" });
        String text = Bench.example("nfsd/put-local.hold").replace("expect v2        put-order;", "expect v2        clean;");
        IEditorPart editor = bench.open(bench.file("put-local.hold", text));
        ISourceViewer viewer = bench.viewer(editor);
        Bench.await("the finding", () -> finding(viewer) != null);
        Position place = viewer.getAnnotationModel().getPosition(finding(viewer));
        ((ITextEditor) editor).selectAndReveal(place.offset, 0);
        viewer.setTopIndex(viewer.getDocument().getLineOfOffset(place.offset) - 12);
        Bench.page().showView("org.holdfast.ui.views.verdicts");
        Bench.page().activate(editor);
        Bench.built();
        Bench.linger(2500);
        Bench.picture("review-" + theme, window);

        int shells = Display.getCurrent().getShells().length;
        ((ITextOperationTarget) viewer).doOperation(ISourceViewer.QUICK_ASSIST);
        Bench.await("the list of quick fixes", () -> Display.getCurrent().getShells().length > shells);
        Bench.linger(4000);
        Bench.picture("quick-fix-" + theme, window);
        assertTrue(Display.getCurrent().getShells().length > shells);
    }

    @ParameterizedTest
    @ValueSource(strings = { "default", "dark" })
    void completionAndQuickOutline(String theme) throws Exception {
        theme(theme);
        Shell window = Bench.window().getShell();
        window.setBounds(0, 0, 1400, 860);
        PlatformUI.getWorkbench().showPerspective(PatchReview.ID, Bench.window());
        String text = Bench.example("nfsd/put-local.hold").replace("\tpercpu_ref_exit(", "\tpercpu_ref_k\n\tpercpu_ref_exit(");
        IEditorPart editor = bench.open(bench.file("put-local.hold", text));
        ISourceViewer viewer = bench.viewer(editor);
        int caret = text.indexOf("\tpercpu_ref_k\n") + "\tpercpu_ref_k".length();
        ((ITextEditor) editor).selectAndReveal(caret, 0);
        Bench.linger(1500);
        int shells = Display.getCurrent().getShells().length;
        ((ITextOperationTarget) viewer).doOperation(ISourceViewer.CONTENTASSIST_PROPOSALS);
        Bench.await("the list of proposals", () -> Display.getCurrent().getShells().length > shells);
        Bench.linger(3000);
        Bench.picture("completion-" + theme, window);
        ((ITextEditor) editor).selectAndReveal(0, 0);

        Shell outline = open(editor);
        Bench.linger(800);
        Bench.picture("quick-outline-" + theme, window);
        outline.close();
    }

    /** Opens the quick outline. @return its window */
    private Shell open(IEditorPart editor) throws Exception {
        Bench.page().activate(editor);
        List<Shell> before = List.of(Display.getCurrent().getShells());
        bench.run("org.holdfast.ui.quickOutline");
        Bench.await("the quick outline", () -> Arrays.stream(Display.getCurrent().getShells()).anyMatch(shell -> !before.contains(shell)));
        return Arrays.stream(Display.getCurrent().getShells()).filter(shell -> !before.contains(shell)).findFirst().orElseThrow();
    }

    private static void theme(String name) {
        PlatformUI.getWorkbench().getService(IThemeEngine.class).setTheme(THEMES + name, false);
        Bench.linger(500);
    }

    private static LiveAnnotation finding(ISourceViewer viewer) {
        return LiveTest.live(viewer).stream().filter(each -> each.diagnostic().rule().equals("put-order")).findFirst().orElse(null);
    }
}
