package org.holdfast.ui.views;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.ui.handlers.HandlerUtil;

/** What can be done with the interleaving that is shown; which of it stands behind the class in the extension. */
public final class InterleavingCommand extends AbstractHandler implements IExecutableExtension {

    private String what = "";

    @Override
    public void setInitializationData(IConfigurationElement config, String property, Object data) {
        what = String.valueOf(data);
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        if (HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().findView(InterleavingView.ID) instanceof InterleavingView view) {
            switch (what) {
                case "COPY_TEXT" -> view.copyText();
                case "COPY_PICTURE" -> view.copyPicture();
                case "EXPORT" -> view.svg().ifPresent(svg -> SvgFile.save(HandlerUtil.getActiveShell(event), "interleaving.svg", svg));
                default -> view.go(InterleavingView.Way.valueOf(what));
            }
        }
        return null;
    }
}
