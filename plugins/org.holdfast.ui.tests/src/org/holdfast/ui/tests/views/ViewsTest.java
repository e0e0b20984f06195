package org.holdfast.ui.tests.views;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.runtime.FileLocator;
import org.eclipse.core.runtime.IPath;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.source.Annotation;
import org.eclipse.jface.text.source.IAnnotationModel;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.ImageTransfer;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.PartInitException;
import org.holdfast.ui.editor.Editors;
import org.holdfast.ui.tests.Bench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ViewsTest {
    private static final String VERDICTS = "org.holdfast.ui.views.verdicts";
    private static final String INTERLEAVING = "org.holdfast.ui.views.interleaving";
    private static final String LOCKS = "org.holdfast.ui.views.locks";
    private static final String WALK = "org.holdfast.ui.views.walk";
    private static final String CLEAN = "scenario \"nothing\"\nrevisions base;\nint x;\nthread t {\n    x = 1;\n}\n";

    private final Bench bench = new Bench();

    @AfterEach
    void close() throws Exception {
        for (String id : List.of(VERDICTS, INTERLEAVING, LOCKS, WALK)) {
            IViewPart view = Bench.page().findView(id);
            if (view != null) {
                Bench.page().hideView(view);
            }
        }
        bench.close();
    }

    private static String example(String path) throws IOException {
        try (InputStream in = FileLocator.openStream(Platform.getBundle("org.holdfast.examples"), IPath.fromPortableString(path), false)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private IEditorPart open(String path) throws Exception {
        return bench.open(bench.file(path.substring(path.lastIndexOf('/') + 1), example(path)));
    }

    /** A view's own control, large enough that its picture can be looked at. */
    private static Composite view(String id) throws PartInitException {
        return view(id, true);
    }

    private static Composite view(String id, boolean large) throws PartInitException {
        IViewPart view = Bench.page().showView(id);
        if (!large) {
            Bench.settle();
            return composite(view);
        }
        Bench.page().setPartState(Bench.page().getReference(view), org.eclipse.ui.IWorkbenchPage.STATE_MAXIMIZED);
        Bench.settle();
        return composite(view);
    }

    private static Composite composite(IViewPart view) {
        return (Composite) view.getAdapter(Control.class);
    }

    private static <T> List<T> all(Control root, Class<T> type) {
        List<T> found = new ArrayList<>();
        if (type.isInstance(root)) {
            found.add(type.cast(root));
        }
        if (root instanceof Composite c) {
            for (Control child : c.getChildren()) {
                found.addAll(all(child, type));
            }
        }
        return found;
    }

    private static <T extends Control> T seen(Control root, Class<T> type) {
        return all(root, type).stream().filter(Control::isVisible).findFirst().orElse(null);
    }

    private static void key(Control control, int code) {
        Event event = new Event();
        event.type = SWT.KeyDown;
        event.keyCode = code;
        control.notifyListeners(SWT.KeyDown, event);
        Bench.settle();
    }

    private static String emptyText(Composite view) {
        Label label = seen(view, Label.class);
        return label == null ? "" : label.getText();
    }

    private static Control canvas(Composite view, String type) {
        return all(view, Control.class).stream().filter(c -> c.getClass().getSimpleName().equals(type)).findFirst().orElseThrow();
    }

    @Test
    void emptyViewsSayWhatToDo() throws Exception {
        for (String id : List.of(VERDICTS, INTERLEAVING, LOCKS)) {
            assertTrue(emptyText(view(id)).startsWith("Open a scenario"), id);
        }
        bench.open(bench.file("clean.hold", CLEAN));
        Composite interleaving = view(INTERLEAVING);
        Bench.await("that there is nothing to show", () -> emptyText(interleaving).startsWith("No interleaving of clean.hold goes wrong"));
        Composite locks = view(LOCKS);
        Bench.await("that there are no locks", () -> emptyText(locks).equals("base takes no locks."));
    }

    @Test
    void verdictsLeadToTheStatementAndTheInterleaving() throws Exception {
        IEditorPart editor = open("nfsd/put-local.hold");
        Composite view = view(VERDICTS);
        Bench.await("the matrix", () -> seen(view, Table.class) != null && seen(view, Table.class).getItemCount() > 2
                && IntStream.range(0, seen(view, Table.class).getItemCount()).noneMatch(i -> seen(view, Table.class).getItem(i).getText(1).equals("incomplete")));
        Table table = seen(view, Table.class);
        assertEquals("put-order", table.getItem(0).getText(0).replaceAll(",.*", ""));
        int v2 = IntStream.range(0, table.getColumnCount()).filter(i -> table.getColumn(i).getText().equals("v2")).findFirst().orElseThrow();
        assertTrue(List.of("expected", "error").contains(table.getItem(0).getText(v2)), table.getItem(0).getText(v2));
        assertNotNull(table.getItem(0).getImage(v2), "an icon beside the colour");
        int verdict = IntStream.range(0, table.getItemCount()).filter(i -> table.getItem(i).getText(0).equals("verdict")).findFirst().orElseThrow();
        table.setSelection(verdict);
        table.notifyListeners(SWT.Selection, new Event());
        Bench.picture("verdicts", Bench.window().getShell());
        table.setSelection(0);
        table.notifyListeners(SWT.DefaultSelection, new Event());
        Bench.settle();
        int blamed = Editors.viewer(editor).orElseThrow().getSelectedRange().x;
        assertTrue(bench.text(editor).getText().substring(blamed).startsWith("nfsd_net_put(net)"), "the statement to blame is selected");
        assertNotNull(Bench.page().findView(INTERLEAVING));
    }

    private static List<Position> steps(ISourceViewer viewer) {
        List<Position> found = new ArrayList<>();
        IAnnotationModel model = viewer.getAnnotationModel();
        for (Iterator<Annotation> each = model.getAnnotationIterator(); each.hasNext();) {
            Annotation annotation = each.next();
            if (annotation.getType().equals("org.holdfast.ui.step")) {
                found.add(model.getPosition(annotation));
            }
        }
        return found;
    }

    private static String marked(ISourceViewer viewer) {
        List<Position> steps = steps(viewer);
        assertEquals(1, steps.size());
        return viewer.getTextWidget().getText().substring(steps.getFirst().offset, steps.getFirst().offset + steps.getFirst().length);
    }

    @Test
    void interleavingIsSteppedThroughInViewAndEditor() throws Exception {
        IEditorPart editor = open("nfsd/put-local.hold");
        ISourceViewer viewer = bench.viewer(editor);
        Composite view = view(INTERLEAVING, false);
        Bench.await("the state at the violation", () -> seen(view, Tree.class) != null && seen(view, Tree.class).getItemCount() > 2);
        Control canvas = canvas(view, "InterleavingCanvas");
        Tree state = seen(view, Tree.class);
        key(canvas, SWT.HOME);
        assertTrue(marked(viewer).contains("nfs_to_nfsd_file_put_local"), marked(viewer));
        key(canvas, SWT.ARROW_DOWN);
        key(canvas, SWT.ARROW_DOWN);
        assertTrue(marked(viewer).contains("xchg(pnf, NULL)"), marked(viewer));
        assertEquals("localio: &nfsd_file -> 0", state.getItem(0).getItem(0).getText());
        key(canvas, SWT.ARROW_RIGHT);
        assertTrue(marked(viewer).contains("nfsd_shutdown_net"), marked(viewer));
        bench.run("org.holdfast.ui.violation");
        assertTrue(marked(viewer).contains("kmem_cache_destroy"), marked(viewer));
        bench.run("org.holdfast.ui.previousSwitch");
        assertTrue(marked(viewer).contains("nfsd_shutdown_net"), marked(viewer));
        bench.run("org.holdfast.ui.back");
        assertTrue(marked(viewer).contains("percpu_ref_put"), marked(viewer));
        bench.run("org.holdfast.ui.start");
        bench.run("org.holdfast.ui.forward");
        bench.run("org.holdfast.ui.nextSwitch");
        assertTrue(marked(viewer).contains("nfsd_shutdown_net"), marked(viewer));
        Bench.picture("interleaving", Bench.window().getShell());
        bench.run("org.holdfast.ui.copyText");
        Clipboard clipboard = new Clipboard(view.getDisplay());
        String text = (String) clipboard.getContents(TextTransfer.getInstance());
        assertTrue(text.contains("io_completion") && text.contains("*** cache-in-use"), text);
        bench.run("org.holdfast.ui.copyPicture");
        assertNotNull(clipboard.getContents(ImageTransfer.getInstance()));
        clipboard.dispose();
        Bench.page().hideView(Bench.page().findView(INTERLEAVING));
        Bench.settle();
        assertEquals(List.of(), steps(viewer), "nothing stays marked when the view is closed");
    }

    @Test
    void manyThreadsAndStepsAreReadable() throws Exception {
        StringBuilder text = new StringBuilder("scenario \"six\"\nrevisions base;\nint turn;\nint counter;\n");
        for (int t = 0; t < 6; t++) {
            text.append("thread worker_").append(t).append(" {\n    if (READ_ONCE(turn) != ").append(t).append(")\n        return;\n");
            text.append("    counter++;\n".repeat(9));
            text.append(t == 5 ? "    BUG_ON(counter == 54);\n" : "    WRITE_ONCE(turn, " + (t + 1) + ");\n").append("}\n");
        }
        bench.open(bench.file("six.hold", text.toString()));
        Composite view = view(INTERLEAVING);
        Bench.await("the interleaving", () -> seen(view, Tree.class) != null && seen(view, Tree.class).getItemCount() > 2);
        Bench.picture("interleaving-six", Bench.window().getShell());
        assertTrue(seen(view, Combo.class).getText().startsWith("assertion in base"), seen(view, Combo.class).getText());
    }

    @Test
    void lockGraphLeadsToAcquisitions() throws Exception {
        IEditorPart editor = open("netconsole/event.hold");
        Composite view = view(LOCKS);
        Bench.await("the graph", () -> seen(view, Combo.class) != null);
        Combo revisions = seen(view, Combo.class);
        revisions.select(List.of(revisions.getItems()).indexOf("inverted"));
        revisions.notifyListeners(SWT.Selection, new Event());
        Control canvas = canvas(view, "LockGraphCanvas");
        Table places = seen(view, Table.class);
        Bench.await("an order in a cycle", () -> {
            key(canvas, SWT.ARROW_DOWN);
            return label(view).contains("part of a cycle") && places.getItemCount() > 0;
        });
        assertTrue(label(view).contains("part of a cycle"), label(view));
        Bench.picture("lock-graph", Bench.window().getShell());
        key(canvas, SWT.CR);
        int at = Editors.viewer(editor).orElseThrow().getSelectedRange().x;
        assertTrue(bench.text(editor).getText().substring(at).matches("(?s)(mutex|spin)_lock.*"), bench.text(editor).getText().substring(at, at + 20));
        bench.run("org.holdfast.ui.zoomIn");
        bench.run("org.holdfast.ui.zoomOut");
        bench.run("org.holdfast.ui.zoomFit");
    }

    private static String label(Composite view) {
        return all(view, Label.class).stream().filter(Control::isVisible).map(Label::getText).reduce("", (a, b) -> a + b);
    }

    @Test
    void viewsFollowTyping() throws Exception {
        IFile file = bench.file("typed.hold", CLEAN);
        IEditorPart editor = bench.open(file);
        Composite view = view(VERDICTS);
        Bench.await("clean", () -> seen(view, Table.class) != null && seen(view, Table.class).getItem(0).getText(1).equals("clean"));
        var text = bench.viewer(editor).getDocument();
        text.replace(text.get().indexOf("    x = 1;"), 0, "    BUG_ON(x == 0);\n");
        Bench.await("the finding", () -> seen(view, Table.class) != null && seen(view, Table.class).getItem(0).getText(0).startsWith("assertion"));
        Table table = seen(view, Table.class);
        table.setSelection(0);
        table.notifyListeners(SWT.Selection, new Event());
        assertTrue(all(view, org.eclipse.swt.widgets.Text.class).getFirst().getText().contains("base: "));
        Bench.page().closeEditor(editor, false);
        Bench.await("that nothing is shown any more", () -> emptyText(view).startsWith("Open a scenario"));
    }

    @Test
    void projectShowsItsScenarios() throws Exception {
        bench.file("other.hold", CLEAN.replace("nothing", "the other one"));
        bench.open(bench.file("clean.hold", CLEAN));
        Composite view = view(VERDICTS);
        Bench.await("clean", () -> seen(view, Table.class) != null && seen(view, Table.class).getItemCount() > 0);
        bench.run("org.holdfast.ui.showProject");
        Bench.await("both scenarios", () -> seen(view, Table.class) != null && seen(view, Table.class).getItemCount() == 2);
        assertEquals(List.of("nothing", "the other one"), IntStream.range(0, 2).mapToObj(i -> seen(view, Table.class).getItem(i).getText(0)).toList());
        bench.run("org.holdfast.ui.showProject");
        Bench.await("the file again", () -> seen(view, Table.class) != null && seen(view, Table.class).getItem(0).getText(0).equals("verdict"));
    }

    @Test
    void helpOfAView() throws Exception {
        Composite view = view(VERDICTS);
        List<String> said = new ArrayList<>();
        answer(view, said);
        view.notifyListeners(SWT.Help, new Event());
        assertTrue(said.stream().anyMatch(s -> s.startsWith("Findings of the scenario in the editor, by revisions")), said.toString());
    }

    @Test
    void walkDoesItsSteps() throws Exception {
        Bench.page().showView(WALK);
        Bench.settle();
        List<org.eclipse.swt.widgets.Button> buttons = all(Bench.window().getShell(), org.eclipse.swt.widgets.Button.class).stream()
                .filter(b -> b.getText().equals("Do it")).toList();
        assertTrue(buttons.size() >= 5, buttons.toString());
        Bench.picture("walk", Bench.window().getShell());
        buttons.stream().filter(b -> b.getToolTipText().equals("Read the verdicts")).findFirst().orElseThrow().notifyListeners(SWT.Selection, new Event());
        Bench.settle();
        assertNotNull(Bench.page().findView(VERDICTS));
    }

    /** Closes the window that is about to open, and notes what it says. */
    private static void answer(Composite view, List<String> said) {
        view.getDisplay().timerExec(100, () -> {
            Shell dialog = List.of(view.getDisplay().getShells()).stream().filter(s -> s.getText().equals("Verdicts") && s.isVisible()).findFirst().orElse(null);
            if (dialog == null) {
                answer(view, said);
            } else {
                all(dialog, Label.class).forEach(l -> said.add(String.valueOf(l.getText())));
                dialog.close();
            }
        });
    }

    @Test
    void rulesAreExplained() throws Exception {
        IEditorPart editor = open("nfsd/put-local.hold");
        Bench.await("the finding", () -> Editors.session(editor).flatMap(s -> s.diagnostics()).filter(d -> d.all().stream().anyMatch(x -> x.rule().equals("put-order"))).isPresent());
        bench.viewer(editor).setSelectedRange(Editors.session(editor).orElseThrow().diagnostics().orElseThrow().all().stream().filter(x -> x.rule().equals("put-order"))
                .findFirst().orElseThrow().range().offset(), 0);
        bench.run("org.holdfast.ui.explainRule");
        Shell dialog = List.of(Bench.window().getShell().getDisplay().getShells()).stream().filter(s -> s.getText().equals("Rules of Holdfast")).findFirst().orElseThrow();
        assertTrue(seen(dialog, org.eclipse.swt.custom.StyledText.class).getText().startsWith("put-order: "));
        Bench.picture("explain-rule", dialog);
        dialog.close();
        assertNull(List.of(Bench.window().getShell().getDisplay().getShells()).stream().filter(s -> s.getText().equals("Rules of Holdfast")).map(Widget.class::cast).findFirst().orElse(null));
    }
}
