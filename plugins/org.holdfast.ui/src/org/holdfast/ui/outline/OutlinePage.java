package org.holdfast.ui.outline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.TreePath;
import org.eclipse.jface.viewers.TreeSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.swt.custom.CaretListener;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.texteditor.ITextEditor;
import org.eclipse.ui.views.contentoutline.ContentOutlinePage;
import org.holdfast.engine.program.Range;
import org.holdfast.ide.Document;
import org.holdfast.ide.check.Diagnostic;
import org.holdfast.ide.check.Diagnostics;
import org.holdfast.ide.text.Outline;
import org.holdfast.ide.text.Outline.Node;
import org.holdfast.ui.editor.Editors;
import org.holdfast.ui.editor.Session;

/** The Outline view of a scenario's editor. Both show the same place: the declaration that the caret is in. */
final class OutlinePage extends ContentOutlinePage {

    private final ITextEditor editor;
    private final Consumer<Document> read = this::read;
    private final Consumer<Diagnostics> checked = this::checked;
    private final CaretListener caret = event -> follow();
    private Session session;
    private ISourceViewer text;
    private List<Node> nodes = List.of();
    private boolean following;

    OutlinePage(ITextEditor editor) {
        this.editor = editor;
    }

    @Override
    public void createControl(Composite parent) {
        super.createControl(parent);
        TreeViewer tree = getTreeViewer();
        tree.setContentProvider(new OutlineTree());
        tree.setLabelProvider(new DelegatingStyledCellLabelProvider(new OutlineLabels(this::diagnostics, this::revisions)));
        tree.setAutoExpandLevel(2);
        tree.addSelectionChangedListener(this::selected);
        session = Editors.session(editor).orElse(null);
        text = Editors.viewer(editor).orElse(null);
        if (session != null && text != null) {
            session.listen(read);
            session.listenToChecks(checked);
            text.getTextWidget().addCaretListener(caret);
        }
        tree.setInput(nodes);
    }

    private void read(Document document) {
        TreeViewer tree = getTreeViewer();
        if (tree == null || tree.getControl().isDisposed()) {
            return;
        }
        boolean first = nodes.isEmpty();
        nodes = Outline.of(document);
        Set<List<String>> unfolded = Arrays.stream(tree.getExpandedTreePaths()).map(OutlinePage::names).collect(Collectors.toSet());
        tree.getControl().setRedraw(false);
        tree.setInput(nodes);
        if (!first) {
            unfold(nodes, new ArrayList<>(), unfolded);
        }
        tree.getControl().setRedraw(true);
        follow();
    }

    /** What was unfolded stays so: declarations are new ones after every keystroke, but their names are not. */
    private void unfold(List<Node> level, List<Node> above, Set<List<String>> unfolded) {
        for (Node node : level) {
            above.add(node);
            TreePath path = new TreePath(above.toArray());
            if (!node.children().isEmpty()) {
                getTreeViewer().setExpandedState(path, unfolded.contains(names(path)));
                unfold(node.children(), above, unfolded);
            }
            above.removeLast();
        }
    }

    private static List<String> names(TreePath path) {
        return IntStream.range(0, path.getSegmentCount()).mapToObj(i -> (Node) path.getSegment(i)).map(node -> node.kind() + " " + node.name()).toList();
    }

    private void checked(Diagnostics diagnostics) {
        if (getTreeViewer() != null && !getTreeViewer().getControl().isDisposed()) {
            getTreeViewer().refresh();
        }
    }

    private List<Diagnostic> diagnostics() {
        return session == null ? List.of() : session.diagnostics().map(found -> found.in(session.path().toString())).orElse(List.of());
    }

    private int revisions() {
        return session == null ? 0 : session.current().lines().revisions().names().size();
    }

    /** The editor's caret has moved. */
    private void follow() {
        if (following || getTreeViewer() == null || getTreeViewer().getControl().isDisposed() || getTreeViewer().getControl().isFocusControl()) {
            return;
        }
        List<Node> path = Outline.at(nodes, text.getSelectedRange().x);
        following = true;
        if (path.isEmpty()) {
            getTreeViewer().setSelection(TreeSelection.EMPTY);
        } else {
            getTreeViewer().setSelection(new TreeSelection(new TreePath(path.toArray())), true);
        }
        following = false;
    }

    private void selected(SelectionChangedEvent event) {
        if (!following && event.getStructuredSelection().getFirstElement() instanceof Node node) {
            Range range = node.selection();
            following = true;
            editor.selectAndReveal(range.offset(), range.length());
            following = false;
        }
    }

    @Override
    public void dispose() {
        if (session != null) {
            session.unlisten(read);
            session.unlistenToChecks(checked);
            StyledText widget = text.getTextWidget();
            if (widget != null && !widget.isDisposed()) {
                widget.removeCaretListener(caret);
            }
        }
        super.dispose();
    }
}
