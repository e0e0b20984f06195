package org.holdfast.engine.program;

import java.util.List;

/**
 * The outline of the revision's text that rules and fixes work on: every statement the user wrote, as a tree. Neutral to the
 * language: ranges and words only.
 *
 * @param statements by number; a parent comes before its children, siblings in text order
 */
public record Source(List<Statement> statements, List<Function> functions) {
    public Source {
        statements = List.copyOf(statements);
        functions = List.copyOf(functions);
    }

    /**
     * @param parent   number of the enclosing statement, or -1
     * @param function name of the function, or {@code thread NAME}, {@code init}, {@code finally}
     * @param range    whole statement with its semicolon or braces
     * @param reads    names of locals and globals it reads; {@code writes} those it may assign
     * @param calls    calls in it (not in statements nested in it), in order of evaluation
     */
    public record Statement(int number, int parent, Form form, String function, Range range, String text, List<String> reads,
            List<String> writes, List<Call> calls) {
        public Statement {
            reads = List.copyOf(reads);
            writes = List.copyOf(writes);
            calls = List.copyOf(calls);
        }
    }

    public enum Form {
        BLOCK, DECLARATION, EXPRESSION, IF, LOOP, SWITCH, JUMP, RETURN, LABEL, GUARD, EMPTY
    }

    /** {@code library}: a kernel API function. {@code arguments}: their source text, spaces squeezed. */
    public record Call(String function, boolean library, List<String> arguments, Range range, Effects effects) {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * What a call does, from annotations and, for a function with a body, from what it calls.
     * Names are argument texts where they are known ({@code &nn->lock}), else empty.
     */
    public record Effects(List<String> acquires, List<String> releases, List<String> gets, List<String> puts, List<String> frees, boolean sleeps,
            boolean wakes, boolean waits) {
        public static final Effects NONE = new Effects(List.of(), List.of(), List.of(), List.of(), List.of(), false, false, false);

        public Effects {
            acquires = List.copyOf(acquires);
            releases = List.copyOf(releases);
            gets = List.copyOf(gets);
            puts = List.copyOf(puts);
            frees = List.copyOf(frees);
        }
    }

    /** A function with a body, or a thread, init, finally block: its name, parameters' names, whole range, and the block of its body. */
    public record Function(String name, List<String> parameters, Range range, int body) {
        public Function {
            parameters = List.copyOf(parameters);
        }
    }
}
