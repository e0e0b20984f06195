package org.holdfast.ui.preferences;

import org.eclipse.jface.preference.BooleanFieldEditor;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.editor.MiningSource;
import org.holdfast.ui.editor.OccurrenceMarks;

/** What the editor does while somebody types. */
public final class EditorPage extends FieldEditorPreferencePage implements IWorkbenchPreferencePage {

    public EditorPage() {
        super(GRID);
        setPreferenceStore(Holdfast.preferences());
        setDescription("Holdfast checks who holds what, and for how long, in scenarios made of Linux-kernel patches.");
    }

    @Override
    public void init(IWorkbench workbench) {
        // nothing of the workbench is needed
    }

    @Override
    protected void createFieldEditors() {
        addField(new BooleanFieldEditor(Choices.AS_YOU_TYPE, "Check scenarios &while they are typed, not only when they are saved", getFieldEditorParent()));
        addField(new BooleanFieldEditor(OccurrenceMarks.ENABLED, "Mark &occurrences of the name at the caret", getFieldEditorParent()));
        addField(new BooleanFieldEditor(MiningSource.ENABLED, "Show contexts, locks and &verdicts between the lines (code minings)", getFieldEditorParent()));
    }
}
