package org.holdfast.ui.build;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.resources.IProject;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.QualifiedName;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.PopupDialog;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.reconciler.IReconciler;
import org.eclipse.jface.text.reconciler.IReconcilingStrategy;
import org.eclipse.core.filebuffers.FileBuffers;
import org.eclipse.core.filebuffers.ITextFileBuffer;
import org.eclipse.core.resources.ResourcesPlugin;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Shell;
import org.holdfast.ui.Holdfast;

/** Asks once for each project, when one of its scenarios is opened, whether its scenarios are to be checked. Holds nobody up: the question is a small window aside. */
public final class NatureOffer implements IReconciler {

    private static final QualifiedName ASKED = new QualifiedName(Holdfast.ID, "nature-offered");

    private static final String YES = "yes";
    private static final String NO = "no";

    @Override
    public void install(ITextViewer viewer) {
        // the viewer gets its text after this
        viewer.getTextWidget().getDisplay().asyncExec(() -> {
            if (viewer.getTextWidget() != null && !viewer.getTextWidget().isDisposed()) {
                IProject project = project(viewer.getDocument());
                if (project != null && !HoldNature.isOn(project) && !isAsked(project)) {
                    Question question = new Question(viewer.getTextWidget().getShell(), project);
                    question.open();
                    viewer.getTextWidget().addDisposeListener(event -> question.close());
                }
            }
        });
    }

    private static IProject project(IDocument document) {
        ITextFileBuffer buffer = document == null ? null : FileBuffers.getTextFileBufferManager().getTextFileBuffer(document);
        IFile file = buffer == null || buffer.getLocation() == null || buffer.getLocation().segmentCount() < 2 ? null
                : ResourcesPlugin.getWorkspace().getRoot().getFile(buffer.getLocation());
        return file == null || !file.isAccessible() ? null : file.getProject();
    }

    /** From now on it is, whatever the answer. */
    private static boolean isAsked(IProject project) {
        try {
            boolean asked = project.getPersistentProperty(ASKED) != null;
            project.setPersistentProperty(ASKED, "true");
            return asked;
        } catch (CoreException e) {
            return true; // it has been closed in the meantime
        }
    }

    @Override
    public void uninstall() {
        // nothing stays behind
    }

    @Override
    public IReconcilingStrategy getReconcilingStrategy(String contentType) {
        return null;
    }

    private static final class Question extends PopupDialog {

        private final IProject project;

        Question(Shell parent, IProject project) {
            super(parent, SWT.TOOL, false, false, false, false, false, "Check scenarios?", null);
            this.project = project;
        }

        @Override
        protected Control createDialogArea(Composite parent) {
            Composite area = new Composite(parent, SWT.NONE);
            area.setLayout(new GridLayout());
            Label label = new Label(area, SWT.WRAP);
            label.setText("Scenarios of " + project.getName() + " can be checked whenever they change, and what is found shown in the Problems view.");
            label.setLayoutData(new GridData(320, SWT.DEFAULT));
            Link link = new Link(area, SWT.NONE);
            link.setText("<a href=\"" + YES + "\">Check them</a>   <a href=\"" + NO + "\">Not in this project</a>");
            link.addListener(SWT.Selection, event -> {
                close();
                if (YES.equals(event.text)) {
                    Job.create("Adding the Holdfast nature to " + project.getName(), (ICoreRunnable) monitor -> HoldNature.set(project, true, monitor)).schedule();
                }
            });
            return area;
        }

        @Override
        protected Point getInitialLocation(Point size) {
            Rectangle window = getParentShell().getBounds();
            return new Point(window.x + window.width - size.x - 20, window.y + window.height - size.y - 40);
        }
    }
}
