package org.holdfast.ide.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.antlr.runtime.CommonToken;
import org.holdfast.ide.Document;
import org.holdfast.ide.Lexing;
import org.holdfast.lang.parser.antlr.lexer.InternalHoldLexer;

/**
 * What kind of thing can stand at a place, as the words in front of it tell. Nothing is parsed, since what is being typed seldom can be.
 *
 * @param want   what is wanted
 * @param start  of the word that is being typed, {@code end} of it
 * @param typed  what of it stands in front of the caret
 * @param before the tokens of the element or statement in front of it, without comments
 */
record CompletionPlace(Want want, int start, int end, String typed, List<String> before) {
    enum Want {
        NOTHING, FILE, REVISION, SUPPRESSED_RULE, EXPECTED, LOCK_CLASS, LOCK_FIELD, PLACE, CONTEXT, CLAIM_KIND, EXTENT, THREAD_PART, TOP, FIELD_TYPE, STRUCT, ENUM,
        GUARD, CLEANUP, LABEL, STATEMENT, EXPRESSION, MEMBER, ANNOTATION
    }

    private static final Pattern MARK = Pattern.compile("^[ \t]*[+-]\\[[^\\]]*$");
    private static final Pattern SUPPRESSION = Pattern.compile("holdfast: allow [\\w-]*$");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");

    static CompletionPlace of(Document document, int offset, String projected) {
        String text = document.text();
        int line = document.line(offset);
        String before = text.substring(document.lines().start(line), offset);
        int start = word(text, offset, "");
        int end = offset;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        if (MARK.matcher(before).find()) {
            return place(Want.REVISION, start, end, text, offset, List.of());
        }
        if (SUPPRESSION.matcher(before).find()) {
            return place(Want.SUPPRESSED_RULE, word(text, offset, "-"), end, text, offset, List.of());
        }
        List<CommonToken> all = Lexing.tokens(projected);
        for (CommonToken token : all) {
            boolean inside = token.getStartIndex() < offset && offset <= token.getStopIndex();
            boolean atEnd = token.getType() == InternalHoldLexer.RULE_LINE_COMMENT && offset == token.getStopIndex() + 1;
            if (token.getType() == InternalHoldLexer.RULE_STRING && inside) {
                boolean file = before.stripLeading().startsWith("#include") || before.stripLeading().startsWith("patch");
                int open = token.getStartIndex() + 1;
                return place(file ? Want.FILE : Want.NOTHING, open, token.getStopIndex(), text, offset, List.of());
            }
            if (inside && (token.getType() == InternalHoldLexer.RULE_COMMENT || token.getType() == InternalHoldLexer.RULE_INTEGER) || atEnd) {
                return place(Want.NOTHING, start, end, text, offset, List.of());
            }
        }
        if (before.chars().filter(c -> c == '"').count() % 2 == 1) {
            int open = document.lines().start(line) + before.lastIndexOf('"') + 1;
            return place(before.stripLeading().startsWith("#include") ? Want.FILE : Want.NOTHING, open, offset, text, offset, List.of());
        }
        return inCode(projected, start, end, text, offset);
    }

    private static CompletionPlace place(Want want, int start, int end, String text, int offset, List<String> before) {
        return new CompletionPlace(want, start, Math.max(end, offset), text.substring(start, offset), before);
    }

    private static boolean isWordPart(char c) {
        return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static int word(String text, int offset, String more) {
        int start = offset;
        while (start > 0 && (isWordPart(text.charAt(start - 1)) || more.indexOf(text.charAt(start - 1)) >= 0)) {
            start--;
        }
        return start;
    }

    private static CompletionPlace inCode(String projected, int start, int end, String text, int offset) {
        Deque<List<String>> open = new ArrayDeque<>(); // what stands in front of each open brace
        List<String> before = new ArrayList<>();
        int parentheses = 0;
        for (CommonToken token : Lexing.tokens(projected.substring(0, start))) {
            String word = token.getText();
            switch (token.getType()) {
                case InternalHoldLexer.RULE_WS, InternalHoldLexer.RULE_COMMENT, InternalHoldLexer.RULE_LINE_COMMENT, InternalHoldLexer.RULE_CONTINUATION -> {
                    // nothing
                }
                case InternalHoldLexer.RULE_END_OF_DIRECTIVE -> before.clear();
                case InternalHoldLexer.LeftCurlyBracket -> {
                    open.push(List.copyOf(before));
                    before.clear();
                    parentheses = 0;
                }
                case InternalHoldLexer.RightCurlyBracket -> {
                    if (!open.isEmpty()) {
                        open.pop();
                    }
                    before.clear();
                    parentheses = 0;
                }
                default -> {
                    parentheses = word.equals("(") ? parentheses + 1 : word.equals(")") ? Math.max(0, parentheses - 1) : parentheses;
                    boolean header = token.getType() == InternalHoldLexer.RULE_STRING && before.size() == 1
                            && (before.get(0).equals("scenario") || before.get(0).equals("patch"));
                    if (header || word.equals(";") && parentheses == 0) {
                        before.clear();
                    } else {
                        before.add(word);
                    }
                }
            }
        }
        Want want = want(open, before, text.substring(start, offset));
        int from = want == Want.EXPECTED ? word(text, offset, "-") : start;
        int to = end;
        while (want == Want.EXPECTED && to < text.length() && (isWordPart(text.charAt(to)) || text.charAt(to) == '-')) {
            to++;
        }
        return place(want, from, to, text, offset, List.copyOf(before));
    }

    private static Want want(Deque<List<String>> open, List<String> before, String typed) {
        String last = before.isEmpty() ? "" : before.getLast();
        String first = before.isEmpty() ? "" : before.getFirst();
        String previous = before.size() < 2 ? "" : before.get(before.size() - 2);
        if ((last.equals("->") || last.equals(".")) && !first.equals("order")) {
            return Want.MEMBER;
        }
        if (last.equals("struct") || last.equals("enum")) {
            return last.equals("struct") ? Want.STRUCT : Want.ENUM;
        }
        if (last.equals("(") && (previous.equals("guard") || previous.equals("scoped_guard"))) {
            return Want.GUARD;
        }
        if (last.equals("(") && previous.equals("__free")) {
            return Want.CLEANUP;
        }
        if (open.isEmpty()) {
            return atTop(first, last, before, typed);
        }
        List<String> head = open.peek();
        boolean struct = head.contains("struct") && !head.contains("(") && !head.contains("=");
        if (struct) {
            return before.isEmpty() ? Want.FIELD_TYPE : typed.startsWith("_") ? Want.ANNOTATION : before.contains("(") ? Want.EXPRESSION : Want.NOTHING;
        }
        if (first.equals("goto")) {
            return Want.LABEL;
        }
        if (isStatementStart(before)) {
            return Want.STATEMENT;
        }
        if (names(before, last, previous)) {
            return typed.startsWith("_") ? Want.ANNOTATION : Want.NOTHING;
        }
        return Want.EXPRESSION;
    }

    /** Whether a name follows that is declared here: `int |`, `struct item *|`. */
    private static boolean names(List<String> before, String last, String previous) {
        boolean builtin = List.of("int", "long", "bool", "char", "void", "unsigned", "short", "u8", "u16", "u32", "u64", "size_t", "gfp_t").contains(last);
        boolean tagged = previous.equals("struct") || previous.equals("enum");
        boolean pointer = last.equals("*") && before.size() >= 3 && before.get(before.size() - 3).equals("struct");
        return builtin || tagged || pointer || last.endsWith("_t") && WORD.matcher(last).matches();
    }

    private static boolean isStatementStart(List<String> before) {
        if (before.isEmpty()) {
            return true;
        }
        String last = before.getLast();
        if (last.equals("else") || last.equals("do") || last.equals(":") && !before.contains("?")) {
            return true;
        }
        if (!last.equals(")")) {
            return false;
        }
        // behind the parentheses of if, while, for, switch or an iterator
        int depth = 0;
        for (int i = before.size() - 1; i >= 0; i--) {
            depth += before.get(i).equals(")") ? 1 : before.get(i).equals("(") ? -1 : 0;
            if (depth == 0 && before.get(i).equals("(")) {
                String word = i == 0 ? "" : before.get(i - 1);
                return List.of("if", "while", "for", "switch", "scoped_guard").contains(word) || word.contains("for_each");
            }
        }
        return false;
    }

    private static Want atTop(String first, String last, List<String> before, String typed) {
        return switch (first) {
            case "" -> Want.TOP;
            case "expect" -> before.size() == 1 ? Want.REVISION : Want.EXPECTED;
            case "order" -> last.equals(".") ? Want.LOCK_FIELD : Want.LOCK_CLASS;
            case "revisions", "scenario", "patch" -> Want.NOTHING;
            case "claim" -> claim(last, before);
            case "thread" -> last.equals("in") ? Want.CONTEXT : before.size() > 1 && !last.equals("on") ? Want.THREAD_PART : Want.NOTHING;
            default -> declaration(last, before, typed);
        };
    }

    /** In a declaration of C at the top level: a type, in parentheses of annotations and in initializers an expression, else a new name. */
    private static Want declaration(String last, List<String> before, String typed) {
        if (typed.startsWith("_")) {
            return Want.ANNOTATION;
        }
        boolean specifiers = before.stream().allMatch(word -> word.equals("static") || word.equals("extern") || word.equals("const"));
        boolean value = before.contains("=") || before.stream().anyMatch(word -> word.startsWith("__"));
        boolean listed = last.equals("(") || last.equals(",") || last.equals("const");
        if (specifiers || listed && !value) {
            return Want.FIELD_TYPE;
        }
        return value && (listed || before.contains("=")) || last.equals("&") ? Want.EXPRESSION : Want.NOTHING;
    }

    private static Want claim(String last, List<String> before) {
        long depth = before.stream().filter("("::equals).count() - before.stream().filter(")"::equals).count();
        if (depth > 0) {
            return Want.EXPRESSION;
        }
        if (before.contains("[") && !before.contains("]")) {
            return Want.REVISION;
        }
        return switch (last) {
            case ":" -> Want.CLAIM_KIND;
            case ")" -> Want.EXTENT;
            case "in", "at", "between", "and", "unreachable" -> Want.PLACE;
            default -> Want.NOTHING;
        };
    }
}
