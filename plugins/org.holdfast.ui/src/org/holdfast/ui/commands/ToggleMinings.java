package org.holdfast.ui.commands;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.preference.IPreferenceStore;
import org.eclipse.jface.text.source.ISourceViewerExtension5;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.editor.Editors;
import org.holdfast.ui.editor.MiningSource;

/** Shows code minings in all editors, or does not. */
public final class ToggleMinings extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        IPreferenceStore store = Holdfast.preferences();
        store.setValue(MiningSource.ENABLED, !store.getBoolean(MiningSource.ENABLED));
        Editors.all().flatMap(editor -> Editors.viewer(editor).stream()).forEach(viewer -> {
            if (viewer instanceof ISourceViewerExtension5 shown) {
                shown.updateCodeMinings();
            }
        });
        return null;
    }
}
