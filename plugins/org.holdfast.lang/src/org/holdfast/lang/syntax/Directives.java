package org.holdfast.lang.syntax;

import java.util.ArrayList;
import java.util.List;
import org.antlr.runtime.CommonToken;
import org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer;

/** Gives preprocessor lines their tokens: a line is the only place where the end of a line matters. */
final class Directives {
    private final List<CommonToken> tokens;
    private final List<CommonToken> result;

    private Directives(List<CommonToken> tokens) {
        this.tokens = tokens;
        result = new ArrayList<>(tokens.size() + 16);
    }

    static List<CommonToken> apply(List<CommonToken> tokens) {
        for (CommonToken token : tokens) {
            if (token.getType() == InternalHoldLexer.RULE_DIRECTIVE) {
                return new Directives(tokens).run();
            }
        }
        return tokens;
    }

    private List<CommonToken> run() {
        int i = 0;
        while (i < tokens.size()) {
            CommonToken token = tokens.get(i);
            if (token.getType() != InternalHoldLexer.RULE_DIRECTIVE) {
                result.add(token);
                i++;
                continue;
            }
            int end = lastOfLine(i);
            switch (token.getText().substring(1).strip()) {
                case "define" -> define(token, i, end);
                case "include" -> include(token, i, end);
                default -> merge(token, end, InternalHoldLexer.RULE_DIRECTIVE);
            }
            result.add(endAfter(tokens.get(end)));
            i = end + 1;
        }
        return result;
    }

    /** The last token on the line that is neither blank nor comment. */
    private int lastOfLine(int from) {
        int last = from;
        for (int i = from + 1; i < tokens.size(); i++) {
            CommonToken token = tokens.get(i);
            int type = token.getType();
            if (type == InternalHoldLexer.RULE_WS && token.getText().indexOf('\n') >= 0 || type == InternalHoldLexer.RULE_LINE_COMMENT) {
                break;
            }
            if (!TokenList.isHidden(token)) {
                last = i;
            }
        }
        return last;
    }

    private void define(CommonToken directive, int from, int end) {
        directive.setType(InternalHoldLexer.RULE_DEFINE_DIRECTIVE);
        CommonToken before = null;
        int visible = 0;
        for (int i = from; i <= end; i++) {
            CommonToken token = tokens.get(i);
            if (!TokenList.isHidden(token)) {
                if (visible == 2 && token.getType() == InternalHoldLexer.LeftParenthesis && before.getStopIndex() + 1 == token.getStartIndex()) {
                    token.setType(InternalHoldLexer.RULE_MACRO_OPEN);
                }
                visible++;
                before = token;
            }
            result.add(token);
        }
    }

    private void include(CommonToken directive, int from, int end) {
        int next = from + 1;
        while (next < end && TokenList.isHidden(tokens.get(next))) {
            next++;
        }
        if (next == end && tokens.get(next).getType() == InternalHoldLexer.RULE_STRING) {
            directive.setType(InternalHoldLexer.RULE_INCLUDE_DIRECTIVE);
            result.addAll(tokens.subList(from, end + 1));
        } else {
            boolean system = next < tokens.size() && tokens.get(next).getType() == InternalHoldLexer.LessThanSign
                    && tokens.get(end).getType() == InternalHoldLexer.GreaterThanSign;
            merge(directive, end, system ? InternalHoldLexer.RULE_SYSTEM_PATH : InternalHoldLexer.RULE_DIRECTIVE);
        }
    }

    private void merge(CommonToken directive, int end, int type) {
        directive.setText(null); // computed from the indices, and then kept
        directive.setStopIndex(tokens.get(end).getStopIndex());
        directive.setType(type);
        result.add(directive);
    }

    private static CommonToken endAfter(CommonToken last) {
        CommonToken end = new CommonToken(InternalHoldLexer.RULE_END_OF_DIRECTIVE, "");
        end.setStartIndex(last.getStopIndex() + 1);
        end.setStopIndex(last.getStopIndex());
        end.setLine(last.getLine());
        end.setCharPositionInLine(last.getCharPositionInLine() + last.getText().length());
        return end;
    }
}
