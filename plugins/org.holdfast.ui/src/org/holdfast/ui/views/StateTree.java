package org.holdfast.ui.views;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.holdfast.engine.program.Range;
import org.holdfast.ide.view.State;
import org.holdfast.ide.view.State.Entry;
import org.holdfast.ui.Icons;

/** The state at a step: what the step changed, then who holds what, what counts, what lives, what is still to come. What is new is coloured and says so. */
final class StateTree {

    private static final String CHANGES = "Changed by this step";
    /** Open unless somebody has closed them; there are too many variables for that. */
    private static final Set<String> CLOSED = Set.of("Variables");

    private final Tree tree;
    private final Set<String> toggled = new HashSet<>();

    /** @param opened told the place of an entry that was double-clicked */
    StateTree(Composite parent, Consumer<Range> opened) {
        tree = new Tree(parent, SWT.SINGLE | SWT.V_SCROLL | SWT.H_SCROLL);
        tree.addListener(SWT.DefaultSelection, event -> {
            if (event.item.getData() instanceof Range range) {
                opened.accept(range);
            }
        });
        tree.addListener(SWT.Expand, event -> toggle((TreeItem) event.item, true));
        tree.addListener(SWT.Collapse, event -> toggle((TreeItem) event.item, false));
    }

    Tree control() {
        return tree;
    }

    private void toggle(TreeItem item, boolean open) {
        String key = key(item);
        if (open == opensByItself(item)) {
            toggled.remove(key);
        } else {
            toggled.add(key);
        }
    }

    private static boolean opensByItself(TreeItem item) {
        return item.getParentItem() == null && !CLOSED.contains(item.getText());
    }

    private static String key(TreeItem item) {
        return item.getParentItem() == null ? item.getText() : item.getParentItem().getText() + "/" + item.getText().replaceAll("[:(].*", "");
    }

    void show(State state, String otherwise) {
        tree.setRedraw(false);
        tree.removeAll();
        if (state.groups().isEmpty()) {
            new TreeItem(tree, SWT.NONE).setText(otherwise);
        } else {
            TreeItem changes = group(CHANGES);
            (state.changes().isEmpty() ? List.of("nothing that others can see") : state.changes())
                    .forEach(c -> item(changes, c, state.changes().isEmpty() ? null : Icons.INFO.image(), !state.changes().isEmpty(), null));
            open(changes);
            for (State.Group g : state.groups()) {
                TreeItem group = group(g.title());
                g.entries().forEach(e -> entry(group, e, g.title()));
                open(group);
            }
        }
        tree.setRedraw(true);
        if (tree.getItemCount() > 0) {
            tree.setTopItem(tree.getItem(0));
        }
    }

    private TreeItem group(String title) {
        TreeItem item = new TreeItem(tree, SWT.NONE);
        item.setText(title);
        return item;
    }

    private void entry(TreeItem parent, Entry e, String group) {
        TreeItem item = item(parent, e.text() + (e.changed() ? "  (new)" : ""), icon(group), e.changed(), e.range());
        e.parts().forEach(p -> item(item, p.text() + (p.changed() ? "  (new)" : ""), null, p.changed(), p.range()));
        open(item);
    }

    private static TreeItem item(TreeItem parent, String text, Image icon, boolean changed, Range range) {
        TreeItem item = new TreeItem(parent, SWT.NONE);
        item.setText(text);
        item.setImage(icon);
        item.setData(range);
        if (changed) {
            item.setForeground(Colours.CHANGED.get());
        }
        return item;
    }

    private void open(TreeItem item) {
        item.setExpanded(opensByItself(item) != toggled.contains(key(item)));
    }

    private static Image icon(String group) {
        return switch (group) {
            case "Threads" -> Icons.THREAD.image();
            case "Locks held" -> Icons.LOCK.image();
            case "Counts" -> Icons.REFERENCE.image();
            case "Objects" -> Icons.STRUCT.image();
            case "Pending" -> Icons.FUNCTION.image();
            default -> Icons.VARIABLE.image();
        };
    }
}
