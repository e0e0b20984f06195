package org.holdfast.ui.views;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Shows the verdicts of all scenarios of a project instead of those of one file, or the other way round. */
public final class ShowProject extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        boolean before = HandlerUtil.toggleCommandState(event.getCommand());
        if (HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().findView(VerdictsView.ID) instanceof VerdictsView view) {
            view.showProject(!before);
        }
        return null;
    }
}
