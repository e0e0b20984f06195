package org.holdfast.lang;

import java.util.List;
import java.util.Random;

/** Spoils texts, always in the same way for the same seed. */
final class Mutator {
    /** What is put in: brackets, operators, marks, words that mean something somewhere, and characters that mean nothing anywhere. */
    private static final List<String> PIECES = List.of("{", "}", "(", ")", "[", "]", ";", ",", "*", "&", "->", ".", "=", "==", "+", "-", "!", "?", ":", "<", "\"",
            "'", "\\", "#", "/*", "*/", "//", "\n", "\n+", "\n-", "\n+[v1] ", "\n-[", "\n#define x ", "\n#include \"", "\0", "\ufffd", "é", "\t", "  ", "0", "1UL",
            "0x", "struct ", "union ", "enum ", "typedef ", "static ", "void ", "int ", "if (", "else ", "for (", "while (", "do ", "switch (", "case 1:", "default:",
            "goto ", "return ", "break;", "sizeof(", "typeof(", "thread ", "init {", "finally {", "order ", "claim ", "expect ", "revisions ", "scenario ",
            "guard(mutex)(", "scoped_guard(", "__guarded_by(", "__must_hold(", "__rcu ", "__free(", "__context(", "list_for_each_entry(", "container_of(",
            "NULL", "asm(", "DEFINE_MUTEX(", "DEFINE_FREE(", "spin_lock(", "kfree(", "__atomic {", "__await(", "__byname ", "__type ", "...", "({", "})", "&&", "u32 ",
            "never (", "unreachable ", "between ", "LIST_HEAD(", "a", "x->", "-> x");

    private final Random random;
    private final List<String> seeds;

    Mutator(long seed, List<String> seeds) {
        random = new Random(seed);
        this.seeds = seeds;
    }

    String next() {
        StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
        int edits = 1 + random.nextInt(4);
        for (int i = 0; i < edits; i++) {
            edit(text);
        }
        return text.toString();
    }

    private void edit(StringBuilder text) {
        if (text.length() < 2) {
            text.append("int x;");
        }
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + 1 + random.nextInt(random.nextInt(10) == 0 ? 200 : 12));
        switch (random.nextInt(9)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, piece());
            case 2 -> text.replace(at, end, piece());
            case 3 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
            case 4 -> text.setLength(random.nextInt(12) == 0 ? at : text.length());
            case 5 -> text.setCharAt(at, (char) (random.nextInt(20) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
            case 6 -> line(text, at);
            case 7 -> word(text, at);
            default -> text.insert(at, piece().repeat(1 + random.nextInt(random.nextInt(30) == 0 ? 400 : 4)));
        }
    }

    private String piece() {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    /** Moves a line elsewhere. */
    private void line(StringBuilder text, int at) {
        int from = text.lastIndexOf("\n", at) + 1;
        int to = text.indexOf("\n", at);
        String line = text.substring(from, to < 0 ? text.length() : to + 1);
        text.delete(from, from + line.length());
        text.insert(text.length() == 0 ? 0 : random.nextInt(text.length()), line);
    }

    /** Puts one word of the text in the place of another. */
    private void word(StringBuilder text, int at) {
        String word = wordAt(text, random.nextInt(text.length()));
        String other = wordAt(text, at);
        int found = text.indexOf(other, Math.max(0, at - other.length()));
        if (!other.isEmpty() && found >= 0) {
            text.replace(found, found + other.length(), word);
        }
    }

    private static String wordAt(StringBuilder text, int at) {
        int from = at;
        while (from > 0 && Character.isJavaIdentifierPart(text.charAt(from - 1))) {
            from--;
        }
        int to = at;
        while (to < text.length() && Character.isJavaIdentifierPart(text.charAt(to))) {
            to++;
        }
        return text.substring(from, to);
    }
}
