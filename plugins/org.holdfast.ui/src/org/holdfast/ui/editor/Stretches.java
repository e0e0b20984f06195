package org.holdfast.ui.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.holdfast.ide.text.Tokens.Kind;
import org.holdfast.ide.text.Tokens.Token;

/**
 * The words of a text in order, kept in step with what is typed until the text has been read again: what is typed into or right behind a word
 * belongs to it, so that nothing flickers.
 */
final class Stretches {

    private List<Token> tokens = List.of();

    /** Replaces all. */
    void set(List<Token> now) {
        tokens = now;
    }

    List<Token> all() {
        return tokens;
    }

    /** {@code removed} characters at an offset become {@code added} others. */
    void shift(int offset, int removed, int added) {
        List<Token> moved = new ArrayList<>(tokens.size());
        for (Token token : tokens) {
            int start = token.offset() < offset || token.offset() == offset && removed == 0 && added == 0 ? token.offset()
                    : Math.max(token.offset() - removed, offset) + added;
            int end = token.end() < offset ? token.end() : Math.max(token.end() - removed, offset) + added;
            if (token.offset() < offset && token.end() == offset && !isOpen(token.kind())) {
                end = offset;
            }
            if (end > start) {
                moved.add(new Token(start, end - start, token.kind()));
            }
        }
        tokens = moved;
    }

    /** Whether what is typed at the end still belongs to it: a word goes on, a comment or string is over. */
    private static boolean isOpen(Kind kind) {
        return switch (kind) {
            case COMMENT, SUPPRESSION, STRING, MARK_ADDED, MARK_REMOVED -> false;
            default -> true;
        };
    }

    /** Those that touch a stretch of the text, in order. */
    void in(int offset, int length, Consumer<Token> each) {
        int low = 0;
        int high = tokens.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (tokens.get(middle).end() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low; i < tokens.size() && tokens.get(i).offset() < offset + length; i++) {
            each.accept(tokens.get(i));
        }
    }
}
