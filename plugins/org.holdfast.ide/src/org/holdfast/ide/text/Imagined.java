package org.holdfast.ide.text;

import java.util.ArrayDeque;
import java.util.Deque;
import org.antlr.runtime.CommonToken;
import org.eclipse.emf.ecore.EObject;
import org.holdfast.ide.Document;
import org.holdfast.ide.Lexing;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.hold.Designator;
import org.holdfast.lang.hold.MacroInvocation;
import org.holdfast.lang.hold.MemberExpression;
import org.holdfast.lang.hold.NameExpression;
import org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer;
import org.holdfast.lang.scoping.Places;

/**
 * The model of a text as it might be when what is being typed is there: with a name in the place of the word at the caret. Where that does not
 * make an expression of it, the statement is closed there, too.
 *
 * @param name the expression that the word is; null if it could not be made one
 */
record Imagined(LoadedRevision revision, EObject name) {
    static final String NAME = "imagined_name";

    static Imagined of(Document document, CompletionPlace place, String revision, String projected) {
        String text = document.text();
        String kept = text.substring(0, place.start()) + NAME + text.substring(place.end());
        Imagined imagined = read(document, kept, place.start(), revision);
        if (imagined.name != null && imagined.name.eContainer() != null && isWhole(imagined.name)) {
            return imagined;
        }
        int lineEnd = document.lines().end(document.line(place.end()));
        String closed = text.substring(0, place.start()) + NAME + closers(projected.substring(0, place.start())) + ";"
                + text.substring(Math.max(place.end(), lineEnd));
        Imagined other = read(document, closed, place.start(), revision);
        return other.name != null ? other : imagined;
    }

    private static Imagined read(Document document, String text, int start, String revision) {
        LoadedRevision imagined = document.imagine(text, revision);
        EObject element = Nodes.at(imagined.model(), start);
        boolean fits = element instanceof NameExpression || element instanceof MemberExpression || element instanceof Designator;
        return new Imagined(imagined, fits ? element : null);
    }

    /** Whether it stands in a function and not in what the parser made of the pieces. */
    private static boolean isWhole(EObject name) {
        return Places.body(name) != null || !(name.eContainer() instanceof MacroInvocation);
    }

    /** What closes the parentheses that are open at the end of a text, up to the statement's beginning. */
    private static String closers(String text) {
        Deque<String> open = new ArrayDeque<>();
        for (CommonToken token : Lexing.tokens(text)) {
            switch (token.getType()) {
                case InternalHoldLexer.LeftParenthesis, InternalHoldLexer.RULE_MACRO_OPEN -> open.push(")");
                case InternalHoldLexer.LeftSquareBracket -> open.push("]");
                case InternalHoldLexer.RightParenthesis, InternalHoldLexer.RightSquareBracket -> {
                    if (!open.isEmpty()) {
                        open.pop();
                    }
                }
                case InternalHoldLexer.LeftCurlyBracket, InternalHoldLexer.RightCurlyBracket, InternalHoldLexer.RULE_END_OF_DIRECTIVE -> open.clear();
                case InternalHoldLexer.Semicolon -> {
                    if (!text.substring(0, token.getStartIndex()).stripTrailing().endsWith("(")) {
                        open.clear();
                    }
                }
                default -> {
                    // opens nothing
                }
            }
        }
        return String.join("", open);
    }
}
