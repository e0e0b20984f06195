package org.holdfast.ui.views;

import java.util.List;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rules.Rules;
import org.holdfast.lang.report.RulePage;

/** The pages of all rules, one at a time: what {@code holdfast explain} prints. */
final class RuleDialog extends Dialog {

    private static final int WIDTH = 86;
    private static final int HEIGHT = 38;

    private final List<Card> cards = Rules.ALL.stream().map(Rule::card).toList();
    private final Card first;
    private Combo choice;
    private StyledText page;

    /** @param first what is shown at first; null for the first rule of all */
    RuleDialog(Shell parent, Card first) {
        super(parent);
        this.first = first == null ? cards.getFirst() : first;
        setShellStyle(SWT.CLOSE | SWT.MODELESS | SWT.BORDER | SWT.TITLE | SWT.RESIZE);
        setBlockOnOpen(false);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Rules of Holdfast");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        ((GridLayout) area.getLayout()).verticalSpacing = 8;
        choice = new Combo(area, SWT.READ_ONLY | SWT.DROP_DOWN);
        choice.setItems(cards.stream().map(c -> c.id() + ": " + c.title()).toArray(String[]::new));
        choice.select(cards.indexOf(first));
        choice.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        choice.addListener(SWT.Selection, event -> show(cards.get(choice.getSelectionIndex())));
        page = new StyledText(area, SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.H_SCROLL | SWT.BORDER);
        page.setFont(JFaceResources.getTextFont());
        page.setMargins(10, 8, 10, 8);
        GridData data = new GridData(SWT.FILL, SWT.FILL, true, true);
        data.widthHint = convertWidthInCharsToPixels(WIDTH) * 4 / 3;
        data.heightHint = convertHeightInCharsToPixels(HEIGHT) * 3 / 4;
        page.setLayoutData(data);
        show(first);
        return area;
    }

    private void show(Card card) {
        String text = RulePage.text(card);
        page.setText(text);
        StyleRange strong = new StyleRange(0, text.indexOf('\n'), null, null, SWT.BOLD);
        page.setStyleRange(strong);
        for (String head : List.of("\nFails:", "\nMended")) {
            int at = text.indexOf(head);
            if (at >= 0) {
                page.setStyleRange(new StyleRange(at + 1, text.indexOf('\n', at + 1) - at - 1, null, null, SWT.BOLD));
            }
        }
        page.setSelection(new Point(0, 0));
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, IDialogConstants.CLOSE_LABEL, true);
    }
}
