package org.holdfast.ui.views;

import java.util.Optional;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.resources.IMarker;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.core.runtime.Platform;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rules.Rules;
import org.holdfast.ide.check.Diagnostic;

/** Opens what a rule says of itself, for the marker that is selected or the finding at the caret: its page of help, or a window where there is no help. */
public final class ExplainRule extends AbstractHandler {

    private static final String DOC = "org.holdfast.doc";

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Optional<String> rule = selected(event).or(() -> AtCaret.of(HandlerUtil.getActiveEditor(event)).map(Diagnostic::rule));
        explain(HandlerUtil.getActiveShell(event), rule.orElse(""));
        return null;
    }

    private static Optional<String> selected(ExecutionEvent event) {
        if (HandlerUtil.getCurrentSelection(event) instanceof IStructuredSelection selection && !selection.isEmpty()) {
            IMarker marker = Adapters.adapt(selection.getFirstElement(), IMarker.class);
            return marker == null ? Optional.empty() : Optional.ofNullable(marker.getAttribute("rule", null));
        }
        return Optional.empty();
    }

    /** Explains a rule; where there is none of that name, lets the user choose one. */
    public static void explain(Shell shell, String rule) {
        Card card = Rules.ALL.stream().map(Rule::card).filter(c -> c.id().equals(rule)).findFirst().orElse(null);
        if (card != null && Platform.getBundle(DOC) != null && PlatformUI.getWorkbench().getHelpSystem().hasHelpUI()) {
            PlatformUI.getWorkbench().getHelpSystem().displayHelpResource("/" + DOC + "/html/rules/" + rule + ".html");
        } else {
            new RuleDialog(shell, card).open();
        }
    }
}
