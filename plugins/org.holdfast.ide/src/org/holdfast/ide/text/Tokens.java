package org.holdfast.ide.text;

import java.util.List;
import org.holdfast.ide.Document;

/** What each word of a text is, for colours: what a lexer knows and what the model adds to it. */
public final class Tokens {
    /** Everything a text is coloured by. */
    public enum Kind {
        /** A word of C, or of the kernel's own C: {@code if}, {@code scoped_guard}. */
        KEYWORD,
        /** A word of scenarios where it is one: {@code thread}, {@code expect}. */
        SCENARIO_WORD,
        /** {@code #include}, {@code #define}. */
        DIRECTIVE,
        /** {@code int}, or a type of the user. */
        TYPE,
        /** A type of the kernel library. */
        KERNEL_TYPE,
        /** A function of the user. */
        FUNCTION,
        /** A function or macro of the kernel library. */
        KERNEL_FUNCTION,
        /** A constant or macro of the user or the library that is no function. */
        CONSTANT,
        /** {@code __must_hold}, {@code __rcu}, also attributes without a meaning. */
        ANNOTATION,
        /** A variable or field that is a lock. */
        LOCK,
        /** A variable or field that counts references. */
        REFERENCE,
        VARIABLE, PARAMETER, FIELD,
        /** A place: a label, or the name of a thread or claim. */
        LABEL,
        /** The name of a revision. */
        REVISION,
        /** A rule's id after {@code expect}. */
        RULE,
        STRING, NUMBER, COMMENT,
        /** A comment line that a tool reads: {@code holdfast: allow …}. */
        SUPPRESSION,
        /** A patch mark, with its bracket. */
        MARK_ADDED, MARK_REMOVED,
        /** A header line of a pasted diff, which no revision has. */
        DIFF_HEADER
    }

    /** A stretch of the text. */
    public record Token(int offset, int length, Kind kind) {
        public int end() {
            return offset + length;
        }
    }

    private Tokens() {
    }

    /** In text order, without overlaps; what has no kind (operators, unknown names) is left out. A comment of several lines is one token. */
    public static List<Token> of(Document document) {
        return List.of();
    }
}
