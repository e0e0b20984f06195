package org.holdfast.ui.perspective;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Projects left, outline right, what was found and how it comes about below the scenario. */
public final class PatchReview implements IPerspectiveFactory {

    /** Its id. */
    public static final String ID = "org.holdfast.ui.patchReview";

    private static final String VIEWS = "org.holdfast.ui.views.";

    @Override
    public void createInitialLayout(IPageLayout layout) {
        String editor = layout.getEditorArea();
        layout.addView(IPageLayout.ID_PROJECT_EXPLORER, IPageLayout.LEFT, 0.18f, editor);
        layout.addView(IPageLayout.ID_OUTLINE, IPageLayout.RIGHT, 0.78f, editor);
        IFolderLayout below = layout.createFolder("below", IPageLayout.BOTTOM, 0.58f, editor);
        below.addView(VIEWS + "verdicts");
        below.addView(VIEWS + "interleaving");
        below.addView(VIEWS + "locks");
        below.addView(IPageLayout.ID_PROBLEM_VIEW);
        below.addPlaceholder("org.eclipse.search.ui.views.SearchView");
        below.addPlaceholder(IPageLayout.ID_PROGRESS_VIEW);
        layout.addPerspectiveShortcut(ID);
        for (String wizard : new String[] { "newProject", "newScenario", "newLibrary" }) {
            layout.addNewWizardShortcut("org.holdfast.ui." + wizard);
        }
        for (String view : new String[] { VIEWS + "verdicts", VIEWS + "interleaving", VIEWS + "locks", IPageLayout.ID_PROBLEM_VIEW,
                IPageLayout.ID_OUTLINE, IPageLayout.ID_PROJECT_EXPLORER }) {
            layout.addShowViewShortcut(view);
        }
    }
}
