package org.holdfast.ui.commands;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.holdfast.lang.revision.Revisions;

/** Lets somebody choose the revisions that have some lines, and shows the mark that this comes to. */
public final class MarkDialog extends Dialog {

    private final Revisions revisions;
    private final Collection<String> having;
    private final List<Button> boxes = new ArrayList<>();
    private List<String> chosen = List.of();
    private Label mark;

    MarkDialog(Shell parent, Revisions revisions, Collection<String> having) {
        super(parent);
        this.revisions = revisions;
        this.having = having;
    }

    /** In the order of the revisions; at least one. */
    List<String> chosen() {
        return chosen;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Patch Mark");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        new Label(area, SWT.NONE).setText("Revisions that have the selected lines:");
        for (String name : revisions.names()) {
            Button box = new Button(area, SWT.CHECK);
            box.setText(name.equals(revisions.base()) ? name + " (base)" : name);
            box.setData(name);
            box.setSelection(having.contains(name));
            box.addListener(SWT.Selection, event -> update());
            boxes.add(box);
        }
        mark = new Label(area, SWT.NONE);
        mark.setFont(JFaceResources.getTextFont());
        GridDataFactory.fillDefaults().grab(true, false).hint(320, SWT.DEFAULT).indent(0, 6).applyTo(mark);
        return area;
    }

    @Override
    protected Control createContents(Composite parent) {
        Control contents = super.createContents(parent);
        update();
        return contents;
    }

    private void update() {
        chosen = boxes.stream().filter(Button::getSelection).map(box -> (String) box.getData()).toList();
        getButton(IDialogConstants.OK_ID).setEnabled(!chosen.isEmpty());
        String text = chosen.isEmpty() ? "at least one revision has a line" : revisions.mark(chosen);
        mark.setText(text.isBlank() ? "no mark: all revisions" : text);
    }
}
