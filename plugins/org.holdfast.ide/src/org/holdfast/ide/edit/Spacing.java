package org.holdfast.ide.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.antlr.runtime.CommonToken;
import org.holdfast.ide.Lexing;
import org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer;

/**
 * Blanks between the tokens of a line. Only those that kernel style asks for or forbids are changed; columns that somebody has made with more
 * than one blank or with tabs stay.
 */
final class Spacing {
    private static final Set<String> BINARY = Set.of("=", "==", "!=", "<=", ">=", "<", ">", "&&", "||", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=",
            ">>=", "<<", ">>", "/", "%", "^", "|");
    private static final Set<String> SPACED_WORDS = Set.of("if", "while", "for", "switch", "return", "case", "else", "do");
    private static final Set<String> BEFORE_UNARY = Set.of("(", "[", ",", "=", "==", "!=", "&&", "||", "return", "?", ":", "{", "<", ">", "!", "+=", "-=", ";");

    private enum Gap {
        NONE, SOME, ANY
    }

    private Spacing() {
    }

    /** New texts for the gaps that change, by the offset at which they begin; gaps that go over a line's end never do. */
    static TreeMap<Integer, Change> changes(String projected) {
        TreeMap<Integer, Change> changes = new TreeMap<>();
        List<CommonToken> code = new ArrayList<>();
        int depth = 0;
        boolean directive = false;
        for (CommonToken token : Lexing.tokens(projected)) {
            switch (token.getType()) {
                case InternalHoldLexer.RULE_WS -> {
                    // the gap itself
                }
                case InternalHoldLexer.RULE_COMMENT, InternalHoldLexer.RULE_LINE_COMMENT, InternalHoldLexer.RULE_CONTINUATION -> code.clear();
                case InternalHoldLexer.RULE_DIRECTIVE, InternalHoldLexer.RULE_DEFINE_DIRECTIVE, InternalHoldLexer.RULE_INCLUDE_DIRECTIVE,
                        InternalHoldLexer.RULE_SYSTEM_PATH -> {
                    directive = true;
                    code.clear();
                }
                case InternalHoldLexer.RULE_END_OF_DIRECTIVE -> directive = false;
                default -> {
                    if (!directive) {
                        depth += token.getType() == InternalHoldLexer.LeftCurlyBracket ? 1 : token.getType() == InternalHoldLexer.RightCurlyBracket ? -1 : 0;
                        code.add(token);
                        change(code, depth, projected, changes);
                    }
                }
            }
        }
        return changes;
    }

    /** @param length of the gap as it is */
    record Change(int length, String text) {
    }

    private static void change(List<CommonToken> code, int depth, String projected, TreeMap<Integer, Change> changes) {
        if (code.size() < 2) {
            return;
        }
        CommonToken left = code.get(code.size() - 2);
        CommonToken right = code.get(code.size() - 1);
        int from = left.getStopIndex() + 1;
        String gap = projected.substring(from, Math.max(from, right.getStartIndex()));
        if (!gap.isBlank() || gap.indexOf('\n') >= 0) {
            return;
        }
        String before = code.size() < 3 ? ";" : code.get(code.size() - 3).getText();
        Gap wanted = gap(before, left, right, depth);
        if (wanted == Gap.SOME && gap.isEmpty()) {
            changes.put(from, new Change(0, " "));
        } else if (wanted == Gap.NONE && !gap.isEmpty() && !sticks(left.getText(), right.getText())) {
            changes.put(from, new Change(gap.length(), ""));
        }
    }

    /** Whether two tokens without a blank between would be another token, or none. */
    private static boolean sticks(String left, String right) {
        char a = left.charAt(left.length() - 1);
        char b = right.charAt(0);
        return Character.isJavaIdentifierPart(a) && Character.isJavaIdentifierPart(b) || "+-&|<>=*/!:.#".indexOf(a) >= 0 && "+-&|<>=*/!:.#".indexOf(b) >= 0;
    }

    private static boolean isOperand(String text) {
        char last = text.charAt(text.length() - 1);
        return (Character.isJavaIdentifierPart(last) || last == ')' || last == ']' || last == '"' || last == '\'') && !SPACED_WORDS.contains(text);
    }

    private static Gap gap(String before, CommonToken left, CommonToken right, int depth) {
        String l = left.getText();
        String r = right.getText();
        if (r.equals(",") || r.equals(";")) {
            return Gap.NONE;
        }
        if (r.equals(")") || r.equals("]") || l.equals("(") || l.equals("[")) {
            return Gap.NONE;
        }
        if (l.equals(",") || l.equals(";")) {
            return Gap.SOME;
        }
        if (l.equals("->") || r.equals("->") || l.equals(".") || r.equals(".")) {
            // at the top level these belong to orders and claims
            return depth == 0 || !l.equals("->") && !l.equals(".") && !isOperand(l) ? Gap.ANY : Gap.NONE;
        }
        if (r.equals("(")) {
            return SPACED_WORDS.contains(l) ? Gap.SOME : isCallee(left) ? Gap.NONE : Gap.ANY;
        }
        if (r.equals("{") || l.equals("}") && (r.equals("else") || r.equals("while"))) {
            return Gap.SOME;
        }
        if (BINARY.contains(l) || BINARY.contains(r)) {
            return Gap.SOME;
        }
        if (l.equals("!") || l.equals("~")) {
            return Gap.NONE;
        }
        return sign(before, l, r, depth);
    }

    /** Plus, minus and ampersand, which may stand for one operand or between two. Stars do in declarations too, and stay as they are. */
    private static Gap sign(String before, String l, String r, int depth) {
        boolean plain = depth > 0 && (r.equals("+") || r.equals("-"));
        if (plain && isOperand(l)) {
            return Gap.SOME;
        }
        if (l.equals("+") || l.equals("-")) {
            return depth == 0 ? Gap.ANY : isOperand(before) ? Gap.SOME : BEFORE_UNARY.contains(before) ? Gap.NONE : Gap.ANY;
        }
        return l.equals("&") && BEFORE_UNARY.contains(before) ? Gap.NONE : Gap.ANY;
    }

    private static boolean isCallee(CommonToken token) {
        return switch (token.getType()) {
            case InternalHoldLexer.RULE_ID, InternalHoldLexer.RULE_ITERATOR, InternalHoldLexer.RULE_DEFINER, InternalHoldLexer.RULE_ANNOTATION_NAME,
                    InternalHoldLexer.Sizeof, InternalHoldLexer.Scoped_guard, InternalHoldLexer.Guard, InternalHoldLexer.Typeof -> true;
            default -> false;
        };
    }
}
