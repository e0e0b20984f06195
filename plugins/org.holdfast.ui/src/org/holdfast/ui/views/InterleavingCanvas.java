package org.holdfast.ui.views;

import java.util.List;
import java.util.function.IntConsumer;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ScrollBar;
import org.holdfast.ide.view.Interleaving;
import org.holdfast.ide.view.Interleaving.Step;

/** Paints an interleaving: a column for each thread, a line for each step, the current one on a ground of its own. The names of the threads stay in sight. */
final class InterleavingCanvas extends Canvas {

    private static final int MARGIN = 12;
    private static final int LEADING = 4;

    private final IntConsumer selected;
    private final Runnable opened;
    private Interleaving shown;
    private List<Integer> columns = List.of();
    private int current;
    private int character;
    private int line;

    /**
     * @param selected told the step that the user has gone to
     * @param opened   told that the user wants to see the current step's statement
     */
    InterleavingCanvas(Composite parent, IntConsumer selected, Runnable opened) {
        super(parent, SWT.V_SCROLL | SWT.H_SCROLL | SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        this.selected = selected;
        this.opened = opened;
        addListener(SWT.Paint, event -> paint(event.gc, getClientArea(), getHorizontalBar().getSelection(), getVerticalBar().getSelection(), true));
        addListener(SWT.Resize, event -> layOut());
        addListener(SWT.MouseDown, this::clicked);
        addListener(SWT.MouseDoubleClick, event -> opened.run());
        addListener(SWT.KeyDown, this::key);
        addListener(SWT.Traverse, event -> event.doit = event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS || event.detail == SWT.TRAVERSE_ESCAPE);
        addListener(SWT.FocusIn, event -> redraw());
        addListener(SWT.FocusOut, event -> redraw());
        for (ScrollBar bar : List.of(getHorizontalBar(), getVerticalBar())) {
            bar.addListener(SWT.Selection, event -> redraw());
        }
        describe();
    }

    /** The text of the current step is what a screen reader reads. */
    private void describe() {
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = shown == null ? "Interleaving" : shown.threads().get(step().thread()) + ": " + step().text() + step().comment();
            }
        });
        getAccessible().addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getRole(AccessibleControlEvent event) {
                event.detail = ACC.ROLE_LIST;
            }
        });
    }

    private Step step() {
        return shown.steps().get(current);
    }

    void show(Interleaving interleaving, int at) {
        shown = interleaving;
        GC gc = new GC(this);
        gc.setFont(font());
        character = (int) Math.ceil(gc.getFontMetrics().getAverageCharacterWidth());
        line = gc.getFontMetrics().getHeight() + LEADING;
        gc.dispose();
        layOut();
        go(at);
    }

    /** Makes a step the current one and brings it into sight. */
    void go(int at) {
        current = at;
        if (shown != null && !shown.steps().isEmpty()) {
            reveal();
            getAccessible().setFocus(ACC.CHILDID_SELF);
        }
        redraw();
    }

    private static Font font() {
        return JFaceResources.getTextFont();
    }

    // ---- geometry ----

    private int header() {
        return line + 2 * LEADING;
    }

    /** Number of the line of a step: what went wrong has a line of its own behind its step. */
    private int row(int step) {
        return step > shown.end() ? step + 1 : step;
    }

    private Point size() {
        return shown == null ? new Point(0, 0) : new Point(2 * MARGIN + character * Math.max(shown.width(columns), shown.endsAt(columns)), header() + line * (shown.steps().size() + 1) + LEADING);
    }

    private void layOut() {
        columns = shown == null ? List.of() : shown.columns((getClientArea().width - 2 * MARGIN) / Math.max(1, character));
        bars();
    }

    private void bars() {
        Rectangle area = getClientArea();
        Point size = size();
        bar(getHorizontalBar(), size.x, area.width, character * 4);
        bar(getVerticalBar(), size.y, area.height, line);
        redraw();
    }

    private static void bar(ScrollBar bar, int size, int room, int increment) {
        bar.setVisible(size > room);
        bar.setValues(Math.min(bar.getSelection(), Math.max(0, size - room)), 0, Math.max(1, size), Math.max(1, Math.min(room, size)), Math.max(1, increment),
                Math.max(1, room - increment));
    }

    private void reveal() {
        Rectangle area = getClientArea();
        int top = line * row(current);
        int seen = getVerticalBar().getSelection();
        int room = area.height - header();
        if (top < seen) {
            getVerticalBar().setSelection(top);
        } else if (top + 2 * line > seen + room) {
            getVerticalBar().setSelection(top + 2 * line - room);
        }
        int left = character * columns.get(step().thread());
        int right = left + character * step().line().length() + 2 * MARGIN;
        int across = getHorizontalBar().getSelection();
        if (left < across || right > across + area.width) {
            getHorizontalBar().setSelection(right - left > area.width || left < across ? left : right - area.width);
        }
    }

    // ---- keys and mouse ----

    private void clicked(Event event) {
        setFocus();
        if (shown == null || event.y < header()) {
            return;
        }
        int row = (event.y - header() + getVerticalBar().getSelection()) / line;
        int step = row > shown.end() + 1 ? row - 1 : Math.min(row, shown.end());
        if (step >= 0 && step < shown.steps().size()) {
            selected.accept(step);
        }
    }

    private void key(Event event) {
        if (shown == null || (event.stateMask & SWT.MODIFIER_MASK) != 0) {
            return;
        }
        int last = shown.steps().size() - 1;
        int page = Math.max(1, (getClientArea().height - header()) / line - 1);
        switch (event.keyCode) {
            case SWT.ARROW_DOWN -> selected.accept(Math.min(current + 1, last));
            case SWT.ARROW_UP -> selected.accept(Math.max(current - 1, 0));
            case SWT.ARROW_RIGHT -> selected.accept(shown.nextSwitch(current));
            case SWT.ARROW_LEFT -> selected.accept(shown.previousSwitch(current));
            case SWT.PAGE_DOWN -> selected.accept(Math.min(current + page, last));
            case SWT.PAGE_UP -> selected.accept(Math.max(current - page, 0));
            case SWT.HOME -> selected.accept(0);
            case SWT.END -> selected.accept(shown.end());
            case SWT.CR, SWT.KEYPAD_CR -> opened.run();
            default -> {
            }
        }
    }

    // ---- painting ----

    /** All of it, for the clipboard; the caller disposes of it. */
    Image picture() {
        Point size = size();
        Image image = new Image(getDisplay(), size.x, size.y);
        GC gc = new GC(image);
        paint(gc, new Rectangle(0, 0, size.x, size.y), 0, 0, false);
        gc.dispose();
        return image;
    }

    private void paint(GC gc, Rectangle area, int left, int top, boolean screen) {
        gc.setBackground(getBackground());
        gc.setForeground(getForeground());
        gc.fillRectangle(area);
        if (shown == null) {
            return;
        }
        gc.setFont(font());
        gc.setAntialias(SWT.ON);
        gc.setClipping(area.x, header(), area.width, area.height);
        lanes(gc, area, left, top);
        for (int i = 0; i < shown.steps().size(); i++) {
            int y = header() + line * row(i) - top;
            if (y + line > 0 && y < area.height) {
                line(gc, area, i, y, left, screen);
            }
        }
        int y = header() + line * (shown.end() + 1) - top;
        int x = MARGIN + character * columns.get(Math.max(0, shown.ending().column())) - left;
        text(gc, Colours.ERROR.get(), "*** " + shown.ending().text(), x, y);
        gc.setClipping((Rectangle) null);
        names(gc, area, left);
    }

    private void lanes(GC gc, Rectangle area, int left, int top) {
        gc.setForeground(Colours.FAINT.get());
        gc.setAlpha(90);
        for (int column : columns) {
            int x = MARGIN + character * column - left - MARGIN / 2;
            gc.drawLine(x, header(), x, area.height);
        }
        for (int i = 1; i < shown.steps().size(); i++) {
            if (shown.steps().get(i).switched()) {
                int y = header() + line * row(i) - top;
                int from = MARGIN + character * columns.get(shown.steps().get(i - 1).thread()) - left - MARGIN / 2;
                int to = MARGIN + character * columns.get(shown.steps().get(i).thread()) - left - MARGIN / 2;
                gc.drawLine(from, y, to, y);
                gc.fillOval(to - 2, y - 2, 5, 5);
            }
        }
        gc.setAlpha(255);
    }

    private void line(GC gc, Rectangle area, int i, int y, int left, boolean screen) {
        Step s = shown.steps().get(i);
        if (i == current && screen) {
            gc.setBackground(Colours.CURRENT.get());
            gc.fillRectangle(0, y, area.width, line);
            if (isFocusControl()) {
                gc.setForeground(Colours.FAINT.get());
                gc.drawRectangle(0, y, area.width - 1, line - 1);
            }
        }
        int x = MARGIN + character * (columns.get(s.thread()) + s.line().length() - s.line().stripLeading().length()) - left;
        x = text(gc, i > shown.end() ? Colours.FAINT.get() : getForeground(), s.text(), x, y);
        if (!s.waits().isEmpty()) {
            x = text(gc, Colours.WARNING.get(), "  " + s.waits(), x, y);
        }
        text(gc, Colours.FAINT.get(), s.comment(), x, y);
    }

    private void names(GC gc, Rectangle area, int left) {
        gc.setBackground(getBackground());
        gc.fillRectangle(0, 0, area.width, header());
        Font bold = JFaceResources.getFontRegistry().getBold(JFaceResources.TEXT_FONT);
        for (int i = 0; i < columns.size(); i++) {
            gc.setFont(bold);
            boolean runs = !shown.steps().isEmpty() && step().thread() == i;
            text(gc, runs ? getForeground() : Colours.FAINT.get(), shown.threads().get(i), MARGIN + character * columns.get(i) - left, LEADING);
        }
        gc.setForeground(Colours.FAINT.get());
        gc.drawLine(0, header() - 1, area.width, header() - 1);
    }

    private static int text(GC gc, Color colour, String text, int x, int y) {
        if (text.isEmpty()) {
            return x;
        }
        gc.setForeground(colour);
        gc.drawString(text, x, y + LEADING / 2, true);
        return x + gc.stringExtent(text).x;
    }
}
