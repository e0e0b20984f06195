package org.holdfast.ui.editor;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.DocumentEvent;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.ITypedRegion;
import org.eclipse.jface.text.Region;
import org.eclipse.jface.text.TextPresentation;
import org.eclipse.jface.text.presentation.IPresentationDamager;
import org.eclipse.jface.text.presentation.IPresentationRepairer;
import org.eclipse.jface.text.presentation.PresentationReconciler;
import org.holdfast.ide.text.Tokens.Token;

/**
 * Paints words in their colours. What they are is known as soon as the text has been read, in the background; until then a typed character has
 * the colour of the word it is typed into, and when the reading is there only what has become different is painted again.
 */
public final class Colouring extends PresentationReconciler {

    private ITextViewer viewer;
    private Palette palette;

    public Colouring() {
        Painter painter = new Painter();
        setDamager(painter, IDocument.DEFAULT_CONTENT_TYPE);
        setRepairer(painter, IDocument.DEFAULT_CONTENT_TYPE);
    }

    @Override
    public void install(ITextViewer shown) {
        viewer = shown;
        palette = new Palette(() -> shown.invalidateTextPresentation());
        super.install(shown);
    }

    @Override
    public void uninstall() {
        super.uninstall();
        palette.dispose();
        viewer = null;
    }

    private final class Painter implements IPresentationDamager, IPresentationRepairer {

        private IDocument document;

        @Override
        public void setDocument(IDocument now) {
            document = now;
        }

        @Override
        public IRegion getDamageRegion(ITypedRegion partition, DocumentEvent event, boolean partitioningChanged) {
            try {
                IRegion first = document.getLineInformationOfOffset(event.getOffset());
                int end = event.getOffset() + (event.getText() == null ? 0 : event.getText().length());
                IRegion last = document.getLineInformationOfOffset(Math.min(end, document.getLength()));
                return new Region(first.getOffset(), last.getOffset() + last.getLength() - first.getOffset());
            } catch (BadLocationException e) {
                return partition;
            }
        }

        @Override
        public void createPresentation(TextPresentation presentation, ITypedRegion damage) {
            if (viewer == null) {
                return;
            }
            Session.of(document).ifPresent(session -> session.tokens().in(damage.getOffset(), damage.getLength(), token -> {
                int start = Math.max(token.offset(), damage.getOffset());
                int end = Math.min(token.end(), damage.getOffset() + damage.getLength());
                presentation.addStyleRange(palette.style(token.kind(), start, end - start));
            }));
        }
    }

    /** From where to where two lists of words differ, in the later of the two; null for nowhere. */
    static IRegion difference(List<Token> before, List<Token> now) {
        int from = 0;
        while (from < before.size() && from < now.size() && before.get(from).equals(now.get(from))) {
            from++;
        }
        int same = 0;
        while (same < before.size() - from && same < now.size() - from
                && before.get(before.size() - 1 - same).equals(now.get(now.size() - 1 - same))) {
            same++;
        }
        List<Token> changed = new ArrayList<>(before.subList(from, before.size() - same));
        changed.addAll(now.subList(from, now.size() - same));
        if (changed.isEmpty()) {
            return null;
        }
        int start = changed.stream().mapToInt(Token::offset).min().orElseThrow();
        return new Region(start, changed.stream().mapToInt(Token::end).max().orElseThrow() - start);
    }
}
