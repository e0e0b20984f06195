package org.holdfast.engine.explore;

import java.util.Arrays;

/**
 * Depth-first search of all states with an explicit stack. Strongly connected components are found on the way (Tarjan 1972): a component no
 * transition leaves and in which threads go round is where livelocks and executions blocked for ever are found ({@link Component}).
 */
final class Search {
    /** What bounds a search, shared by those nested in it. */
    static final class Budget {
        private final Options options;
        private final long start = System.nanoTime();
        private final Explorer.Progress progress;
        private long told = start;
        long states;
        long transitions;
        long bytes;
        /** Why the search was cut short, or null. */
        String cut;

        Budget(Options options, Explorer.Progress progress) {
            this.options = options;
            this.progress = progress;
        }

        /** The search starts over. */
        void restart() {
            states = 0;
            transitions = 0;
            cut = null;
        }

        double seconds() {
            return (System.nanoTime() - start) / 1e9;
        }

        /** Called now and then; false if the search is to stop. */
        boolean goOn(int frontier) {
            if (cut != null) {
                return false;
            }
            long now = System.nanoTime();
            if (options.cancelled().getAsBoolean()) {
                cut = "the exploration was cancelled";
            } else if (now - start > options.maxSeconds() * 1e9) {
                cut = String.format(java.util.Locale.ROOT, "the time limit of %.0f s was reached", options.maxSeconds());
            } else if (now - told > 100_000_000) {
                told = now;
                progress.at(states, frontier);
            }
            return cut == null;
        }
    }

    private static final int POLL = 0x3FF;

    final Options options;
    final Budget budget;
    final Machine m;
    final Interpreter interpreter;
    final Canon canon;
    final Visited visited;
    final Findings findings;
    /** The run that leads to this search's first state. */
    private final Run prefix;
    private final OpenStates open = new OpenStates();
    private Moves[] moves = new Moves[64];
    private int[] low = new int[64];
    private int[] number = new int[64];
    private boolean[] escapes = new boolean[64];
    private boolean[] cyclic = new boolean[64];
    private int depth;
    /** Each execution runs on until it ends or has to wait. */
    boolean alone;

    Search(Options options, Budget budget, Interpreter interpreter, Canon canon, Visited visited, Findings findings, Run prefix) {
        this.options = options;
        this.budget = budget;
        this.interpreter = interpreter;
        this.canon = canon;
        this.visited = visited;
        this.findings = findings;
        this.prefix = prefix;
        m = interpreter.m;
    }

    /** Explores everything from the machine's state on; {@code true} if nothing cut it short. The machine's state is the same afterwards. */
    boolean run() {
        int mark = m.mark();
        findings.here(this::here);
        try {
            visited.add(canon);
            push();
            loop();
        } catch (Visited.Full full) {
            budget.cut = full.getMessage();
        }
        budget.bytes = Math.max(budget.bytes, visited.bytes());
        m.rollBack(mark);
        return budget.cut == null;
    }

    private void loop() {
        long polled = 0;
        while (depth > 0) {
            Moves top = moves[depth - 1];
            int outcome = top.next();
            if (outcome == Moves.NONE) {
                pop();
                continue;
            }
            budget.transitions++;
            if ((++polled & POLL) == 0 && !budget.goOn(depth)) {
                return;
            }
            if (m.orderUsed && !m.ordered) {
                throw Reorder.KEEP;
            }
            findings.settle();
            if (outcome == Interpreter.DONE) {
                if (alone) {
                    canon.tail = top.unit < Moves.ARRIVE && m.alive(interpreter.mover) ? interpreter.mover : -1;
                }
                if (visited.add(canon)) {
                    if (m.w[Shape.PHASE] == Machine.MAIN && ++budget.states >= options.maxStates()) {
                        budget.cut = "the limit of " + options.maxStates() + " states was reached";
                        return;
                    }
                    push();
                    continue;
                }
                known();
            } else {
                escapes[depth - 1] = true;
                symptom(interpreter, findings, outcome);
            }
            top.undo();
        }
    }

    /** A transition that leads to a state seen before. */
    private void known() {
        int d = depth - 1;
        int n = open.find(visited.key);
        if (n < 0) {
            escapes[d] = true;
        } else {
            low[d] = Math.min(low[d], n);
            cyclic[d] = true;
        }
    }

    /** Records how a transition failed. */
    static void symptom(Interpreter interpreter, Findings findings, int outcome) {
        Machine m = interpreter.m;
        if (outcome == Interpreter.TRAPPED) {
            if (findings.trap == null) {
                findings.trap = m.faultMessage;
            }
            return;
        }
        int node = m.image.routines[interpreter.routine].base + interpreter.node;
        if (m.fault.equals("claim-refuted")) {
            for (int i = 0; i < interpreter.claims.count; i++) {
                findings.add(m.fault, node, interpreter.claims.refuted[i]);
            }
        } else {
            findings.add(m.fault, node, 0);
        }
    }

    private void push() {
        int d = depth++;
        if (d == moves.length) {
            moves = Arrays.copyOf(moves, d * 2);
            low = Arrays.copyOf(low, d * 2);
            number = Arrays.copyOf(number, d * 2);
            escapes = Arrays.copyOf(escapes, d * 2);
            cyclic = Arrays.copyOf(cyclic, d * 2);
        }
        if (moves[d] == null) {
            moves[d] = new Moves(interpreter);
        }
        moves[d].begin();
        if (alone) {
            moves[d].prefer = d == 0 || moves[d - 1].unit >= Moves.ARRIVE ? -1 : interpreter.mover;
        }
        number[d] = open.push(visited.key);
        low[d] = number[d];
        escapes[d] = false;
        cyclic[d] = false;
    }

    private void pop() {
        int d = depth - 1;
        if (moves[d].enabled == 0) {
            depth--;
            terminal(interpreter, findings);
            depth++;
        }
        boolean complete = low[d] == number[d];
        if (complete) {
            if (cyclic[d] && !escapes[d] && !alone) {
                depth--;
                new Component(this, here()).judge();
                findings.here(this::here);
                depth++;
            }
            open.pop(number[d]);
        }
        depth--;
        if (depth > 0) {
            moves[depth - 1].undo();
            if (complete) {
                escapes[depth - 1] = true;
            } else {
                low[depth - 1] = Math.min(low[depth - 1], low[d]);
                escapes[depth - 1] |= escapes[d];
                cyclic[depth - 1] |= cyclic[d];
            }
        }
    }

    /** Nothing can move: the end of a run, or a deadlock. */
    static void terminal(Interpreter interpreter, Findings findings) {
        Machine m = interpreter.m;
        if (Ends.quiescent(m)) {
            leaks(m, findings);
        } else {
            Waits waits = new Waits(interpreter, -1L);
            findings.add(waits.rule, waits.site(), waits.detail());
        }
    }

    static void leaks(Machine m, Findings findings) {
        for (int o : Ends.leaked(m)) {
            findings.add("leak", (int) m.w[m.meta(o) + Shape.O_NODE], 0);
        }
    }

    /** The run to where the machine is now: the prefix, and the transitions on the stack. */
    private Run here() {
        int n = prefix.length();
        int[] units = Arrays.copyOf(prefix.units(), n + depth);
        int[][] choices = Arrays.copyOf(prefix.choices(), n + depth);
        for (int d = 0; d < depth; d++) {
            units[n + d] = moves[d].unit;
            choices[n + d] = moves[d].script.length == 0 ? Run.NO_CHOICE : moves[d].script.copy();
        }
        return new Run(units, choices);
    }
}
