package org.holdfast.ui.editor;

import java.util.List;
import java.util.Optional;

import org.eclipse.jface.text.AbstractInformationControl;
import org.eclipse.jface.text.IInformationControlCreator;
import org.eclipse.jface.text.IInformationControlExtension2;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.editors.text.EditorsUI;
import org.holdfast.ide.text.Doc;
import org.holdfast.ui.Places;

/** A small window with a {@link Doc}: a hover, or the documentation beside a list of proposals. */
public final class DocControl extends AbstractInformationControl implements IInformationControlExtension2 {

    /** What can be chosen below a text. */
    public record Choice(String label, Runnable action) {
    }

    /** A text, and what can be chosen below it. */
    public record Content(Doc doc, List<Choice> choices) {
        public Content {
            choices = List.copyOf(choices);
        }
    }

    private static final int WIDTH = 90;

    private StyledText text;
    private List<DocPainter.Active> actives = List.of();

    private DocControl(Shell parent, boolean resizable) {
        super(parent, resizable);
        create();
    }

    private DocControl(Shell parent, String status) {
        super(parent, status);
        create();
    }

    /** Makes windows that come and go with the mouse; one that stays can be had from them by F2. */
    public static IInformationControlCreator hover() {
        return parent -> new DocControl(parent, EditorsUI.getTooltipAffordanceString());
    }

    /** Makes windows that stay until they are closed. */
    public static IInformationControlCreator pane() {
        return parent -> new DocControl(parent, true);
    }

    @Override
    protected void createContent(Composite parent) {
        parent.setLayout(new FillLayout());
        text = new StyledText(parent, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
        text.setAlwaysShowScrollBars(false);
        text.setMargins(8, 6, 8, 6);
        text.setLineSpacing(2);
        text.setCaret(null);
        text.setForeground(parent.getForeground());
        text.setBackground(parent.getBackground());
        text.addListener(SWT.MouseUp, event -> active(new Point(event.x, event.y)).ifPresent(active -> {
            dispose();
            active.action().run();
        }));
        text.addListener(SWT.MouseMove,
                event -> text.setCursor(active(new Point(event.x, event.y)).isPresent() ? text.getDisplay().getSystemCursor(SWT.CURSOR_HAND) : null));
    }

    private Optional<DocPainter.Active> active(Point at) {
        int offset = text.getOffsetAtPoint(at);
        return offset < 0 || text.getSelectionCount() > 0 ? Optional.empty()
                : actives.stream().filter(each -> each.offset() <= offset && offset < each.offset() + each.length()).findFirst();
    }

    @Override
    public void setInformation(String information) {
        // everything comes by setInput
    }

    @Override
    public void setInput(Object input) {
        if (input instanceof Content content) {
            DocPainter painter = new DocPainter(range -> Places.open(PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage(), range));
            painter.add(content.doc());
            content.choices().forEach(choice -> painter.action(choice.label(), choice.action()));
            actives = painter.paint(text);
        }
    }

    /** What is in it, without its layout. */
    String shown() {
        return text.getText();
    }

    @Override
    public boolean hasContents() {
        return text.getCharCount() > 0;
    }

    @Override
    public Point computeSizeHint() {
        GC gc = new GC(text);
        int width = (int) (gc.getFontMetrics().getAverageCharacterWidth() * WIDTH);
        gc.dispose();
        Point natural = getShell().computeSize(SWT.DEFAULT, SWT.DEFAULT, true);
        Point constraint = getSizeConstraints();
        int most = constraint != null && constraint.x != SWT.DEFAULT ? Math.min(width, constraint.x) : width;
        Point size = natural.x <= most ? natural : getShell().computeSize(most, SWT.DEFAULT, true);
        return constraint != null && constraint.y != SWT.DEFAULT ? new Point(size.x, Math.min(size.y, Math.max(constraint.y, 60))) : size;
    }

    @Override
    public IInformationControlCreator getInformationPresenterControlCreator() {
        return pane();
    }
}
