package org.holdfast.ui.views;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.eclipse.core.resources.IFile;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.CellLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.jface.viewers.ViewerCell;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.ISharedImages;
import org.holdfast.ide.build.Build;
import org.holdfast.ide.check.Diagnostics;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Settings;
import org.holdfast.lang.report.VerdictMatrix;
import org.holdfast.lang.report.VerdictMatrix.Cell;
import org.holdfast.lang.report.VerdictMatrix.Row;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.Icons;
import org.holdfast.ui.Places;
import org.holdfast.ui.editor.Session;
import org.holdfast.ui.preferences.Choices;

/**
 * What a patch fixes, what it leaves and what it brings in: findings of the scenario in the editor, or the scenarios of its project, by revisions. The
 * sentences that belong to a cell stand below; opening it leads to the statement to blame and to the interleaving that shows it.
 */
public final class VerdictsView extends ScenarioView {

    public static final String ID = Holdfast.ID + ".views.verdicts";
    private static final int FIRST = 260;
    private static final int OTHERS = 110;
    private static final int THREADS = 2;

    private TableViewer table;
    private Text detail;
    private VerdictMatrix matrix;
    /** Of the cell that is chosen, in the row that is selected. */
    private int column;
    private boolean project;
    private Job checking;
    /** What is known of the project's scenarios, in order of their paths, and which of them it is. */
    private final Map<Path, Report> reports = new TreeMap<>();
    private Path checked;

    @Override
    void fill(Composite parent) {
        SashForm sash = new SashForm(parent, SWT.VERTICAL);
        table = new TableViewer(sash, SWT.FULL_SELECTION | SWT.SINGLE | SWT.V_SCROLL | SWT.H_SCROLL);
        table.getTable().setHeaderVisible(true);
        table.getTable().setLinesVisible(true);
        table.setContentProvider(ArrayContentProvider.getInstance());
        ColumnViewerToolTipSupport.enableFor(table);
        table.getTable().addListener(SWT.MouseDown, this::clicked);
        table.getTable().addListener(SWT.KeyDown, this::key);
        table.getTable().addListener(SWT.Selection, event -> tell());
        table.getTable().addListener(SWT.DefaultSelection, event -> open());
        detail = new Text(sash, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        sash.setWeights(72, 28);
    }

    // ---- what is shown ----

    @Override
    void show(Session of, Diagnostics found) {
        if (project) {
            if (!of.path().equals(checked)) {
                check(of.path());
            }
            return;
        }
        if (found.report().revisions().isEmpty()) {
            clear();
            say(of.path().getFileName() + " is a library: it has no scenario and so no verdicts. Show the project's scenarios instead, with the button above.");
            return;
        }
        set(VerdictMatrix.of(found.report()));
    }

    private void set(VerdictMatrix now) {
        if (now.equals(matrix)) {
            reveal();
            return;
        }
        column = matrix == null ? 0 : Math.min(column, now.revisions().size());
        boolean columns = matrix == null || !matrix.revisions().equals(now.revisions()) || scenarios(now) != scenarios(matrix);
        matrix = now;
        Table widget = table.getTable();
        widget.setRedraw(false);
        if (columns) {
            for (TableColumn c : widget.getColumns()) {
                c.dispose();
            }
            column(scenarios(now) ? "Scenario" : "Finding", scenarios(now) ? FIRST + OTHERS : FIRST, -1);
            for (int i = 0; i < now.revisions().size(); i++) {
                column(now.revisions().get(i), OTHERS, i);
            }
        }
        int selected = widget.getSelectionIndex();
        table.setInput(now.rows());
        if (selected >= 0 && selected < widget.getItemCount()) {
            widget.setSelection(selected);
        }
        widget.setRedraw(true);
        tell();
        reveal();
    }

    private static boolean scenarios(VerdictMatrix m) {
        return !m.rows().isEmpty() && m.rows().getFirst().kind() == VerdictMatrix.Kind.SCENARIO;
    }

    private void column(String name, int width, int revision) {
        TableViewerColumn column = new TableViewerColumn(table, SWT.NONE);
        column.getColumn().setText(name);
        column.getColumn().setWidth(width);
        column.getColumn().setMoveable(revision >= 0);
        column.setLabelProvider(new CellLabelProvider() {
            @Override
            public void update(ViewerCell cell) {
                Row row = (Row) cell.getElement();
                if (revision < 0) {
                    cell.setText(row.label());
                    cell.setImage(icon(row));
                    return;
                }
                Cell c = row.cells().get(revision);
                cell.setText(c.text());
                cell.setImage(icon(row, c));
                cell.setForeground(Colours.of(c.tone()));
                boolean chosen = revision + 1 == VerdictsView.this.column && row == table.getStructuredSelection().getFirstElement();
                cell.setFont(chosen ? JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT) : null);
            }

            @Override
            public String getToolTipText(Object element) {
                String text = revision < 0 ? "" : ((Row) element).cells().get(revision).detail();
                return text.isEmpty() ? null : text;
            }
        });
    }

    private static Image icon(Row row) {
        return switch (row.kind()) {
            case FINDING -> Icons.FINDING.image();
            case SCENARIO -> Icons.SCENARIO.image();
            case EXPECTATION -> Icons.EXPECT.image();
            case VERDICT -> Icons.MATRIX.image();
            case STATES -> Icons.GRAPH.image();
        };
    }

    /** Colour is not all that tells one verdict from another. */
    private static Image icon(Row row, Cell cell) {
        if (row.kind() == VerdictMatrix.Kind.STATES || cell.text().isEmpty()) {
            return null;
        }
        ISharedImages shared = PlatformUI.getWorkbench().getSharedImages();
        return switch (cell.tone()) {
            case ERROR -> shared.getImage(ISharedImages.IMG_OBJS_ERROR_TSK);
            case WARNING -> shared.getImage(ISharedImages.IMG_OBJS_WARN_TSK);
            case INFORMATION -> shared.getImage(ISharedImages.IMG_OBJS_INFO_TSK);
            case EXPECTED -> Icons.EXPECT.image();
            case GOOD -> Icons.CLEAN.image();
            case STRONG, FAINT -> null;
        };
    }

    @Override
    void clear() {
        if (!project || session().isEmpty()) {
            matrix = null;
            table.setInput(List.of());
            detail.setText("");
        }
    }

    @Override
    void recoloured() {
        table.refresh();
    }

    @Override
    String purpose() {
        return "Open a scenario (.hold) to see which findings each revision of its patch has, fixes, or brings in.";
    }

    @Override
    String help() {
        return "verdicts";
    }

    // ---- the project ----

    /** Shows the scenarios of the project instead of the findings of the file, or the other way round. */
    public void showProject(boolean on) {
        project = on;
        checked = null;
        if (checking != null) {
            checking.cancel();
        }
        refresh();
    }

    private void check(Path of) {
        checked = of;
        if (checking != null) {
            checking.cancel();
        }
        reports.clear();
        say("Checking the scenarios of the project\u2026");
        Settings settings = Choices.of(Places.file(of).map(IFile::getProject).orElse(null)).settings();
        checking = Job.create("Checking the scenarios of a project", monitor -> {
            return check(of, settings, monitor);
        });
        checking.schedule();
    }

    private IStatus check(Path of, Settings settings, IProgressMonitor monitor) {
        List<Path> files = Holdfast.documents().projects().files(of);
        SubMonitor progress = SubMonitor.convert(monitor, files.size());
        new Build(Holdfast.documents(), THREADS).check(files, settings, (file, report, left) -> {
            progress.worked(1);
            Display.getDefault().asyncExec(() -> {
                if (!table.getTable().isDisposed() && of.equals(checked) && project) {
                    reports.put(file, report);
                    set(VerdictMatrix.of(new ArrayList<>(reports.values())));
                }
            });
        }, monitor::isCanceled);
        return monitor.isCanceled() ? Status.CANCEL_STATUS : Status.OK_STATUS;
    }

    // ---- cells ----

    private Optional<Row> row() {
        return table.getStructuredSelection().getFirstElement() instanceof Row row ? Optional.of(row) : Optional.empty();
    }

    /** The cell that is chosen; that of the newest revision that has something to say where it is a row's name. */
    private Optional<Cell> cell() {
        return row().flatMap(row -> {
            return column > 0 && column <= row.cells().size() ? Optional.of(row.cells().get(column - 1))
                    : row.cells().stream().filter(c -> c.diagnosed() != null).reduce((older, newer) -> newer);
        });
    }

    private void clicked(Event event) {
        for (int i = 0; i < table.getTable().getColumnCount(); i++) {
            TableItem item = table.getTable().getItem(new Point(event.x, event.y));
            if (item != null && item.getBounds(i).contains(event.x, event.y)) {
                column = i;
            }
        }
        event.display.asyncExec(this::tell);
    }

    private void key(Event event) {
        if (event.keyCode == SWT.ARROW_LEFT || event.keyCode == SWT.ARROW_RIGHT) {
            column = Math.clamp((long) column + (event.keyCode == SWT.ARROW_LEFT ? -1 : 1), 0, Math.max(0, table.getTable().getColumnCount() - 1));
            tell();
            event.doit = false;
        }
    }

    private void tell() {
        if (!detail.isDisposed()) {
            table.refresh(true, false);
            String text = cell().map(Cell::detail).orElse("");
            if (!text.equals(detail.getText())) {
                detail.setText(text);
            }
        }
    }

    /** Leads to the statement to blame and to the interleaving. */
    public void open() {
        row().ifPresent(row -> cell().ifPresentOrElse(cell -> open(row, cell), () -> {
            if (row.range() != null) {
                Places.open(getSite().getPage(), row.range());
            }
        }));
    }

    private void open(Row row, Cell cell) {
        if (cell.diagnosed() == null) {
            if (row.range() != null) {
                Places.open(getSite().getPage(), row.range());
            }
            return;
        }
        var finding = cell.diagnosed().finding();
        if (finding.range() != null) {
            Places.open(getSite().getPage(), finding.range());
        }
        if (finding.trace() != null && !scenarios(matrix)) {
            try {
                String revision = matrix.revisions().get(row.cells().indexOf(cell));
                if (getSite().getPage().showView(InterleavingView.ID, null, org.eclipse.ui.IWorkbenchPage.VIEW_VISIBLE) instanceof InterleavingView view) {
                    view.show(revision, finding);
                }
            } catch (PartInitException e) {
                Holdfast.log("Cannot show the interleaving", e);
            }
        }
    }

    @Override
    public void setFocus() {
        if (isEmpty()) {
            super.setFocus();
        } else {
            table.getTable().setFocus();
        }
    }

    @Override
    public void dispose() {
        if (checking != null) {
            checking.cancel();
        }
        super.dispose();
    }

    /** What is shown; null if nothing is. */
    VerdictMatrix matrix() {
        return matrix;
    }

    Table table() {
        return table.getTable();
    }

    String detail() {
        return detail.getText();
    }
}
