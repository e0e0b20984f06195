package org.holdfast.ui.outline;

import java.util.List;
import java.util.function.Supplier;

import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider.IStyledLabelProvider;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.jface.viewers.DecorationOverlayIcon;
import org.eclipse.jface.viewers.IDecoration;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.swt.graphics.Image;
import org.eclipse.ui.ISharedImages;
import org.eclipse.ui.PlatformUI;
import org.holdfast.engine.rule.Severity;
import org.holdfast.ide.check.Diagnostic;
import org.holdfast.ide.text.Outline;
import org.holdfast.ide.text.Outline.Node;
import org.holdfast.ui.Icons;

/** How a declaration looks in a tree: its kind's icon, with a sign on it where something in it is wrong, its name, and the rest in grey. */
final class OutlineLabels extends LabelProvider implements IStyledLabelProvider {

    private final LocalResourceManager images = new LocalResourceManager(JFaceResources.getResources());
    private final Supplier<List<Diagnostic>> diagnostics;
    private final Supplier<Integer> revisions;

    /**
     * @param diagnostics of the text, as they are when a label is painted
     * @param revisions   how many the text has; what is in all of them says nothing about it
     */
    OutlineLabels(Supplier<List<Diagnostic>> diagnostics, Supplier<Integer> revisions) {
        this.diagnostics = diagnostics;
        this.revisions = revisions;
    }

    @Override
    public String getText(Object element) {
        return element instanceof Node node ? node.name() : "";
    }

    @Override
    public StyledString getStyledText(Object element) {
        StyledString text = new StyledString();
        if (element instanceof Node node) {
            text.append(node.name());
            if (!node.detail().isEmpty()) {
                text.append((node.detail().startsWith("(") ? "" : " ") + node.detail(), StyledString.DECORATIONS_STYLER);
            }
            if (!node.revisions().isEmpty() && node.revisions().size() < revisions.get()) {
                text.append("  " + String.join(", ", node.revisions()), StyledString.QUALIFIER_STYLER);
            }
        }
        return text;
    }

    @Override
    public Image getImage(Object element) {
        if (!(element instanceof Node node)) {
            return null;
        }
        Icons icon = icon(node.kind());
        Severity worst = worst(node);
        if (worst == null || worst == Severity.INFORMATION) {
            return icon.image();
        }
        String sign = worst == Severity.ERROR ? ISharedImages.IMG_DEC_FIELD_ERROR : ISharedImages.IMG_DEC_FIELD_WARNING;
        return images.create(new DecorationOverlayIcon(icon.image(), PlatformUI.getWorkbench().getSharedImages().getImageDescriptor(sign),
                IDecoration.BOTTOM_LEFT));
    }

    /** How serious the most serious is that stands in a declaration; null if nothing does. */
    private Severity worst(Node node) {
        Severity worst = null;
        for (Diagnostic each : diagnostics.get()) {
            if (node.range().contains(each.range()) && (worst == null || each.severity().compareTo(worst) < 0)) {
                worst = each.severity();
            }
        }
        return worst;
    }

    private static Icons icon(Outline.Kind kind) {
        return switch (kind) {
            case HEADER -> Icons.HEADER;
            case INCLUDE -> Icons.INCLUDE;
            case DEFINE -> Icons.DEFINE;
            case TYPE -> Icons.TYPE;
            case STRUCT -> Icons.STRUCT;
            case ENUM -> Icons.ENUM;
            case FIELD -> Icons.FIELD;
            case LOCK -> Icons.LOCK;
            case REFERENCE -> Icons.REFERENCE;
            case VARIABLE -> Icons.VARIABLE;
            case ENUMERATOR -> Icons.ENUMERATOR;
            case FUNCTION -> Icons.FUNCTION;
            case CONTRACT -> Icons.CONTRACT;
            case LABEL -> Icons.LABEL;
            case GUARD -> Icons.GUARD;
            case ORDER -> Icons.ORDER;
            case THREAD -> Icons.THREAD;
            case INIT -> Icons.INIT;
            case FINALLY -> Icons.FINALLY;
            case CLAIM -> Icons.CLAIM;
            case EXPECT -> Icons.EXPECT;
        };
    }

    @Override
    public void dispose() {
        images.dispose();
        super.dispose();
    }
}
