package org.holdfast.ui.outline;

import java.util.List;
import java.util.Locale;

import org.eclipse.jface.dialogs.PopupDialog;
import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TreePath;
import org.eclipse.jface.viewers.TreeSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.Viewer;
import org.eclipse.jface.viewers.ViewerFilter;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.KeyListener;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.TreeItem;
import org.eclipse.ui.texteditor.ITextEditor;
import org.holdfast.ide.Document;
import org.holdfast.ide.check.Diagnostic;
import org.holdfast.ide.text.Outline;
import org.holdfast.ide.text.Outline.Node;
import org.holdfast.ui.editor.Editors;
import org.holdfast.ui.editor.Session;

/** The outline over the editor: type to narrow it down, Enter to go there, Escape to stay. */
public final class QuickOutline extends PopupDialog {

    private final ITextEditor editor;
    private final Document document;
    private final List<Diagnostic> diagnostics;
    private Text filter;
    private TreeViewer tree;

    public QuickOutline(Shell parent, ITextEditor editor, Session session) {
        super(parent, SWT.NO_TRIM, true, true, false, true, true, null, "Type to filter, Enter to go to a declaration");
        this.editor = editor;
        document = session.current();
        diagnostics = session.diagnostics().map(found -> found.in(document.name())).orElse(List.of());
    }

    @Override
    protected Control createTitleControl(Composite parent) {
        filter = new Text(parent, SWT.NONE);
        filter.setMessage("Type to filter");
        filter.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        filter.addModifyListener(event -> narrow());
        filter.addKeyListener(KeyListener.keyPressedAdapter(event -> {
            if (event.keyCode == SWT.ARROW_DOWN) {
                tree.getControl().setFocus();
            } else if (event.character == SWT.CR) {
                go();
            }
        }));
        return filter;
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        tree = new TreeViewer(parent, SWT.SINGLE | SWT.V_SCROLL | SWT.H_SCROLL);
        tree.getControl().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        tree.setContentProvider(new OutlineTree());
        tree.setLabelProvider(
                new DelegatingStyledCellLabelProvider(new OutlineLabels(() -> diagnostics, () -> document.lines().revisions().names().size())));
        tree.addFilter(new ByName());
        tree.setAutoExpandLevel(2);
        List<Node> nodes = Outline.of(document);
        tree.setInput(nodes);
        tree.addDoubleClickListener(event -> go());
        tree.getControl().addKeyListener(KeyListener.keyPressedAdapter(event -> {
            if (event.character == SWT.CR) {
                go();
            }
        }));
        Editors.viewer(editor).map(viewer -> Outline.at(nodes, viewer.getSelectedRange().x)).filter(path -> !path.isEmpty())
                .ifPresent(path -> tree.setSelection(new TreeSelection(new TreePath(path.toArray())), true));
        return tree.getControl();
    }

    @Override
    protected Control getFocusControl() {
        return filter;
    }

    @Override
    protected Point getDefaultSize() {
        return new Point(520, 420);
    }

    @Override
    protected Point getDefaultLocation(Point size) {
        return Editors.viewer(editor).map(viewer -> {
            Control text = viewer.getTextWidget();
            Point at = text.toDisplay(0, 0);
            return new Point(at.x + Math.max(0, (text.getSize().x - size.x) / 2), at.y + 24);
        }).orElseGet(() -> super.getDefaultLocation(size));
    }

    private void narrow() {
        tree.getControl().setRedraw(false);
        tree.refresh();
        if (!filter.getText().isEmpty()) {
            tree.expandAll();
            Node first = first(tree.getTree().getItems());
            tree.setSelection(first == null ? StructuredSelection.EMPTY : new StructuredSelection(first), true);
        }
        tree.getControl().setRedraw(true);
    }

    /** The first that fits by its own name, for which Enter is enough. */
    private Node first(TreeItem[] items) {
        for (TreeItem item : items) {
            if (item.getData() instanceof Node node && fits(node)) {
                return node;
            }
            Node below = first(item.getItems());
            if (below != null) {
                return below;
            }
        }
        return null;
    }

    private boolean fits(Node node) {
        return node.name().toLowerCase(Locale.ROOT).contains(filter.getText().trim().toLowerCase(Locale.ROOT));
    }

    private void go() {
        if (tree.getStructuredSelection().getFirstElement() instanceof Node node) {
            close();
            editor.getSite().getPage().activate(editor);
            editor.selectAndReveal(node.selection().offset(), node.selection().length());
        }
    }

    private final class ByName extends ViewerFilter {
        @Override
        public boolean select(Viewer viewer, Object parent, Object element) {
            return element instanceof Node node && (fits(node) || node.children().stream().anyMatch(child -> select(viewer, node, child)));
        }
    }
}
