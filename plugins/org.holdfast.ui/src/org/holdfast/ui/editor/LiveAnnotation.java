package org.holdfast.ui.editor;

import org.eclipse.jface.text.quickassist.IQuickFixableAnnotation;
import org.eclipse.jface.text.source.Annotation;
import org.holdfast.ide.check.Diagnostic;
import org.holdfast.ui.Holdfast;

/** A diagnostic of a text as it is being edited, where the text shows it. It has no text of its own: hovers say more than a text could. */
public final class LiveAnnotation extends Annotation implements IQuickFixableAnnotation {

    private final Diagnostic diagnostic;

    LiveAnnotation(Diagnostic diagnostic) {
        super(type(diagnostic), false, null);
        this.diagnostic = diagnostic;
    }

    public Diagnostic diagnostic() {
        return diagnostic;
    }

    private static String type(Diagnostic diagnostic) {
        return Holdfast.ID + ".live." + switch (diagnostic.severity()) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFORMATION -> "info";
        };
    }

    /** Whether it looks and reads as this one would, so that it can stay where it is. */
    boolean shows(Diagnostic other) {
        return diagnostic.equals(other);
    }

    @Override
    public void setQuickFixable(boolean state) {
        // what can be done is asked for when somebody wants to do something
    }

    @Override
    public boolean isQuickFixableStateSet() {
        return true;
    }

    @Override
    public boolean isQuickFixable() {
        return true;
    }
}
