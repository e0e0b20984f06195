package org.holdfast.ide.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.antlr.runtime.CommonToken;
import org.holdfast.ide.Document;
import org.holdfast.ide.Lexing;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.hold.Define;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.NamedElement;
import org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer;
import org.holdfast.lang.scoping.FileSymbols.Kind;
import org.holdfast.lang.types.Callees;

/** The parameters of the call that is being typed. */
public final class Parameters {
    /**
     * @param call       offset of the call's opening parenthesis, by which the popup knows that it is still the same call
     * @param label      the signature
     * @param parameters pieces of the label
     * @param active     index of the one at the offset; may be beyond the last
     */
    public record Hint(int call, String label, List<Piece> parameters, int active, Doc doc) {
        public Hint {
            parameters = List.copyOf(parameters);
        }
    }

    public record Piece(int offset, int length) {
    }

    /** A parenthesis or other bracket that is open, the word in front of it, and the commas since. */
    private static final class Open {
        private final int offset;
        private final String word;
        private int commas;

        Open(int offset, String word) {
            this.offset = offset;
            this.word = word;
        }
    }

    private Parameters() {
    }

    /** Of the innermost call that the offset is between the parentheses of. */
    public static Optional<Hint> at(Document document, int offset) {
        int caret = Math.clamp(offset, 0, document.text().length());
        String name = document.revisionOf(document.line(caret));
        String projected = document.lines().project(name, document.lines().revisions().base());
        Open open = innermost(projected.substring(0, caret));
        if (open == null || open.word.isEmpty()) {
            return Optional.empty();
        }
        LoadedRevision revision = document.revisionAt(caret);
        NamedElement callee = revision.scope().find(Kind.SYMBOL, open.word);
        if (callee instanceof Define d && !d.isFunction() && d.getBody() != null && Callees.target(d.getBody()) instanceof FunctionDeclaration f) {
            callee = f;
        }
        if (!(callee instanceof FunctionDeclaration) && !(callee instanceof Define d && d.isFunction())) {
            return Optional.empty();
        }
        String label = Signatures.of(callee);
        List<Piece> pieces = new ArrayList<>();
        int at = label.indexOf('(') + 1;
        for (String parameter : Signatures.parameterList(callee)) {
            at = label.indexOf(parameter, at);
            pieces.add(new Piece(at, parameter.length()));
            at += parameter.length();
        }
        return Optional.of(new Hint(open.offset, label, pieces, open.commas, new Docs(document, revision).of(callee, null)));
    }

    private static Open innermost(String text) {
        Deque<Open> open = new ArrayDeque<>();
        String last = "";
        for (CommonToken token : Lexing.tokens(text)) {
            switch (token.getType()) {
                case InternalHoldLexer.RULE_WS, InternalHoldLexer.RULE_COMMENT, InternalHoldLexer.RULE_LINE_COMMENT, InternalHoldLexer.RULE_CONTINUATION -> {
                    continue;
                }
                case InternalHoldLexer.LeftParenthesis, InternalHoldLexer.RULE_MACRO_OPEN -> open.push(new Open(token.getStartIndex(), last));
                case InternalHoldLexer.LeftSquareBracket -> open.push(new Open(token.getStartIndex(), ""));
                case InternalHoldLexer.RightParenthesis, InternalHoldLexer.RightSquareBracket -> open.poll();
                case InternalHoldLexer.LeftCurlyBracket, InternalHoldLexer.RightCurlyBracket, InternalHoldLexer.Semicolon,
                        InternalHoldLexer.RULE_END_OF_DIRECTIVE -> open.clear();
                case InternalHoldLexer.Comma -> {
                    if (!open.isEmpty()) {
                        open.peek().commas++;
                    }
                }
                default -> {
                    // an argument
                }
            }
            String word = token.getText();
            last = Character.isJavaIdentifierStart(word.isEmpty() ? ' ' : word.charAt(0)) ? word : "";
        }
        return open.peek();
    }
}
