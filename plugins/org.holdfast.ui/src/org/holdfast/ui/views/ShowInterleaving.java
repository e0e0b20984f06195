package org.holdfast.ui.views;

import java.util.Optional;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.holdfast.ide.check.Diagnostic;

/** Shows the interleaving of the finding at the caret, or of the verdict that is selected. */
public final class ShowInterleaving extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        if (HandlerUtil.getActivePart(event) instanceof VerdictsView verdicts) {
            verdicts.open();
            return null;
        }
        Optional<Diagnostic> here = AtCaret.of(HandlerUtil.getActiveEditor(event));
        try {
            InterleavingView view = (InterleavingView) HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(InterleavingView.ID);
            here.ifPresent(view::show);
        } catch (PartInitException e) {
            throw new ExecutionException("Cannot show the interleaving", e);
        }
        return null;
    }
}
