package org.holdfast.ui.views;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.ImageTransfer;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.contexts.IContextService;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Finding;
import org.holdfast.ide.Document;
import org.holdfast.ide.check.Diagnostic;
import org.holdfast.ide.check.Diagnostics;
import org.holdfast.ide.view.Interleaving;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.lower.Lowering;
import org.holdfast.lang.report.Sources;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.Places;
import org.holdfast.ui.editor.Session;

/** Steps through the run that shows a finding, in the view and in the editor together, with the state at each step beside it. */
public final class InterleavingView extends ScenarioView {

    public static final String ID = Holdfast.ID + ".views.interleaving";
    private static final String CONTEXT = Holdfast.ID + ".interleaving";

    /** One run that can be shown: of a finding in a revision. */
    private record Witness(String revision, Finding finding) {
        String label() {
            return finding.rule() + " in " + revision + (finding.range() == null ? "" : ", line " + finding.range().line());
        }

        boolean isLike(Witness other) {
            return other != null && revision.equals(other.revision) && finding.rule().equals(other.finding.rule());
        }
    }

    private Combo choice;
    private InterleavingCanvas canvas;
    private StateTree state;
    private StepMark mark;
    private List<Witness> witnesses = List.of();
    private Witness chosen;
    private Interleaving shown;
    private int current;
    private Document document;
    private Job playing;

    @Override
    void fill(Composite parent) {
        Composite all = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout();
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        all.setLayout(layout);
        choice = new Combo(all, SWT.READ_ONLY | SWT.DROP_DOWN);
        choice.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        choice.addListener(SWT.Selection, event -> choose(witnesses.get(choice.getSelectionIndex()), true));
        SashForm sash = new SashForm(all, SWT.HORIZONTAL);
        sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        canvas = new InterleavingCanvas(sash, step -> go(step, true), () -> open(shown.steps().get(current).range()));
        state = new StateTree(sash, this::open);
        sash.setWeights(68, 32);
        mark = new StepMark(getSite().getPage());
        getSite().getService(IContextService.class).activateContext(CONTEXT);
    }

    @Override
    void show(Session of, Diagnostics found) {
        List<Witness> now = new ArrayList<>();
        for (Diagnostic d : found.all()) {
            d.findings().stream().filter(f -> f.finding().trace() != null && !f.finding().trace().steps().isEmpty())
                    .forEach(f -> now.add(new Witness(f.revision(), f.finding())));
        }
        boolean other = document == null || !document.path().equals(of.path());
        document = of.current();
        if (now.isEmpty()) {
            clear();
            say(found.phase() == Diagnostics.Phase.FLOW ? "Exploring interleavings of " + of.path().getFileName() + "\u2026"
                    : "No interleaving of " + of.path().getFileName() + " goes wrong, so there is none to show. The Verdicts view says what was explored.");
            return;
        }
        reveal();
        List<String> labels = now.stream().map(Witness::label).toList();
        boolean same = now.equals(witnesses);
        witnesses = List.copyOf(now);
        if (!same || choice.getItemCount() != labels.size()) {
            choice.setItems(labels.toArray(String[]::new));
        }
        Witness kept = other ? null : chosen;
        Witness next = witnesses.stream().filter(w -> w.equals(kept)).findFirst()
                .or(() -> witnesses.stream().filter(w -> w.isLike(kept)).findFirst()).orElse(witnesses.getFirst());
        choose(next, false);
    }

    @Override
    void clear() {
        stop();
        witnesses = List.of();
        chosen = null;
        shown = null;
        mark.clear();
        canvas.show(null, 0);
    }

    @Override
    void recoloured() {
        canvas.redraw();
        if (shown != null) {
            go(current, false);
        }
    }

    @Override
    String purpose() {
        return "Open a scenario (.hold) with a finding to step through the interleaving that shows it.";
    }

    @Override
    String help() {
        return "interleaving";
    }

    /** Shows the run of a finding of the scenario in the editor, at the place where it goes wrong. */
    public void show(String revision, Finding finding) {
        witnesses.stream().filter(w -> w.revision().equals(revision) && w.finding().equals(finding)).findFirst().ifPresent(w -> choose(w, true));
    }

    /** Shows the run of a diagnostic; does nothing if there is none for it. */
    public void show(Diagnostic diagnostic) {
        diagnostic.findings().stream().filter(f -> f.finding().trace() != null).reduce((older, newer) -> newer).ifPresent(f -> show(f.revision(), f.finding()));
    }

    private void choose(Witness witness, boolean byUser) {
        choice.select(witnesses.indexOf(witness));
        if (witness.equals(chosen) && shown != null && !byUser) {
            return;
        }
        boolean like = witness.isLike(chosen) && !byUser;
        chosen = witness;
        Sources sources = new Sources().with(document.name(), document.text());
        Interleaving rows = Interleaving.of(witness.finding(), sources, null);
        int at = like ? Math.min(current, rows.steps().size() - 1) : rows.end();
        set(rows, at, byUser);
        play(witness, document, sources);
    }

    /** Works out the states in the background: that runs the scenario once more. */
    private void play(Witness witness, Document of, Sources sources) {
        stop();
        playing = Job.createSystem("Playing back an interleaving", monitor -> {
            return play(witness, of, sources, monitor);
        });
        playing.schedule();
    }

    private IStatus play(Witness witness, Document of, Sources sources, IProgressMonitor monitor) {
        LoadedFile file = of.file();
        Interleaving full = file.revision(witness.revision()).filter(r -> file.isValid(r.name())).map(r -> Lowering.lower(file, r).program())
                .map(program -> Interleaving.of(witness.finding(), sources, program)).orElse(null);
        if (full != null && !monitor.isCanceled() && !canvas.isDisposed()) {
            canvas.getDisplay().asyncExec(() -> {
                if (!canvas.isDisposed() && witness == chosen) {
                    set(full, current, false);
                }
            });
        }
        return Status.OK_STATUS;
    }

    private void stop() {
        if (playing != null) {
            playing.cancel();
        }
    }

    private void set(Interleaving interleaving, int at, boolean inEditor) {
        shown = interleaving;
        canvas.show(interleaving, at);
        choice.setToolTipText(interleaving.title());
        go(at, inEditor);
    }

    private void go(int step, boolean inEditor) {
        current = step;
        canvas.go(step);
        state.show(shown.steps().get(step).state(), step > shown.end() ? "What the thread would have come to." : "The state is being worked out.");
        if (inEditor) {
            mark.show(shown.steps().get(step).range());
        }
    }

    private void open(Range range) {
        if (range != null) {
            Places.open(getSite().getPage(), range);
        }
    }

    // ---- what commands do ----

    /** Ways to go through an interleaving. */
    public enum Way {
        FORWARD, BACK, NEXT_SWITCH, PREVIOUS_SWITCH, START, VIOLATION
    }

    public void go(Way way) {
        if (shown == null) {
            return;
        }
        go(switch (way) {
            case FORWARD -> Math.min(current + 1, shown.steps().size() - 1);
            case BACK -> Math.max(current - 1, 0);
            case NEXT_SWITCH -> shown.nextSwitch(current);
            case PREVIOUS_SWITCH -> shown.previousSwitch(current);
            case START -> 0;
            case VIOLATION -> shown.end();
        }, true);
    }

    /** As text of 78 columns, to be pasted into a mail. */
    public Optional<String> text() {
        return Optional.ofNullable(chosen).map(w -> Interleaving.text(w.finding(), new Sources().with(document.name(), document.text())));
    }

    public Optional<String> svg() {
        return Optional.ofNullable(shown).map(Interleaving::svg);
    }

    public void copyText() {
        text().ifPresent(text -> copy(text, TextTransfer.getInstance()));
    }

    public void copyPicture() {
        if (shown != null) {
            Image image = canvas.picture();
            copy(image.getImageData(), ImageTransfer.getInstance());
            image.dispose();
        }
    }

    private void copy(Object what, Transfer as) {
        Clipboard clipboard = new Clipboard(canvas.getDisplay());
        clipboard.setContents(new Object[] {what}, new Transfer[] {as});
        clipboard.dispose();
    }

    /** What is shown; null if nothing is. */
    Interleaving shown() {
        return shown;
    }

    int current() {
        return current;
    }

    @Override
    public void setFocus() {
        if (isEmpty()) {
            super.setFocus();
        } else {
            canvas.setFocus();
        }
    }

    @Override
    public void dispose() {
        stop();
        if (mark != null) {
            mark.clear();
        }
        super.dispose();
    }
}
