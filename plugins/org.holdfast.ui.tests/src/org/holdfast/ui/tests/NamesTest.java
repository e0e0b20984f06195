package org.holdfast.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.core.resources.IFile;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.search.ui.ISearchQuery;
import org.eclipse.search.ui.NewSearchUI;
import org.eclipse.search.ui.text.AbstractTextSearchResult;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.ui.IEditorPart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names in several files: where they are used, and how they become others. */
class NamesTest {

    private static final String LIBRARY = "struct thing {\n\tint state;\n};\n\nvoid touch(struct thing *thing)\n{\n\tthing->state = 1;\n}\n";

    private static final String USER = "scenario \"user\"\n#include \"lib.hold\"\n\nstruct thing one;\n\nthread a { touch(&one); }\n";

    private final Bench bench = new Bench();

    @AfterEach
    void close() throws Exception {
        for (ISearchQuery query : NewSearchUI.getQueries()) {
            NewSearchUI.removeQuery(query);
        }
        bench.close();
    }

    @Test
    void referencesOfAllFilesStandInTheSearchView() throws Exception {
        bench.file("user.hold", USER);
        open("lib.hold", LIBRARY, "touch(");

        bench.run("org.eclipse.ui.genericeditor.findReferences");

        Bench.await("the result", () -> NewSearchUI.getQueries().length > 0 && !NewSearchUI.isQueryRunning(NewSearchUI.getQueries()[0])
                && ((AbstractTextSearchResult) NewSearchUI.getQueries()[0].getSearchResult()).getMatchCount() == 2);
        assertEquals("References to touch", NewSearchUI.getQueries()[0].getLabel());
        Tree tree = find((Composite) NewSearchUI.getSearchResultView().getActivePage().getControl(), Tree.class);
        Bench.await("both files", () -> tree.getItemCount() == 2);
        Bench.picture("references", Bench.window().getShell());
    }

    @Test
    void renamingChangesTheOpenEditorAndTheOtherFiles() throws Exception {
        IFile user = bench.file("user.hold", USER);
        ISourceViewer viewer = open("lib.hold", LIBRARY, "touch(");

        rename("handle");

        assertTrue(viewer.getDocument().get().contains("void handle(struct"), viewer.getDocument().get());
        assertTrue(user.readString().contains("handle(&one)"), user.readString());
        assertFalse(user.readString().contains("touch"));
    }

    @Test
    void aNameThatIsTakenIsRefusedInTheDialog() throws Exception {
        ISourceViewer viewer = open("lib.hold", LIBRARY + "\nvoid other(void)\n{\n}\n", "touch(");

        rename("other");

        assertTrue(viewer.getDocument().get().contains("void touch(struct"), "nothing has changed");
    }

    private ISourceViewer open(String name, String content, String caret) throws Exception {
        IEditorPart editor = bench.open(bench.file(name, content));
        ISourceViewer viewer = bench.viewer(editor);
        Bench.await("the keys of scenarios", () -> Bench.window().getService(org.eclipse.ui.contexts.IContextService.class).getActiveContextIds()
                .contains("org.holdfast.ui.keys"));
        viewer.setSelectedRange(content.indexOf(caret), 0);
        return viewer;
    }

    /** Runs the command, and plays the user in the dialog that it opens: types the name and chooses OK, or gives up where OK cannot be chosen. */
    private void rename(String name) throws Exception {
        Display.getCurrent().timerExec(200, () -> answer(name, 50));
        bench.run("org.holdfast.ui.rename");
        Bench.settle();
    }

    private static void answer(String name, int attempts) {
        for (Shell shell : Display.getCurrent().getShells()) {
            if (shell.getText().equals("Rename")) {
                find(shell, Text.class).setText(name);
                Button ok = shell.getDefaultButton();
                if (ok.isEnabled()) {
                    ok.notifyListeners(SWT.Selection, new org.eclipse.swt.widgets.Event());
                } else {
                    shell.close();
                }
                return;
            }
        }
        if (attempts > 0) {
            Display.getCurrent().timerExec(100, () -> answer(name, attempts - 1));
        }
    }

    private static <T extends Control> T find(Composite parent, Class<T> type) {
        for (Control child : parent.getChildren()) {
            T found = type.isInstance(child) ? type.cast(child) : child instanceof Composite composite ? find(composite, type) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
