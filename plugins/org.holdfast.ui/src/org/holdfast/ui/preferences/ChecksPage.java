package org.holdfast.ui.preferences;

import java.util.Map;
import java.util.TreeMap;

import org.eclipse.core.resources.IProject;
import org.eclipse.core.resources.ProjectScope;
import org.eclipse.core.runtime.preferences.DefaultScope;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.dialogs.PropertyPage;
import org.holdfast.ui.Holdfast;
import org.osgi.service.prefs.BackingStoreException;

/** How far to explore and how serious rules are: for all projects in the preferences, for one in its properties. */
public final class ChecksPage extends PropertyPage implements IWorkbenchPreferencePage {

    private Button own;
    private Text states;
    private Text seconds;
    private RuleTable rules;
    private boolean filling;

    @Override
    public void init(IWorkbench workbench) {
        // nothing of the workbench is needed
    }

    /** Null for the preferences of the workspace. */
    private IProject project() {
        return getElement() == null ? null : getElement().getAdapter(IProject.class);
    }

    private IEclipsePreferences node() {
        return (project() == null ? InstanceScope.INSTANCE : new ProjectScope(project())).getNode(Holdfast.ID);
    }

    @Override
    protected Control createContents(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        area.setLayout(layout);
        if (project() != null) {
            own = new Button(area, SWT.CHECK);
            own.setText("This project has &settings of its own, which go with it");
            own.addListener(SWT.Selection, event -> enable());
            GridDataFactory.fillDefaults().span(2, 1).applyTo(own);
        }
        states = number(area, "Most s&tates to store for a revision:");
        seconds = number(area, "Most s&econds to explore a revision:");
        rules = new RuleTable(area);
        GridDataFactory.fillDefaults().grab(true, true).span(2, 1).indent(0, 8).applyTo(rules);
        if (own != null) {
            own.setSelection(!keys(node()).isEmpty());
        }
        show(this::value);
        enable();
        return area;
    }

    private Text number(Composite parent, String label) {
        new Label(parent, SWT.NONE).setText(label);
        Text text = new Text(parent, SWT.BORDER | SWT.RIGHT);
        GridDataFactory.swtDefaults().hint(120, SWT.DEFAULT).applyTo(text);
        text.addModifyListener(event -> validate());
        return text;
    }

    private void validate() {
        if (filling || rules == null) {
            return; // half filled the page would be wrong for a moment, and its dialog would stay so
        }
        boolean valid = isNumber(states.getText()) && isNumber(seconds.getText());
        setErrorMessage(valid ? null : "The bounds are whole numbers, at least 1");
        setValid(valid);
    }

    private static boolean isNumber(String text) {
        return text.trim().matches("[1-9]\\d{0,14}");
    }

    private interface Values {
        String get(String key);
    }

    /** As it is where the page looks: the project's own, else the workspace's, else the default. */
    private String value(String key) {
        String workspace = InstanceScope.INSTANCE.getNode(Holdfast.ID).get(key, defaults(key));
        return project() == null ? workspace : node().get(key, workspace);
    }

    private static String defaults(String key) {
        return DefaultScope.INSTANCE.getNode(Holdfast.ID).get(key, "");
    }

    private void show(Values values) {
        filling = true;
        states.setText(values.get(Choices.MAX_STATES));
        seconds.setText(values.get(Choices.MAX_SECONDS));
        Map<String, String> severities = new TreeMap<>();
        org.holdfast.engine.rules.Rules.ALL.forEach(rule -> {
            String value = values.get(Choices.SEVERITY + rule.card().id());
            if (!value.isEmpty()) {
                severities.put(rule.card().id(), value);
            }
        });
        rules.choose(severities);
        filling = false;
        validate();
    }

    private void enable() {
        boolean enabled = own == null || own.getSelection();
        states.setEnabled(enabled);
        seconds.setEnabled(enabled);
        rules.setEnabled(enabled);
        for (Control child : rules.getChildren()) {
            child.setEnabled(enabled);
        }
    }

    @Override
    protected void performDefaults() {
        if (own != null) {
            own.setSelection(false);
            show(key -> InstanceScope.INSTANCE.getNode(Holdfast.ID).get(key, defaults(key)));
        } else {
            show(ChecksPage::defaults);
        }
        enable();
        super.performDefaults();
    }

    @Override
    public boolean performOk() {
        IEclipsePreferences node = node();
        keys(node).forEach(node::remove);
        if (own == null || own.getSelection()) {
            put(node, Choices.MAX_STATES, states.getText().trim());
            put(node, Choices.MAX_SECONDS, seconds.getText().trim());
            rules.chosen().forEach((rule, severity) -> node.put(Choices.SEVERITY + rule, severity));
        }
        try {
            node.flush();
        } catch (BackingStoreException e) {
            Holdfast.log("Cannot keep what was chosen", e);
            setErrorMessage("The settings could not be stored: " + e.getMessage());
            return false;
        }
        return true;
    }

    /** A project says what it wants even where that is the default; the workspace only what differs from it. */
    private void put(IEclipsePreferences node, String key, String value) {
        if (project() != null || !value.equals(defaults(key))) {
            node.put(key, value);
        }
    }

    private static java.util.List<String> keys(IEclipsePreferences node) {
        try {
            return java.util.Arrays.stream(node.keys())
                    .filter(key -> key.startsWith(Choices.SEVERITY) || key.equals(Choices.MAX_STATES) || key.equals(Choices.MAX_SECONDS)).toList();
        } catch (BackingStoreException e) {
            return java.util.List.of(); // nothing can be read of it, so there is nothing
        }
    }
}
