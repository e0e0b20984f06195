package org.holdfast.ui.wizards;

import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.dialogs.WizardNewFileCreationPage;
import org.holdfast.ui.Icons;

/** A new scenario, empty or from a template. */
public final class NewScenarioWizard extends NewFileWizard {

    private TemplatePage templates;

    @Override
    public void init(IWorkbench workbench, IStructuredSelection selection) {
        super.init(workbench, selection);
        setWindowTitle("New Scenario");
    }

    @Override
    WizardNewFileCreationPage filePage(IStructuredSelection selection) {
        return new FilePage(selection, "Scenario", "A patch, trimmed to what matters, with its threads and locks written down.", "scenario.hold");
    }

    @Override
    public void addPages() {
        super.addPages();
        templates = new TemplatePage();
        addPage(templates);
    }

    @Override
    String text(String name) {
        return templates.chosen().text(name);
    }

    /** Lets the user choose, and shows what it is that is chosen. */
    private static final class TemplatePage extends WizardPage {

        private TableViewer list;
        private Template chosen = Template.EMPTY;

        TemplatePage() {
            super("template");
            setTitle("Scenario");
            setDescription("What it begins as. Every template checks as it says it does.");
        }

        Template chosen() {
            return chosen;
        }

        @Override
        public void createControl(Composite parent) {
            Composite area = new Composite(parent, SWT.NONE);
            area.setLayout(new GridLayout(2, false));
            list = new TableViewer(area, SWT.SINGLE | SWT.BORDER | SWT.V_SCROLL);
            GridDataFactory.fillDefaults().grab(false, true).hint(220, 320).applyTo(list.getControl());
            StyledText text = new StyledText(area, SWT.MULTI | SWT.READ_ONLY | SWT.BORDER | SWT.V_SCROLL | SWT.H_SCROLL);
            text.setFont(JFaceResources.getTextFont());
            text.setMargins(6, 4, 6, 4);
            GridDataFactory.fillDefaults().grab(true, true).hint(460, 320).applyTo(text);
            list.setContentProvider(ArrayContentProvider.getInstance());
            list.setLabelProvider(new LabelProvider() {
                @Override
                public String getText(Object element) {
                    return ((Template) element).title();
                }

                @Override
                public Image getImage(Object element) {
                    return (element == Template.EMPTY ? Icons.SCENARIO : Icons.TEMPLATE).image();
                }
            });
            list.addSelectionChangedListener(event -> {
                if (event.getStructuredSelection().getFirstElement() instanceof Template template) {
                    chosen = template;
                    text.setText(template.text("title"));
                    setMessage(template.description());
                }
            });
            list.setInput(Template.SCENARIOS);
            list.setSelection(new StructuredSelection(chosen));
            setControl(area);
        }
    }
}
