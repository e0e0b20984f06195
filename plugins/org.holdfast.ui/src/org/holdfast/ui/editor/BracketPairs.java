package org.holdfast.ui.editor;

import java.util.OptionalInt;

import org.eclipse.jface.text.IDocument;
import org.eclipse.jface.text.IRegion;
import org.eclipse.jface.text.Region;
import org.eclipse.jface.text.source.ICharacterPairMatcher;
import org.eclipse.jface.text.source.ICharacterPairMatcherExtension;
import org.holdfast.ide.edit.Brackets;

/** Tells the editor which bracket belongs to the one at the caret. */
public final class BracketPairs implements ICharacterPairMatcher, ICharacterPairMatcherExtension {

    private int anchor = -1;

    @Override
    public IRegion match(IDocument text, int offset) {
        return match(text, offset, 0);
    }

    @Override
    public IRegion match(IDocument text, int offset, int length) {
        if (length > 1 || length < -1) {
            return null;
        }
        Session session = Session.of(text).orElse(null);
        if (session == null) {
            return null;
        }
        int caret = offset + Math.min(length, 0);
        OptionalInt partner = Brackets.partner(session.current(), caret);
        if (partner.isEmpty()) {
            return null;
        }
        int own = ownBracket(text.get(), caret, partner.getAsInt());
        anchor = own < partner.getAsInt() ? LEFT : RIGHT;
        int start = Math.min(own, partner.getAsInt());
        return new Region(start, Math.max(own, partner.getAsInt()) - start + 1);
    }

    /** The bracket that is meant: the one behind the caret, or else the one in front of it. */
    private static int ownBracket(String text, int caret, int partner) {
        boolean behind = caret < text.length() && "()[]{}".indexOf(text.charAt(caret)) >= 0 && isPair(text.charAt(caret), text.charAt(partner));
        return behind ? caret : caret - 1;
    }

    private static boolean isPair(char one, char other) {
        int a = "()[]{}".indexOf(one);
        int b = "()[]{}".indexOf(other);
        return a >= 0 && b >= 0 && a != b && a / 2 == b / 2;
    }

    @Override
    public IRegion findEnclosingPeerCharacters(IDocument text, int offset, int length) {
        return null; // only brackets at the caret are shown, so that a text at rest is quiet
    }

    @Override
    public boolean isMatchedChar(char ch) {
        return "()[]{}".indexOf(ch) >= 0;
    }

    @Override
    public boolean isMatchedChar(char ch, IDocument text, int offset) {
        return isMatchedChar(ch);
    }

    @Override
    public boolean isRecomputationOfEnclosingPairRequired(IDocument text, IRegion now, IRegion before) {
        return false;
    }

    @Override
    public int getAnchor() {
        return anchor;
    }

    @Override
    public void clear() {
        anchor = -1;
    }

    @Override
    public void dispose() {
        clear();
    }
}
