package org.holdfast.ui.views;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.ui.handlers.HandlerUtil;

/** What can be done with the lock graph that is shown; which of it stands behind the class in the extension. */
public final class LockGraphCommand extends AbstractHandler implements IExecutableExtension {

    private String what = "";

    @Override
    public void setInitializationData(IConfigurationElement config, String property, Object data) {
        what = String.valueOf(data);
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        if (HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().findView(LockGraphView.ID) instanceof LockGraphView view) {
            if (what.equals("EXPORT")) {
                view.svg().ifPresent(svg -> SvgFile.save(HandlerUtil.getActiveShell(event), "lock-graph.svg", svg));
            } else {
                view.zoom(LockGraphView.Zoom.valueOf(what));
            }
        }
        return null;
    }
}
