package org.holdfast.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.eclipse.core.resources.ProjectScope;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.preference.IPreferencePage;
import org.eclipse.jface.preference.PreferenceDialog;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.ui.dialogs.PreferencesUtil;
import org.holdfast.engine.rule.Severity;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.editor.LiveAnnotation;
import org.holdfast.ui.preferences.Choices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users choose, and where it holds. */
class PreferencesTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() throws Exception {
        InstanceScope.INSTANCE.getNode(Holdfast.ID).remove(Choices.SEVERITY + "put-order");
        Holdfast.preferences().setToDefault(Choices.AS_YOU_TYPE);
        bench.close();
    }

    @Test
    void aProjectsChoiceComesBeforeTheWorkspaces() throws Exception {
        InstanceScope.INSTANCE.getNode(Holdfast.ID).put(Choices.SEVERITY + "put-order", "warning");
        assertEquals(Optional.of(Severity.WARNING), Choices.of(bench.project()).severities().of("put-order", Severity.ERROR));

        IEclipsePreferences node = new ProjectScope(bench.project()).getNode(Holdfast.ID);
        node.put(Choices.SEVERITY + "put-order", Choices.IGNORE);
        node.put(Choices.MAX_STATES, "1234");

        assertEquals(Optional.empty(), Choices.of(bench.project()).severities().of("put-order", Severity.ERROR));
        assertEquals(Optional.of(Severity.ERROR), Choices.of(bench.project()).severities().of("lock-order", Severity.ERROR));
        assertEquals(1234, Choices.of(bench.project()).settings().maxStates());
        assertEquals(Optional.of(Severity.WARNING), Choices.of(null).severities().of("put-order", Severity.ERROR));
    }

    @Test
    void aChosenSeverityShowsInTheOpenEditor() throws Exception {
        String text = Bench.example("nfsd/put-local.hold").replace("expect v2        put-order;", "expect v2        clean;");
        ISourceViewer viewer = bench.viewer(bench.open(bench.file("a.hold", text)));
        Bench.await("an error", () -> type(viewer).equals("org.holdfast.ui.live.error"));

        Choices.setSeverity(null, "put-order", Severity.WARNING);

        Bench.await("a warning", () -> type(viewer).equals("org.holdfast.ui.live.warning"));
    }

    @Test
    void nothingIsCheckedWhileTypingWhereThatIsNotWanted() throws Exception {
        ISourceViewer viewer = bench.viewer(bench.open(bench.file("a.hold", "scenario \"s\"\nint x\nthread a { x = 1; }\n")));
        Bench.await("a problem", () -> !LiveTest.live(viewer).isEmpty());

        Holdfast.preferences().setValue(Choices.AS_YOU_TYPE, false);
        Bench.await("none any more", () -> LiveTest.live(viewer).isEmpty());

        Holdfast.preferences().setValue(Choices.AS_YOU_TYPE, true);
        Bench.await("a problem again", () -> !LiveTest.live(viewer).isEmpty());
    }

    @Test
    void thePagesOpen() throws Exception {
        for (String page : new String[] { "preferences", "preferences.checks", "preferences.colours" }) {
            show(page, PreferencesUtil.createPreferenceDialogOn(Bench.window().getShell(), "org.holdfast.ui." + page, null, null));
        }
        show("properties", PreferencesUtil.createPropertyDialogOn(Bench.window().getShell(), bench.project(), "org.holdfast.ui.properties.checks", null,
                null));
    }

    private static void show(String name, PreferenceDialog dialog) throws Exception {
        dialog.setBlockOnOpen(false);
        dialog.open();
        dialog.getShell().setSize(960, 720);
        Bench.settle();
        IPreferencePage page = (IPreferencePage) dialog.getSelectedPage();
        Bench.picture(name.replace('.', '-'), dialog.getShell());
        dialog.close();
        assertTrue(page.isValid(), name);
        assertTrue(page.getClass().getName().startsWith("org.holdfast.ui.preferences."), page.toString());
    }

    private static String type(ISourceViewer viewer) {
        return LiveTest.live(viewer).stream().filter(each -> each.diagnostic().rule().equals("put-order")).map(LiveAnnotation::getType).findFirst().orElse("");
    }
}
