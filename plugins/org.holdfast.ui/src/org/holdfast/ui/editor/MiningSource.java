package org.holdfast.ui.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.Position;
import org.eclipse.jface.text.codemining.AbstractCodeMiningProvider;
import org.eclipse.jface.text.codemining.ICodeMining;
import org.eclipse.jface.text.codemining.ICodeMiningProvider;
import org.eclipse.jface.text.codemining.LineContentCodeMining;
import org.eclipse.jface.text.codemining.LineHeaderCodeMining;
import org.holdfast.ide.text.Minings;
import org.holdfast.ui.Holdfast;

/** Shows {@link Minings} between and behind the lines. */
public final class MiningSource extends AbstractCodeMiningProvider {

    /** Preference: whether to do so at all. */
    public static final String ENABLED = "code-minings";

    @Override
    public CompletableFuture<List<? extends ICodeMining>> provideCodeMinings(ITextViewer viewer, IProgressMonitor monitor) {
        IDocument text = viewer.getDocument();
        Session session = text == null || !Holdfast.preferences().getBoolean(ENABLED) ? null : Session.of(text).orElse(null);
        return session == null ? CompletableFuture.completedFuture(List.of())
                : CompletableFuture.supplyAsync(() -> minings(Minings.of(session.current()), text));
    }

    private List<ICodeMining> minings(List<Minings.Mining> found, IDocument text) {
        List<ICodeMining> minings = new ArrayList<>();
        for (Minings.Mining each : found) {
            try {
                minings.add(each.above() ? new Above(each, text, this) : new Behind(each, this));
            } catch (BadLocationException e) {
                return List.of(); // the text has become shorter; they are asked for again when it has been read
            }
        }
        return minings;
    }

    private static final class Above extends LineHeaderCodeMining {
        Above(Minings.Mining mining, IDocument text, ICodeMiningProvider provider) throws BadLocationException {
            super(text.getLineOfOffset(mining.offset()), text, provider);
            setLabel(mining.text());
        }
    }

    private static final class Behind extends LineContentCodeMining {
        Behind(Minings.Mining mining, ICodeMiningProvider provider) {
            super(new Position(mining.offset(), 1), provider);
            setLabel("  " + mining.text());
        }
    }
}
