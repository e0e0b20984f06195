package org.holdfast.ui.outline;

import org.eclipse.core.runtime.IAdapterFactory;
import org.eclipse.ui.texteditor.ITextEditor;
import org.eclipse.ui.views.contentoutline.IContentOutlinePage;
import org.holdfast.ui.editor.Editors;

/** Gives the Outline view its page for an editor that shows a scenario. */
public final class OutlineAdapter implements IAdapterFactory {

    @Override
    public <T> T getAdapter(Object adaptable, Class<T> type) {
        return type == IContentOutlinePage.class && adaptable instanceof ITextEditor editor && Editors.session(editor).isPresent()
                ? type.cast(new OutlinePage(editor))
                : null;
    }

    @Override
    public Class<?>[] getAdapterList() {
        return new Class<?>[] { IContentOutlinePage.class };
    }
}
