package org.holdfast.ui.outline;

import java.util.List;

import org.eclipse.jface.viewers.ITreeContentProvider;
import org.holdfast.ide.text.Outline.Node;

/** The tree that {@link org.holdfast.ide.text.Outline} answers with. */
final class OutlineTree implements ITreeContentProvider {

    @Override
    public Object[] getElements(Object input) {
        return ((List<?>) input).toArray();
    }

    @Override
    public Object[] getChildren(Object element) {
        return ((Node) element).children().toArray();
    }

    @Override
    public Object getParent(Object element) {
        return null; // paths are given where somebody wants to reveal something
    }

    @Override
    public boolean hasChildren(Object element) {
        return !((Node) element).children().isEmpty();
    }
}
