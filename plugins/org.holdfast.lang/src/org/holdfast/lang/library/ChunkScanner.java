package org.holdfast.lang.library;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.holdfast.lang.library.Chunk.Name;
import org.holdfast.lang.scoping.FileSymbols.Kind;
import org.holdfast.lang.syntax.Words;

/**
 * Cuts a library file into declarations and finds what they declare, by brackets and words alone: many times faster than parsing. A test
 * compares what it finds with what the parser finds.
 */
final class ChunkScanner {
    private static final Set<String> GUARDS = Set.of("DEFINE_GUARD", "DEFINE_LOCK_GUARD_0", "DEFINE_LOCK_GUARD_1");

    private final String text;
    private final int file;
    private final List<Chunk> chunks = new ArrayList<>();
    private int at;

    /** Words and brackets of the declaration being read that stand outside of brackets or in one pair of them. */
    private final List<String> tokens = new ArrayList<>();
    private final List<Integer> depths = new ArrayList<>();
    private final List<Name> names = new ArrayList<>();

    private ChunkScanner(String text, int file) {
        this.text = text;
        this.file = file;
    }

    static List<Chunk> scan(String text, int file) {
        ChunkScanner scanner = new ChunkScanner(text, file);
        int comment = -1;
        while (scanner.at < text.length()) {
            int start = scanner.at;
            if (scanner.skipComment()) {
                comment = start;
            } else if (!scanner.skipBlank()) {
                scanner.declaration(comment >= 0 ? comment : start);
                comment = -1;
            }
        }
        return scanner.chunks;
    }

    private boolean skipBlank() {
        if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\\') {
            at++;
            return true;
        }
        return false;
    }

    private boolean skipComment() {
        String close = text.startsWith("/*", at) ? "*/" : text.startsWith("//", at) ? "\n" : null;
        if (close == null) {
            return false;
        }
        int end = text.indexOf(close, at + 2);
        at = end < 0 ? text.length() : end + close.length();
        return true;
    }

    private void declaration(int start) {
        tokens.clear();
        depths.clear();
        names.clear();
        if (text.charAt(at) == '#') {
            directive();
        } else {
            element();
            declared();
        }
        chunks.add(new Chunk(file, start, at, names));
    }

    private void directive() {
        int start = at;
        int end = at;
        do {
            end = text.indexOf('\n', end + 1);
        } while (end > 0 && text.charAt(end - 1) == '\\');
        at = end < 0 ? text.length() : end;
        if (text.startsWith("#define", start)) {
            int from = start + 7;
            while (from < at && text.charAt(from) <= ' ') {
                from++;
            }
            names.add(new Name(Kind.SYMBOL, text.substring(from, wordEnd(from))));
        }
    }

    private int wordEnd(int from) {
        int end = from;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Up to the semicolon, the end of the body, or, for a macro, its closing parenthesis. */
    private void element() {
        int depth = 0;
        int body = -1;
        while (at < text.length()) {
            if (skipBlank() || skipComment()) {
                continue;
            }
            char c = text.charAt(at);
            if (Character.isJavaIdentifierStart(c)) {
                word(depth, body < 0);
                continue;
            }
            at = c == '"' || c == '\'' ? literalEnd(c) : at + 1;
            switch (c) {
                case '(', '{', '[' -> {
                    if (c == '{' && depth == 0 && isBody()) {
                        body = at;
                    }
                    token(String.valueOf(c), depth, body < 0);
                    depth++;
                }
                case ')', '}', ']' -> {
                    depth--;
                    token(String.valueOf(c), depth, body < 0);
                    if (depth <= 0 && (c == '}' && body >= 0 || c == ')' && isMacro())) {
                        return;
                    }
                }
                case ';' -> {
                    token(";", depth, body < 0);
                    if (depth <= 0) {
                        return;
                    }
                }
                case ',', '=', '*' -> token(String.valueOf(c), depth, body < 0);
                default -> {
                    // of no importance
                }
            }
        }
    }

    private int literalEnd(char quote) {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(end + 1, text.length());
    }

    private void word(int depth, boolean header) {
        int end = wordEnd(at);
        if (header) {
            String word = text.substring(at, end);
            String before = tokens.isEmpty() ? "" : tokens.get(tokens.size() - 1);
            token(word, depth, true);
            boolean struct = before.equals("struct");
            if (struct || before.equals("enum")) {
                int next = end;
                while (next < text.length() && text.charAt(next) <= ' ') {
                    next++;
                }
                if (next < text.length() && text.charAt(next) == '{') {
                    names.add(new Name(struct ? Kind.STRUCT : Kind.ENUM, word));
                }
            }
        }
        at = end;
    }

    private void token(String token, int depth, boolean header) {
        if (header) {
            tokens.add(token);
            depths.add(depth);
        }
    }

    /** Whether a brace opens the body of a function rather than a type or an initializer. */
    private boolean isBody() {
        for (int i = 0; i < tokens.size(); i++) {
            if (depths.get(i) == 0 && tokens.get(i).equals("=")) {
                return false;
            }
        }
        return tokens.contains("(") && !tokens.get(tokens.size() - 1).equals("struct")
                && (tokens.size() < 2 || !tokens.get(tokens.size() - 2).equals("struct"));
    }

    /** `NAME(…)` at the start of a declaration, which need not end in a semicolon. */
    private boolean isMacro() {
        if (!tokens.get(1).equals("(") || tokens.get(0).equals("typeof")) {
            return false;
        }
        int next = at;
        while (next < text.length() && text.charAt(next) <= ' ') {
            next++;
        }
        return next == text.length() || text.charAt(next) != ';' && text.charAt(next) != '{' && text.charAt(next) != '_';
    }

    private void declared() {
        String first = tokens.isEmpty() ? "" : tokens.get(0);
        if (GUARDS.contains(first) || first.equals("DEFINE_FREE")) {
            names.add(new Name(first.equals("DEFINE_FREE") ? Kind.CLEANUP : Kind.GUARD, tokens.get(2)));
            return;
        }
        Kind kind = first.equals("typedef") ? Kind.TYPEDEF : Kind.SYMBOL;
        boolean enumeration = false;
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (depths.get(i) > 0) {
                if (enumeration && isWord(token) && (tokens.get(i - 1).equals("{") || tokens.get(i - 1).equals(",")) && depths.get(i) == 1) {
                    names.add(new Name(Kind.SYMBOL, token));
                }
                continue;
            }
            switch (token) {
                case "{" -> enumeration = i > 0 && (tokens.get(i - 1).equals("enum") || i > 1 && tokens.get(i - 2).equals("enum"));
                case "(" -> {
                    if (opensDeclarator(i, kind)) {
                        return;
                    }
                }
                case ";", ",", "=", "[" -> {
                    if (i > 1 && isWord(tokens.get(i - 1)) && !tokens.get(i - 2).equals("struct") && !tokens.get(i - 2).equals("enum")) {
                        names.add(new Name(kind, tokens.get(i - 1)));
                    }
                }
                default -> {
                    // a word, or the end of a bracket
                }
            }
        }
    }

    /** At a parenthesis outside of all others: adds what it declares; false if it belongs to the type. */
    private boolean opensDeclarator(int i, Kind kind) {
        String before = i > 0 ? tokens.get(i - 1) : "";
        if (tokens.get(i + 1).equals("*") && !isWord(before) || tokens.get(i + 1).equals("*") && kind == Kind.TYPEDEF) {
            names.add(new Name(kind, tokens.get(i + 2)));
            return true;
        }
        if (before.equals("typeof") || before.startsWith("__aligned") || before.startsWith("__attribute") || !isWord(before)) {
            return false;
        }
        if (Words.DEFINERS.containsKey(before)) {
            int name = Words.DEFINERS.get(before).isEmpty() ? tokens.indexOf(",") + 1 : i + 1;
            names.add(new Name(Kind.SYMBOL, tokens.get(name)));
        } else {
            names.add(new Name(kind, before));
        }
        return true;
    }

    private static boolean isWord(String token) {
        return Character.isJavaIdentifierStart(token.charAt(0));
    }
}
