package org.holdfast.ui.views;

import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.core.runtime.Platform;
import org.eclipse.help.HelpSystem;
import org.eclipse.help.IContext;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.util.IPropertyChangeListener;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;
import org.holdfast.ide.check.Diagnostics;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.Places;
import org.holdfast.ui.editor.Editors;
import org.holdfast.ui.editor.Session;
import org.holdfast.ui.preferences.Choices;

/**
 * A view of the scenario in the active editor, or in the one that was active last. It is told of every check of the text, as it is typed; while there is
 * nothing to show it says what to do.
 */
abstract class ScenarioView extends ViewPart {

    /** An editor that has just been opened has no session yet: it is looked for so often, after so many milliseconds each. */
    private static final int LOOKS = 40;
    private static final int LATER = 50;

    private Composite stack;
    private final Consumer<Diagnostics> checks = this::checked;
    private final IPropertyChangeListener colours = event -> {
        if (event.getProperty().startsWith(Holdfast.ID + ".views.") && !stack.isDisposed()) {
            recoloured();
        }
    };
    private final IPartListener2 parts = new IPartListener2() {
        @Override
        public void partActivated(IWorkbenchPartReference reference) {
            if (reference.getPart(false) instanceof IEditorPart activated) {
                follow(activated, LOOKS);
            }
        }

        @Override
        public void partVisible(IWorkbenchPartReference reference) {
            if (reference.getPart(false) == ScenarioView.this) {
                refresh();
            }
        }

        @Override
        public void partClosed(IWorkbenchPartReference reference) {
            if (reference.getPart(false) == editor) {
                leave();
                refresh();
            }
        }
    };
    private Composite content;
    private Composite empty;
    private Label message;
    private IEditorPart editor;
    private Session session;

    @Override
    public final void createPartControl(Composite parent) {
        stack = new Composite(parent, SWT.NONE);
        stack.setLayout(new StackLayout());
        content = new Composite(stack, SWT.NONE);
        content.setLayout(new FillLayout());
        empty = new Composite(stack, SWT.NONE);
        empty.setLayout(new GridLayout());
        message = new Label(empty, SWT.WRAP | SWT.CENTER);
        message.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, true));
        fill(content);
        Colours.registry().addListener(colours);
        getSite().getPage().addPartListener(parts);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(stack, Holdfast.ID + "." + help());
        if (!PlatformUI.getWorkbench().getHelpSystem().hasHelpUI()) {
            stack.addHelpListener(event -> explain());
        }
        IWorkbenchPart active = getSite().getPage().getActiveEditor();
        refresh();
        if (active instanceof IEditorPart open) {
            follow(open, LOOKS);
        }
    }

    /** Says what help says of the view, in a workbench that cannot show help itself. */
    private void explain() {
        IContext context = HelpSystem.getContext(Holdfast.ID + "." + help(), Platform.getNL());
        MessageDialog.openInformation(getSite().getShell(), getPartName(), context == null ? purpose() : context.getText());
    }

    /** Makes what is seen when there is something to show. */
    abstract void fill(Composite parent);

    /** What is known of the scenario has changed, or it is another one. */
    abstract void show(Session of, Diagnostics found);

    /** There is no scenario any more. */
    abstract void clear();

    /** Colours have become others. */
    abstract void recoloured();

    /** What the view is good for, when no scenario is open: a sentence. */
    abstract String purpose();

    /** The last part of the id of its context help. */
    abstract String help();

    private void follow(IEditorPart activated, int looks) {
        if (stack.isDisposed() || activated == editor) {
            return;
        }
        Optional<Session> found = Editors.session(activated).filter(s -> !s.isLibrary());
        if (found.isPresent()) {
            leave();
            editor = activated;
            session = found.get();
            refresh();
            session.listenToChecks(checks);
        } else if (looks > 0 && Places.path(activated.getEditorInput()).filter(p -> p.toString().endsWith(".hold")).isPresent()) {
            stack.getDisplay().timerExec(LATER, () -> {
                if (!stack.isDisposed() && getSite().getPage().getActiveEditor() == activated) {
                    follow(activated, looks - 1);
                }
            });
        }
    }

    private void leave() {
        if (session != null) {
            session.unlistenToChecks(checks);
        }
        session = null;
        editor = null;
    }

    private void checked(Diagnostics found) {
        // who is hidden behind another view works nothing out, and catches up when it is seen
        if (!stack.isDisposed() && getSite().getPage().isPartVisible(this)) {
            refresh();
        }
    }

    /** Shows what is there now. */
    final void refresh() {
        Optional<Diagnostics> found = session == null ? Optional.empty() : session.diagnostics();
        if (found.isPresent()) {
            show(session, found.get());
            return;
        }
        clear();
        if (session == null) {
            say(purpose());
        } else if (!Holdfast.preferences().getBoolean(Choices.AS_YOU_TYPE)) {
            say("Checking while you type is switched off. Switch it on in Preferences > Holdfast.");
        } else {
            say("Checking " + editor.getTitle() + "\u2026");
        }
    }

    /** Shows a sentence in place of the content. */
    final void say(String text) {
        message.setText(text);
        top(empty);
        empty.layout();
    }

    /** Shows the content. */
    final void reveal() {
        top(content);
    }

    private void top(Composite control) {
        StackLayout layout = (StackLayout) stack.getLayout();
        if (layout.topControl != control) {
            layout.topControl = control;
            stack.layout();
        }
    }

    final boolean isEmpty() {
        return ((StackLayout) stack.getLayout()).topControl == empty;
    }

    /** What the view says in place of a content, or the empty string. */
    final String message() {
        return isEmpty() ? message.getText() : "";
    }

    /** The scenario the view is about, if there is one. */
    final Optional<Session> session() {
        return Optional.ofNullable(session);
    }

    @Override
    public void setFocus() {
        if (isEmpty()) {
            empty.setFocus();
        } else {
            content.setFocus();
        }
    }

    @Override
    public <T> T getAdapter(Class<T> type) {
        return type == Control.class ? type.cast(stack) : super.getAdapter(type);
    }

    @Override
    public void dispose() {
        leave();
        Colours.registry().removeListener(colours);
        getSite().getPage().removePartListener(parts);
        super.dispose();
    }
}
