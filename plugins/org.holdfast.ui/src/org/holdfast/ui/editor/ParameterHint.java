package org.holdfast.ui.editor;

import org.eclipse.jface.text.contentassist.IContextInformation;
import org.eclipse.jface.text.contentassist.IContextInformationExtension;
import org.eclipse.swt.graphics.Image;
import org.holdfast.ide.text.Parameters;

/** The signature over the call that is being typed. */
final class ParameterHint implements IContextInformation, IContextInformationExtension {

    private final Parameters.Hint hint;

    ParameterHint(Parameters.Hint hint) {
        this.hint = hint;
    }

    Parameters.Hint hint() {
        return hint;
    }

    @Override
    public String getContextDisplayString() {
        return hint.label();
    }

    @Override
    public Image getImage() {
        return null;
    }

    @Override
    public String getInformationDisplayString() {
        return hint.label();
    }

    @Override
    public int getContextInformationPosition() {
        return hint.call() + 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParameterHint same && same.hint.call() == hint.call() && same.hint.label().equals(hint.label());
    }

    @Override
    public int hashCode() {
        return hint.label().hashCode();
    }
}
