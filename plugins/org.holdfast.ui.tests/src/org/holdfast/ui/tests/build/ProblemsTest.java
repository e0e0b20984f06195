package org.holdfast.ui.tests.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.eclipse.core.resources.IProject;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.IPageLayout;
import org.holdfast.ui.build.HoldNature;
import org.holdfast.ui.tests.Bench;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the Problems view shows of markers, and how a project comes to have any. */
class ProblemsTest {

    private static final String RACE = "scenario \"race\"\nint users;\nthread a { WRITE_ONCE(users, READ_ONCE(users) + 1); }\nthread b { WRITE_ONCE(users, READ_ONCE(users) + 1); }\nfinally { WARN_ON(users != 2); }\n";

    private final Bench bench = new Bench();

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private static <T extends Control> List<T> all(Composite in, Class<T> type) {
        List<T> found = new ArrayList<>();
        for (Control each : in.getChildren()) {
            if (type.isInstance(each)) {
                found.add(type.cast(each));
            }
            if (each instanceof Composite composite) {
                found.addAll(all(composite, type));
            }
        }
        return found;
    }

    private static List<String> rows(TreeItem[] items) {
        List<String> out = new ArrayList<>();
        for (TreeItem item : items) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < item.getParent().getColumnCount(); i++) {
                row.append(item.getText(i)).append('|');
            }
            out.add(row.toString());
            out.addAll(rows(item.getItems()));
        }
        return out;
    }

    private static List<String> columns(Tree tree) {
        return Arrays.stream(tree.getColumns()).map(TreeColumn::getText).toList();
    }

    @Test
    void columnsForRuleAndRevisions() throws Exception {
        bench.project(HoldNature.ID);
        bench.file("a.hold", RACE);
        Bench.built();
        Bench.page().showView(IPageLayout.ID_PROBLEM_VIEW);
        // The view of tasks may be open too, and has a column for descriptions as well.
        List<Tree> trees = all(Bench.window().getShell(), Tree.class);
        Tree tree = trees.stream().filter(each -> columns(each).containsAll(List.of("Description", "Rule", "Revisions"))).findFirst()
                .orElseThrow(() -> new AssertionError(trees.stream().map(ProblemsTest::columns).toList().toString()));
        Bench.await("the marker", () -> {
            for (TreeItem group : tree.getItems()) {
                Event expand = new Event();
                expand.item = group;
                tree.notifyListeners(SWT.Expand, expand);
                group.setExpanded(true);
            }
            // a virtual tree knows its texts when they are to be seen
            tree.update();
            return rows(tree.getItems()).stream().anyMatch(row -> row.contains("assertion|") && row.contains("base, patch|"));
        });
    }

    @Test
    void aProjectIsAskedOnceAndHeldUpByNothing() throws Exception {
        bench.open(bench.file("a.hold", RACE));
        Bench.await("the question", () -> question() != null);
        Link link = question();
        Event yes = new Event();
        yes.text = "yes";
        link.notifyListeners(SWT.Selection, yes);
        Bench.await("the nature", () -> HoldNature.isOn(project(bench)));
        Bench.await("no question any more", () -> question() == null);
        HoldNature.set(bench.project(), false, null);
        Bench.page().closeAllEditors(false);
        bench.open(bench.file("b.hold", RACE));
        Bench.linger(300);
        assertEquals(null, question(), "once");
    }

    private static IProject project(Bench bench) {
        try {
            return bench.project();
        } catch (CoreException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Link question() {
        for (Shell shell : Display.getCurrent().getShells()) {
            for (Link link : all(shell, Link.class)) {
                if (link.getText().contains("Check them")) {
                    return link;
                }
            }
        }
        return null;
    }
}
