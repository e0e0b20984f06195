package org.holdfast.ui.views;

import java.util.List;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.holdfast.engine.explore.Explorer;
import org.holdfast.engine.explore.Options;
import org.holdfast.engine.program.Program;
import org.holdfast.ide.Document;
import org.holdfast.ide.check.Diagnostics;
import org.holdfast.ide.view.LockGraph;
import org.holdfast.ide.view.LockGraph.Edge;
import org.holdfast.ide.view.LockGraph.Node;
import org.holdfast.ide.view.LockGraph.Place;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.lower.Lowering;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.Icons;
import org.holdfast.ui.Places;
import org.holdfast.ui.editor.Session;

/** The lock classes of a revision and the orders between them, declared against observed. A click lists the acquisitions; opening one leads to it. */
public final class LockGraphView extends ScenarioView {

    public static final String ID = Holdfast.ID + ".views.locks";
    /** Locks are met early: a graph need not explore as far as a verdict. */
    private static final long MOST_STATES = 300_000;
    private static final double MOST_SECONDS = 10;

    private Combo choice;
    private LockGraphCanvas canvas;
    private Label sentence;
    private Table places;
    private LockGraph graph;
    private String revision;
    private Document document;
    private String shownText;
    private Job exploring;

    @Override
    void fill(Composite parent) {
        Composite all = new Composite(parent, SWT.NONE);
        all.setLayout(plain());
        choice = new Combo(all, SWT.READ_ONLY | SWT.DROP_DOWN);
        choice.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        choice.setToolTipText("Revision");
        choice.addListener(SWT.Selection, event -> {
            revision = choice.getText();
            explore();
        });
        SashForm sash = new SashForm(all, SWT.VERTICAL);
        sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        canvas = new LockGraphCanvas(sash, this::select, this::openFirst);
        Composite below = new Composite(sash, SWT.NONE);
        below.setLayout(plain());
        sentence = new Label(below, SWT.WRAP);
        sentence.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        places = new Table(below, SWT.SINGLE | SWT.FULL_SELECTION | SWT.V_SCROLL);
        places.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        places.addListener(SWT.DefaultSelection, event -> open((Place) event.item.getData()));
        sash.setWeights(75, 25);
    }

    private static GridLayout plain() {
        GridLayout layout = new GridLayout();
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        return layout;
    }

    @Override
    void show(Session of, Diagnostics found) {
        Document now = of.current();
        List<String> names = found.report().revisions().stream().filter(r -> r.verdict() != Report.Verdict.INVALID).map(Report.Revision::name).toList();
        if (names.isEmpty()) {
            clear();
            say(found.report().revisions().isEmpty() ? of.path().getFileName() + " is a library: it has no threads, and so no order in which they take locks."
                    : "No revision of " + of.path().getFileName() + " can be read. The Problems view says why.");
            return;
        }
        if (!names.equals(List.of(choice.getItems()))) {
            choice.setItems(names.toArray(String[]::new));
        }
        if (document == null || !document.path().equals(now.path()) || !names.contains(revision)) {
            revision = names.getLast();
        }
        choice.select(names.indexOf(revision));
        document = now;
        if (!now.text().equals(shownText)) {
            explore();
        } else if (graph != null) {
            present();
        }
    }

    private void explore() {
        stop();
        shownText = document.text();
        Document of = document;
        String name = revision;
        if (graph == null) {
            say("Looking for the locks of " + of.path().getFileName() + "\u2026");
        }
        exploring = Job.createSystem("Exploring for the lock graph", monitor -> {
            return explore(of, name, monitor);
        });
        exploring.schedule();
    }

    private IStatus explore(Document of, String name, IProgressMonitor monitor) {
        LoadedFile file = of.file();
        Program program = file.revision(name).filter(r -> file.isValid(name)).map(r -> Lowering.lower(file, r).program()).orElse(null);
        if (program == null) {
            return Status.OK_STATUS;
        }
        Options options = new Options(MOST_STATES, MOST_SECONDS, false, Options.Reductions.ALL, false, monitor::isCanceled);
        LockGraph found = LockGraph.of(program, Explorer.explore(program, options));
        if (!monitor.isCanceled() && !canvas.isDisposed()) {
            canvas.getDisplay().asyncExec(() -> {
                if (!canvas.isDisposed() && of == document && name.equals(revision)) {
                    boolean first = graph == null;
                    graph = found;
                    canvas.show(found, first || canvas.zoom() < 1);
                    present();
                    select(null);
                }
            });
        }
        return Status.OK_STATUS;
    }

    private void present() {
        if (graph.nodes().isEmpty()) {
            say(revision + " takes no locks.");
        } else {
            reveal();
        }
    }

    private void stop() {
        if (exploring != null) {
            exploring.cancel();
        }
    }

    @Override
    void clear() {
        stop();
        graph = null;
        shownText = null;
        document = null;
        canvas.show(null, false);
    }

    @Override
    void recoloured() {
        canvas.redraw();
    }

    @Override
    String purpose() {
        return "Open a scenario (.hold) to see the locks its threads take and the orders between them.";
    }

    @Override
    String help() {
        return "locks";
    }

    // ---- what is selected ----

    void select(Object what) {
        canvas.select(what);
        places.removeAll();
        List<Place> list = what instanceof Edge e ? e.places() : what instanceof Node n ? n.places() : List.of();
        for (Place p : list) {
            TableItem item = new TableItem(places, SWT.NONE);
            item.setText("line " + p.range().line() + (p.thread().isEmpty() ? "" : ", " + p.thread()) + ": " + p.text());
            item.setImage(p.thread().isEmpty() ? Icons.ORDER.image() : Icons.LOCK.image());
            item.setData(p);
        }
        sentence.setText(what instanceof Edge e ? e.sentence() + ":" : what instanceof Node n ? String.join("; ", n.lines()) + ", taken at:"
                : graph == null ? "" : !graph.remark().isEmpty() ? graph.remark() : "Click a lock or an order to see where it is taken; dashed orders are declared and were not seen.");
        sentence.getParent().layout();
    }

    private void openFirst() {
        if (places.getItemCount() > 0) {
            open((Place) places.getItem(0).getData());
        }
    }

    private void open(Place place) {
        Places.open(getSite().getPage(), place.range());
    }

    // ---- what commands do ----

    /** Ways to change the size of the picture. */
    public enum Zoom {
        IN, OUT, FIT
    }

    public void zoom(Zoom how) {
        switch (how) {
            case IN -> canvas.zoomIn();
            case OUT -> canvas.zoomOut();
            case FIT -> canvas.fit();
        }
    }

    public Optional<String> svg() {
        return Optional.ofNullable(graph).map(LockGraph::svg);
    }

    /** What is shown; null if nothing is. */
    LockGraph graph() {
        return graph;
    }

    Table places() {
        return places;
    }

    LockGraphCanvas canvas() {
        return canvas;
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
        super.dispose();
    }
}
