package org.holdfast.ui.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.jface.text.source.ISourceViewer;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.ui.IWorkbenchWizard;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.wizards.IWizardDescriptor;
import org.holdfast.engine.rule.Severity;
import org.holdfast.ide.check.Diagnostics;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.editor.Editors;
import org.holdfast.ui.editor.Session;
import org.holdfast.ui.wizards.ReviewProjects;
import org.holdfast.ui.wizards.Template;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What begins something. */
class WizardsTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    /** A template that does not check as it says would be a bad beginning. */
    @ParameterizedTest
    @EnumSource(Template.class)
    void templatesCheckAsTheySay(Template template) throws Exception {
        var editor = bench.open(bench.file("t.hold", template.text("a \"title\"")));
        Session session = Editors.session(editor).orElseThrow();

        Bench.await("the verdict", () -> session.diagnostics().filter(found -> found.phase() == Diagnostics.Phase.EXPLORED).isPresent());

        assertTrue(session.diagnostics().orElseThrow().all().stream().noneMatch(each -> each.severity() == Severity.ERROR),
                () -> session.diagnostics().orElseThrow().all().toString());
    }

    @Test
    void newScenarioMakesAndOpensAFile() throws Exception {
        finish("org.holdfast.ui.newScenario", bench.project());

        IFile file = bench.project().getFile("scenario.hold");
        assertTrue(file.exists());
        assertTrue(file.readString().startsWith("scenario \"scenario\""));
        ISourceViewer viewer = bench.viewer(Bench.page().getActiveEditor());
        assertEquals(file.readString(), viewer.getDocument().get());
    }

    @Test
    void newLibraryMakesAndOpensAFile() throws Exception {
        finish("org.holdfast.ui.newLibrary", bench.project());

        assertTrue(bench.project().getFile("library.hold").readString().contains("declarations that several scenarios share"));
    }

    @Test
    void examplesBecomeProjectsThatAreBuilt() throws Exception {
        IProject made = null;
        try {
            made = ReviewProjects.copy(ReviewProjects.EXAMPLES.getFirst(), new NullProgressMonitor());

            assertTrue(made.hasNature(Holdfast.NATURE));
            assertEquals(Bench.example("nfsd/put-local.hold"), made.getFile("put-local.hold").readString());
        } finally {
            if (made != null) {
                Bench.built();
                made.delete(true, true, null);
            }
        }
    }

    @Test
    void everyWizardHasItsPages() throws Exception {
        for (String id : new String[] { "newProject", "newScenario", "newLibrary", "examples" }) {
            WizardDialog dialog = open("org.holdfast.ui." + id, bench.project());
            assertNotNull(dialog.getCurrentPage(), id);
            Bench.picture("wizard-" + id, dialog.getShell());
            dialog.close();
        }
    }

    private static void finish(String id, IProject selected) throws Exception {
        WizardDialog dialog = open(id, selected);
        assertTrue(((org.eclipse.jface.wizard.IWizard) dialog.getCurrentPage().getWizard()).performFinish());
        dialog.close();
        Bench.settle();
    }

    private static WizardDialog open(String id, IProject selected) throws Exception {
        IWizardDescriptor descriptor = PlatformUI.getWorkbench().getNewWizardRegistry().findWizard(id);
        IWorkbenchWizard wizard = descriptor.createWizard();
        wizard.init(PlatformUI.getWorkbench(), new StructuredSelection(selected));
        WizardDialog dialog = new WizardDialog(Bench.window().getShell(), wizard);
        dialog.setBlockOnOpen(false);
        dialog.open();
        Bench.settle();
        return dialog;
    }
}
