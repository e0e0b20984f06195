package org.holdfast.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.eclipse.jface.bindings.keys.KeySequence;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.keys.IBindingService;
import org.eclipse.ui.texteditor.ITextEditor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that ask something, and the keys of all. */
class CommandsTest {

    private final Bench bench = new Bench();
    private IEditorPart editor;
    private ISourceViewer viewer;

    @BeforeEach
    void open() throws Exception {
        editor = bench.open(bench.file("a.hold", Bench.example("nfsd/put-local.hold")));
        viewer = bench.viewer(editor);
        Bench.await("the keys of scenarios", () -> Bench.window().getService(org.eclipse.ui.contexts.IContextService.class).getActiveContextIds()
                .contains("org.holdfast.ui.keys"));
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void linesAreGivenAMark() throws Exception {
        String line = "\trcu_barrier();";
        ((ITextEditor) editor).selectAndReveal(viewer.getDocument().get().indexOf(line), 0);

        whenOpen("Patch Mark", 50, shell -> {
            List<Button> boxes = new ArrayList<>();
            collect(shell, boxes);
            // v1 is not to have the line
            Button box = boxes.stream().filter(each -> "v1".equals(each.getData())).findFirst().orElseThrow();
            box.setSelection(false);
            box.notifyListeners(SWT.Selection, new Event());
            shell.getDefaultButton().notifyListeners(SWT.Selection, new Event());
        });
        bench.run("org.holdfast.ui.giveMark");

        assertTrue(viewer.getDocument().get().contains("\n-[v1]\trcu_barrier();\n"), viewer.getDocument().get());
    }

    @Test
    void quickOutlineLeadsToWhatIsTyped() throws Exception {
        List<Shell> before = Arrays.asList(Display.getCurrent().getShells());
        bench.run("org.holdfast.ui.quickOutline");
        Shell outline = Arrays.stream(Display.getCurrent().getShells()).filter(shell -> !before.contains(shell)).findFirst().orElseThrow();
        Text filter = text(outline);

        filter.setText("cache_shut");
        Bench.settle();
        Event enter = new Event();
        enter.character = SWT.CR;
        filter.notifyListeners(SWT.KeyDown, enter);
        Bench.settle();

        var range = viewer.getSelectedRange();
        assertEquals("nfsd_file_cache_shutdown", viewer.getDocument().get(range.x, range.y));
        assertTrue(outline.isDisposed());
    }

    @Test
    void codeMiningsComeAndGo() throws Exception {
        assertEquals(true, org.holdfast.ui.Holdfast.preferences().getBoolean(org.holdfast.ui.editor.MiningSource.ENABLED));
        var source = new org.holdfast.ui.editor.MiningSource();
        assertTrue(source.provideCodeMinings(viewer, null).get().size() > 4);

        bench.run("org.holdfast.ui.toggleMinings");
        try {
            assertEquals(List.of(), source.provideCodeMinings(viewer, null).get());
        } finally {
            bench.run("org.holdfast.ui.toggleMinings");
        }
    }

    /** Whatever other bundles bind, in a scenario's editor these keys do this. */
    @Test
    void theKeysAreTheOnesThatFingersKnow() throws Exception {
        IBindingService bindings = PlatformUI.getWorkbench().getService(IBindingService.class);
        String[][] expected = { { "CTRL+SHIFT+F", "format" }, { "CTRL+/", "toggleComment" }, { "CTRL+I", "indent" }, { "ALT+ARROW_UP", "moveLinesUp" },
                { "ALT+ARROW_DOWN", "moveLinesDown" }, { "ALT+SHIFT+R", "rename" }, { "CTRL+O", "quickOutline" }, { "CTRL+ALT+M", "giveMark" } };
        for (String[] each : expected) {
            var binding = bindings.getPerfectMatch(KeySequence.getInstance(each[0]));
            assertNotNull(binding, each[0]);
            assertEquals("org.holdfast.ui." + each[1], binding.getParameterizedCommand().getId(), each[0]);
        }
    }

    private static void whenOpen(String title, int attempts, java.util.function.Consumer<Shell> action) {
        Display.getCurrent().timerExec(100, () -> Arrays.stream(Display.getCurrent().getShells()).filter(shell -> shell.getText().equals(title)).findFirst()
                .ifPresentOrElse(action, () -> {
                    if (attempts > 0) {
                        whenOpen(title, attempts - 1, action);
                    }
                }));
    }

    private static void collect(Composite parent, List<Button> boxes) {
        for (Control child : parent.getChildren()) {
            if (child instanceof Button button) {
                boxes.add(button);
            } else if (child instanceof Composite composite) {
                collect(composite, boxes);
            }
        }
    }

    private static Text text(Composite parent) {
        for (Control child : parent.getChildren()) {
            Text found = child instanceof Text text ? text : child instanceof Composite composite ? text(composite) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
