package org.holdfast.engine.program;

import java.util.List;

/**
 * One revision of one scenario, ready to explore.
 *
 * <p>Global objects have numbers 0 .. globals.size()-1 in every state and never die. Function values are indices into
 * {@code functions}. {@code init} (may be null) runs alone first, {@code teardown} ({@code finally}, may be null) alone last; locals of
 * {@code init} that later code names are globals.
 *
 * @param locations names of the location classes, as {@code struct.field}, or the name of a global
 * @param assumptions sentences saying what the lowering took for granted (contracts trusted, memory order …), for an honest verdict
 */
public record Program(String title, String revision, List<Layout> layouts, List<Global> globals, List<String> locations,
        List<Function> functions, Code init, Code teardown, List<Thread> threads, List<Order> orders, List<Claim> claims,
        List<String> assumptions, Source source) {
    public Program {
        layouts = List.copyOf(layouts);
        globals = List.copyOf(globals);
        locations = List.copyOf(locations);
        functions = List.copyOf(functions);
        threads = List.copyOf(threads);
        orders = List.copyOf(orders);
        claims = List.copyOf(claims);
        assumptions = List.copyOf(assumptions);
    }

    /** {@code cells}: initial values, one per cell of the layout. {@code root}: what it leads to is no leak (locals of init are no roots). */
    public record Global(String name, int layout, List<Long> cells, boolean root) {
        public Global {
            cells = List.copyOf(cells);
        }
    }

    /** A function whose address is taken. {@code code} is null where it has no body; calling it is then a trap. */
    public record Function(String name, Code code) {
    }

    /** {@code cpu}: name of the CPU it is bound to, or null for one of its own. {@code count} ≥ 1 identical instances. */
    public record Thread(String name, Kind kind, String cpu, int count, Code code, Range range) {
    }

    /** A declared hierarchy, outermost first; names of lock classes (location class names). */
    public record Order(List<String> classes, Range range) {
        public Order {
            classes = List.copyOf(classes);
        }
    }

    /** {@code text} is the author's sentence or the condition; numbered as {@link Step.Judge} and {@link Step.Watch} say. */
    public record Claim(String name, Form form, String text, Range range) {
        public enum Form {
            NEVER, ALWAYS, UNREACHABLE
        }
    }
}
