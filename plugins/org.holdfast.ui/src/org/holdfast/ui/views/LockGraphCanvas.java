package org.holdfast.ui.views;

import java.util.List;
import java.util.function.Consumer;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.FontData;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.graphics.Transform;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ScrollBar;
import org.holdfast.ide.view.LockGraph;
import org.holdfast.ide.view.LockGraph.Edge;
import org.holdfast.ide.view.LockGraph.Node;
import org.holdfast.ide.view.LockGraph.Order;
import org.holdfast.ide.view.Point;

/** Paints a lock graph: boxes for classes, arrows for orders, dashed where they are only declared, in the colour of errors where they are wrong. */
final class LockGraphCanvas extends Canvas {

    private static final double STEP = 1.25;
    private static final double SMALLEST = 0.2;
    private static final double LARGEST = 4;
    /** The smallest that a picture is at first. */
    private static final double READABLE = 0.8;
    /** How far from an arrow a click still means it, in pixels. */
    private static final int NEAR = 6;
    private static final int LINE = 18;
    private static final int PADDING = 10;
    private static final int POINTS = 9;

    private final Consumer<Object> selected;
    private final Runnable opened;
    private final Font font;
    private final Font bold;
    private LockGraph graph;
    private Object selection;
    private double zoom = 1;

    /**
     * @param selected told the node or edge that was clicked, null beside all of them
     * @param opened   told that the user wants to see the statements of what is selected
     */
    LockGraphCanvas(Composite parent, Consumer<Object> selected, Runnable opened) {
        super(parent, SWT.V_SCROLL | SWT.H_SCROLL | SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        this.selected = selected;
        this.opened = opened;
        FontData data = JFaceResources.getTextFont().getFontData()[0];
        font = new Font(getDisplay(), data.getName(), POINTS, SWT.NORMAL);
        bold = new Font(getDisplay(), data.getName(), POINTS, SWT.BOLD);
        addListener(SWT.Dispose, event -> {
            font.dispose();
            bold.dispose();
        });
        addListener(SWT.Paint, event -> paint(event.gc));
        addListener(SWT.Resize, event -> bars());
        addListener(SWT.MouseDown, this::clicked);
        addListener(SWT.MouseDoubleClick, event -> opened.run());
        addListener(SWT.MouseWheel, this::wheel);
        addListener(SWT.KeyDown, this::key);
        addListener(SWT.Traverse, event -> event.doit = event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS || event.detail == SWT.TRAVERSE_ESCAPE);
        for (ScrollBar bar : List.of(getHorizontalBar(), getVerticalBar())) {
            bar.addListener(SWT.Selection, event -> redraw());
        }
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = graph == null ? "Lock graph" : "Lock graph\n" + graph.text();
            }
        });
    }

    void show(LockGraph now, boolean fit) {
        graph = now;
        select(null);
        if (fit) {
            fit();
            zoom(Math.max(zoom, READABLE));
        } else {
            bars();
        }
    }

    void select(Object what) {
        selection = what;
        redraw();
    }

    double zoom() {
        return zoom;
    }

    // ---- zoom ----

    void zoomIn() {
        zoom(zoom * STEP);
    }

    void zoomOut() {
        zoom(zoom / STEP);
    }

    /** As large as fits into the view, but no larger than it is. */
    void fit() {
        Rectangle area = getClientArea();
        if (graph != null && area.width > 0 && area.height > 0) {
            zoom(Math.min(1, Math.min((double) area.width / graph.width(), (double) area.height / graph.height())));
        }
    }

    private void zoom(double to) {
        zoom = Math.clamp(to, SMALLEST, LARGEST);
        bars();
    }

    private void bars() {
        Rectangle area = getClientArea();
        bar(getHorizontalBar(), graph == null ? 0 : (int) Math.ceil(graph.width() * zoom), area.width);
        bar(getVerticalBar(), graph == null ? 0 : (int) Math.ceil(graph.height() * zoom), area.height);
        redraw();
    }

    private static void bar(ScrollBar bar, int size, int room) {
        bar.setVisible(size > room);
        bar.setValues(Math.min(bar.getSelection(), Math.max(0, size - room)), 0, Math.max(1, size), Math.max(1, Math.min(room, size)), LINE, Math.max(1, room - LINE));
    }

    /** Where the picture begins: in the middle if there is room. */
    private int left() {
        int room = getClientArea().width - (int) (graph.width() * zoom);
        return room > 0 ? room / 2 : -getHorizontalBar().getSelection();
    }

    private int top() {
        return -getVerticalBar().getSelection();
    }

    private void wheel(Event event) {
        if ((event.stateMask & SWT.MOD1) != 0) {
            zoom(event.count > 0 ? zoom * STEP : zoom / STEP);
            event.doit = false;
        }
    }

    // ---- keys and mouse ----

    private void key(Event event) {
        if (graph == null) {
            return;
        }
        switch (event.keyCode) {
            case SWT.ARROW_RIGHT, SWT.ARROW_DOWN -> next(1);
            case SWT.ARROW_LEFT, SWT.ARROW_UP -> next(-1);
            case SWT.CR, SWT.KEYPAD_CR -> opened.run();
            default -> {
                switch (event.character) {
                    case '+' -> zoomIn();
                    case '-' -> zoomOut();
                    case '0' -> fit();
                    default -> {
                    }
                }
            }
        }
    }

    /** Goes round all classes and orders. */
    private void next(int by) {
        int nodes = graph.nodes().size();
        int all = nodes + graph.edges().size();
        if (all == 0) {
            return;
        }
        int at = selection instanceof Node n ? graph.nodes().indexOf(n) : selection instanceof Edge e ? nodes + graph.edges().indexOf(e) : by > 0 ? -1 : 0;
        int to = Math.floorMod(at + by, all);
        selected.accept(to < nodes ? graph.nodes().get(to) : graph.edges().get(to - nodes));
    }

    private void clicked(Event event) {
        setFocus();
        if (graph != null) {
            selected.accept(at((int) ((event.x - left()) / zoom), (int) ((event.y - top()) / zoom)));
        }
    }

    /** The node or edge at a place of the picture, or null. */
    Object at(int x, int y) {
        for (Node n : graph.nodes()) {
            if (new Rectangle(n.x(), n.y(), n.width(), n.height()).contains(x, y)) {
                return n;
            }
        }
        for (Edge e : graph.edges()) {
            for (int i = 0; i + 1 < e.route().size(); i++) {
                Point a = e.route().get(i);
                Point b = e.route().get(i + 1);
                boolean near = x >= Math.min(a.x(), b.x()) - NEAR && x <= Math.max(a.x(), b.x()) + NEAR && y >= Math.min(a.y(), b.y()) - NEAR && y <= Math.max(a.y(), b.y()) + NEAR;
                if (near) {
                    return e;
                }
            }
        }
        return null;
    }

    // ---- painting ----

    private void paint(GC gc) {
        gc.setBackground(getBackground());
        gc.fillRectangle(getClientArea());
        if (graph == null) {
            return;
        }
        gc.setAntialias(SWT.ON);
        gc.setTextAntialias(SWT.ON);
        Transform transform = new Transform(gc.getDevice());
        transform.translate(left(), top());
        transform.scale((float) zoom, (float) zoom);
        gc.setTransform(transform);
        graph.edges().forEach(e -> edge(gc, e));
        graph.nodes().forEach(n -> node(gc, n));
        gc.setTransform(null);
        transform.dispose();
    }

    private void edge(GC gc, Edge e) {
        Color colour = e.bad() ? Colours.ERROR.get() : e.order() == Order.DECLARED ? Colours.FAINT.get() : Colours.EDGE.get();
        gc.setForeground(colour);
        gc.setBackground(colour);
        gc.setLineWidth(e.equals(selection) ? 3 : e.bad() ? 2 : 1);
        gc.setLineStyle(e.order() == Order.DECLARED ? SWT.LINE_DASH : SWT.LINE_SOLID);
        gc.drawPolyline(flat(e.route()));
        gc.setLineStyle(SWT.LINE_SOLID);
        gc.fillPolygon(flat(LockGraph.tip(e.route())));
    }

    private static int[] flat(List<Point> points) {
        return points.stream().flatMapToInt(p -> java.util.stream.IntStream.of(p.x(), p.y())).toArray();
    }

    private void node(GC gc, Node n) {
        gc.setBackground(n.bad() ? Colours.BAD_BOX.get() : Colours.BOX.get());
        gc.setForeground(n.bad() ? Colours.ERROR.get() : Colours.EDGE.get());
        gc.setLineWidth(n.equals(selection) ? 3 : 1);
        gc.fillRoundRectangle(n.x(), n.y(), n.width(), n.height(), 8, 8);
        gc.drawRoundRectangle(n.x(), n.y(), n.width(), n.height(), 8, 8);
        for (int i = 0; i < n.lines().size(); i++) {
            gc.setFont(i == 0 ? bold : font);
            gc.setForeground(i == 0 ? getForeground() : Colours.FAINT.get());
            gc.drawString(n.lines().get(i), n.x() + PADDING, n.y() + PADDING / 2 + LINE * i, true);
        }
    }
}
