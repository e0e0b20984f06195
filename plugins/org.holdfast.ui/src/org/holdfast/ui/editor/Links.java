package org.holdfast.ui.editor;

import java.util.List;
import java.util.Optional;

import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.Region;
import org.eclipse.jface.text.hyperlink.AbstractHyperlinkDetector;
import org.eclipse.jface.text.hyperlink.IHyperlink;
import org.eclipse.ui.PlatformUI;
import org.holdfast.engine.program.Range;
import org.holdfast.ide.Document;
import org.holdfast.ide.text.Definition;
import org.holdfast.ui.Places;

/** Leads from a name to its declarations, by F3 and by a click with Ctrl. */
public final class Links extends AbstractHyperlinkDetector {

    @Override
    public IHyperlink[] detectHyperlinks(ITextViewer viewer, IRegion region, boolean several) {
        Optional<Session> session = Session.of(viewer.getDocument());
        if (session.isEmpty()) {
            return null;
        }
        Document document = session.get().current();
        List<Range> targets = Definition.at(document, region.getOffset());
        if (targets.isEmpty()) {
            return null;
        }
        IRegion word = word(document, region.getOffset());
        return targets.stream().limit(several ? targets.size() : 1).map(target -> new Link(word, target)).toArray(IHyperlink[]::new);
    }

    /** The word at an offset, which is underlined. */
    private static IRegion word(Document document, int offset) {
        String text = document.text();
        int start = offset;
        while (start > 0 && Character.isJavaIdentifierPart(text.charAt(start - 1))) {
            start--;
        }
        int end = offset;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return new Region(start, Math.max(1, end - start));
    }

    private record Link(IRegion word, Range target) implements IHyperlink {
        @Override
        public IRegion getHyperlinkRegion() {
            return word;
        }

        @Override
        public String getTypeLabel() {
            return "Declaration";
        }

        @Override
        public String getHyperlinkText() {
            return "Open declaration in " + target.file().substring(target.file().lastIndexOf('/') + 1) + ":" + target.line();
        }

        @Override
        public void open() {
            Places.open(PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage(), target);
        }
    }
}
