package org.holdfast.ui.editor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.text.BadLocationException;
import org.eclipse.jface.text.DocumentEvent;
import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IInformationControlCreator;
import org.eclipse.jface.text.ITextViewer;
import org.eclipse.jface.text.contentassist.BoldStylerProvider;
import org.eclipse.jface.text.contentassist.ICompletionProposal;
import org.eclipse.jface.text.contentassist.ICompletionProposalExtension2;
import org.eclipse.jface.text.contentassist.ICompletionProposalExtension3;
import org.eclipse.jface.text.contentassist.ICompletionProposalExtension5;
import org.eclipse.jface.text.contentassist.ICompletionProposalExtension6;
import org.eclipse.jface.text.contentassist.ICompletionProposalExtension7;
import org.eclipse.jface.text.contentassist.IContextInformation;
import org.eclipse.jface.text.link.LinkedModeModel;
import org.eclipse.jface.text.link.LinkedModeUI;
import org.eclipse.jface.text.link.LinkedPosition;
import org.eclipse.jface.text.link.LinkedPositionGroup;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.ui.texteditor.link.EditorLinkedModeUI;
import org.holdfast.ide.text.Completion;
import org.holdfast.ide.text.Doc;
import org.holdfast.ui.Holdfast;
import org.holdfast.ui.Icons;

/** One line of the list of proposals. */
final class Completed implements ICompletionProposal, ICompletionProposalExtension2, ICompletionProposalExtension3, ICompletionProposalExtension5,
        ICompletionProposalExtension6, ICompletionProposalExtension7 {

    private final CompletionList list;
    private final Completion.Proposal proposal;
    private Point selection;

    Completed(CompletionList list, Completion.Proposal proposal) {
        this.list = list;
        this.proposal = proposal;
    }

    Completion.Proposal proposal() {
        return proposal;
    }

    @Override
    public boolean validate(IDocument text, int offset, DocumentEvent event) {
        return offset >= list.start() && list.fits(proposal, offset);
    }

    @Override
    public void apply(ITextViewer viewer, char trigger, int stateMask, int offset) {
        IDocument text = viewer.getDocument();
        try {
            text.replace(list.start(), list.length(offset), proposal.text());
            selection = new Point(list.start() + proposal.exit(), 0);
            if (!proposal.holes().isEmpty()) {
                fillIn(viewer, text);
            }
        } catch (BadLocationException e) {
            Holdfast.log("Cannot insert " + proposal.label(), e);
        }
    }

    /** Lets the user go through the places to be filled in; those of one group are written together. */
    private void fillIn(ITextViewer viewer, IDocument text) throws BadLocationException {
        Map<Integer, LinkedPositionGroup> groups = new LinkedHashMap<>();
        List<Completion.Hole> holes = new ArrayList<>(proposal.holes());
        for (int i = 0; i < holes.size(); i++) {
            Completion.Hole hole = holes.get(i);
            groups.computeIfAbsent(hole.group(), key -> new LinkedPositionGroup())
                    .addPosition(new LinkedPosition(text, list.start() + hole.offset(), hole.length(), i));
        }
        LinkedModeModel model = new LinkedModeModel();
        for (LinkedPositionGroup group : groups.values()) {
            model.addGroup(group);
        }
        model.forceInstall();
        LinkedModeUI ui = new EditorLinkedModeUI(model, viewer);
        ui.setExitPosition(viewer, list.start() + proposal.exit(), 0, Integer.MAX_VALUE);
        ui.enter();
        selection = new Point(ui.getSelectedRegion().getOffset(), ui.getSelectedRegion().getLength());
    }

    @Override
    public Point getSelection(IDocument text) {
        return selection;
    }

    @Override
    public void apply(IDocument text) {
        throw new UnsupportedOperationException("a viewer applies it");
    }

    @Override
    public Object getAdditionalProposalInfo(IProgressMonitor monitor) {
        Doc doc = Completion.doc(list.document(), list.asked(), proposal);
        return doc.isEmpty() ? null : new DocControl.Content(doc, List.of());
    }

    @Override
    public String getAdditionalProposalInfo() {
        return null; // asked for in the background only
    }

    @Override
    public IInformationControlCreator getInformationControlCreator() {
        return DocControl.pane();
    }

    @Override
    public String getDisplayString() {
        return proposal.detail().isEmpty() ? proposal.label() : proposal.label() + " " + proposal.detail();
    }

    @Override
    public StyledString getStyledDisplayString() {
        StyledString text = new StyledString(proposal.label());
        if (!proposal.detail().isEmpty()) {
            text.append(" " + proposal.detail(), StyledString.QUALIFIER_STYLER);
        }
        return text;
    }

    /** With the letters in bold that the typed word is an abbreviation by. */
    @Override
    public StyledString getStyledDisplayString(IDocument text, int offset, BoldStylerProvider bold) {
        StyledString shown = getStyledDisplayString();
        try {
            String typed = offset >= list.start() ? text.get(list.start(), offset - list.start()).toLowerCase() : "";
            String label = proposal.label().toLowerCase();
            int at = label.indexOf(typed);
            if (at >= 0 && !typed.isEmpty()) {
                shown.setStyle(at, typed.length(), bold.getBoldStyler());
            } else {
                int from = 0;
                for (char letter : typed.toCharArray()) {
                    int found = label.indexOf(letter, from);
                    if (found < 0) {
                        break;
                    }
                    shown.setStyle(found, 1, bold.getBoldStyler());
                    from = found + 1;
                }
            }
        } catch (BadLocationException e) {
            return shown; // the word has gone; the list goes with it
        }
        return shown;
    }

    @Override
    public Image getImage() {
        return icon(proposal.kind()).image();
    }

    private static Icons icon(Completion.Kind kind) {
        return switch (kind) {
            case LOCAL -> Icons.LOCAL;
            case PARAMETER -> Icons.PARAMETER;
            case FIELD -> Icons.FIELD;
            case GLOBAL -> Icons.GLOBAL;
            case FUNCTION -> Icons.FUNCTION;
            case KERNEL_FUNCTION -> Icons.KERNEL_FUNCTION;
            case CONSTANT -> Icons.CONSTANT;
            case TYPE -> Icons.TYPE;
            case KERNEL_TYPE -> Icons.KERNEL_TYPE;
            case LABEL -> Icons.LABEL;
            case THREAD -> Icons.THREAD;
            case REVISION -> Icons.REVISION;
            case RULE -> Icons.RULE;
            case ANNOTATION -> Icons.ANNOTATION;
            case KEYWORD -> Icons.KEYWORD;
            case FILE -> Icons.FILE;
            case TEMPLATE -> Icons.TEMPLATE;
        };
    }

    @Override
    public IContextInformation getContextInformation() {
        return null;
    }

    @Override
    public CharSequence getPrefixCompletionText(IDocument text, int offset) {
        return proposal.text();
    }

    @Override
    public int getPrefixCompletionStart(IDocument text, int offset) {
        return list.start();
    }

    @Override
    public void selected(ITextViewer viewer, boolean smartToggle) {
        // the text shows nothing of a selection in the list
    }

    @Override
    public void unselected(ITextViewer viewer) {
        // see selected
    }
}
