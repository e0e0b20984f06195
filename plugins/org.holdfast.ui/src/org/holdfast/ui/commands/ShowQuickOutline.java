package org.holdfast.ui.commands;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;
import org.holdfast.ui.editor.Editors;
import org.holdfast.ui.outline.QuickOutline;

/** Opens the outline over the editor. */
public final class ShowQuickOutline extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        Editors.active(event).ifPresent(
                editor -> Editors.session(editor).ifPresent(session -> new QuickOutline(HandlerUtil.getActiveShell(event), editor, session).open()));
        return null;
    }
}
