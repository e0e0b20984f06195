package org.holdfast.ui.editor;

import java.util.List;
import java.util.Optional;

import org.eclipse.jface.text.IInformationControlCreator;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextHover;
import org.eclipse.jface.text.ITextHoverExtension;
import org.eclipse.jface.text.ITextHoverExtension2;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.Region;
import org.holdfast.ide.text.Hover;

/** Says about the word under the mouse what {@link Hover} says. */
public final class Hovers implements ITextHover, ITextHoverExtension, ITextHoverExtension2 {

    @Override
    public IRegion getHoverRegion(ITextViewer viewer, int offset) {
        return new Region(offset, 0);
    }

    @Override
    public Object getHoverInfo2(ITextViewer viewer, IRegion region) {
        Optional<Hover.Shown> shown = Session.of(viewer.getDocument()).flatMap(session -> Hover.at(session.current(), region.getOffset()));
        return shown.filter(each -> !each.doc().isEmpty()).map(each -> new DocControl.Content(each.doc(), List.of())).orElse(null);
    }

    @Override
    public String getHoverInfo(ITextViewer viewer, IRegion region) {
        return getHoverInfo2(viewer, region) instanceof DocControl.Content content ? content.doc().plain() : null;
    }

    @Override
    public IInformationControlCreator getHoverControlCreator() {
        return DocControl.hover();
    }
}
