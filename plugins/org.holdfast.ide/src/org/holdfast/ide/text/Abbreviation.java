package org.holdfast.ide.text;

/** Whether what has been typed is short for a name: its beginning, or the beginnings of its words ({@code ml} and {@code mulo} for {@code mutex_lock}). */
final class Abbreviation {
    /** Typed in full, in the right case. */
    static final int PREFIX = 0;
    static final int OTHER_CASE = 1;
    static final int WORDS = 2;
    static final int NONE = 3;

    private static final int LONGEST = 64;

    private Abbreviation() {
    }

    /** How well it fits; the less the better. */
    static int quality(String typed, String name) {
        if (name.startsWith(typed)) {
            return PREFIX;
        }
        if (name.regionMatches(true, 0, typed, 0, typed.length())) {
            return OTHER_CASE;
        }
        return typed.length() <= LONGEST && name.length() <= LONGEST && words(typed, 0, name, 0) ? WORDS : NONE;
    }

    /** Whether the rest of what was typed are beginnings of words from here on, the next one beginning here or later. */
    private static boolean words(String typed, int t, String name, int n) {
        if (t == typed.length()) {
            return true;
        }
        if (typed.charAt(t) == '_') {
            return words(typed, t + 1, name, n);
        }
        for (int start = n; start < name.length(); start++) {
            boolean begins = name.charAt(start) != '_' && (start == 0 || name.charAt(start - 1) == '_' || name.charAt(start - 1) == '-');
            if (begins && (t > 0 || start == firstWord(name))) {
                int length = 0;
                while (t + length < typed.length() && start + length < name.length() && same(typed.charAt(t + length), name.charAt(start + length))) {
                    length++;
                    if (words(typed, t + length, name, start + length)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** The first letter typed is that of the name: `k` does not find `unlock`. */
    private static int firstWord(String name) {
        int at = 0;
        while (at < name.length() && name.charAt(at) == '_') {
            at++;
        }
        return at;
    }

    private static boolean same(char a, char b) {
        return Character.toLowerCase(a) == Character.toLowerCase(b);
    }
}
