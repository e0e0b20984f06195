package org.holdfast.engine.explore;

import java.util.Arrays;

/**
 * Depth-first search of all states with an explicit stack. Strongly connected components are found on the way (Tarjan 1972): a component no
 * transition leaves and in which threads go round is where livelocks and executions blocked for ever are found ({@link Component}).
 */
final class Search {
    private static final int POLL = 0x3FF;
    /** Most transitions run on without storing the state between. */
    private static final int CHAIN = 64;

    private final Script chainScript = new Script();

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
    private final Ample ample;
    private final Races races;
    /** By frame: the execution explored alone, or -1; and what followed its transition at once, not stored between. */
    private int[] chosen = new int[64];
    private int[][] chain = new int[64][];
    private int[] chained = new int[64];
    private Moves[] moves = new Moves[64];
    private int[] low = new int[64];
    private int[] number = new int[64];
    private boolean[] escapes = new boolean[64];
    private boolean[] cyclic = new boolean[64];
    /** A transition of the execution explored alone closed a cycle: the others must not be put off for ever. */
    private boolean[] widen = new boolean[64];
    private final Sleep sleep;
    /** By frame: executions that sleep there, and those that have been explored from there. */
    private long[] sleeping = new long[64];
    private long[] explored = new long[64];
    private long sleepNext;
    /** States stored before that had to be gone on from: they get numbers of their own. */
    private long revisits;
    private Print[] prints = new Print[64];
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
        races = new Races(m, findings);
        ample = ample(interpreter, options.reductions());
        sleep = interpreter.touched != null && options.reductions().sleep() ? Sleep.of(m, interpreter.touched, canon.leader) : null;
    }

    private static Ample ample(Interpreter interpreter, Options.Reductions on) {
        return interpreter.touched != null && (on.ample() || on.privacy() || on.transactions()) ? new Ample(interpreter, on, interpreter.touched) : null;
    }

    /** Explores everything from the machine's state on; {@code true} if nothing cut it short. The machine's state is the same afterwards. */
    boolean run() {
        int mark = m.mark();
        findings.here(this::here);
        try {
            ready(0);
            if (visited.prints()) {
                canon.prints.whole(prints[0]);
            }
            visited.add(canon, prints[0]);
            push();
            rest(0);
            choose(-1);
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
            if (sleep != null) {
                explored[depth - 1] |= top.moved;
                interpreter.touched.clear();
            }
            int outcome = top.next();
            chained[depth - 1] = 0;
            if (outcome == Moves.NONE) {
                if (chosen[depth - 1] >= 0 && widen[depth - 1]) {
                    chosen[depth - 1] = -1;
                    top.begin();
                    top.skip = sleeping[depth - 1];
                } else {
                    pop();
                }
                continue;
            }
            budget.transitions++;
            if ((polled++ & POLL) == 0 && !budget.goOn(depth)) { // before anything is found, too
                return;
            }
            if (m.orderUsed && !m.ordered) {
                throw Reorder.KEEP;
            }
            findings.settle();
            if (ample != null || sleep != null) {
                relearn();
            }
            if (outcome == Interpreter.DONE) {
                fallAsleep(top);
                int stopped = ample == null || alone ? -1 : advance();
                if (alone) {
                    canon.tail = top.unit < Moves.ARRIVE && m.alive(interpreter.mover) ? interpreter.mover : -1;
                }
                if (add()) {
                    if (m.w[Shape.PHASE] == Machine.MAIN && ++budget.states >= options.maxStates()) {
                        budget.cut = "the limit of " + options.maxStates() + " states was reached";
                        return;
                    }
                    push();
                    rest(0);
                    choose(stopped);
                    continue;
                }
                long woken = sleep == null ? 0 : sleep.wake(visited.key, sleepNext);
                known();
                if (woken != 0) {
                    visited.key = -++revisits;
                    push();
                    rest(woken);
                    continue;
                }
            } else {
                escapes[depth - 1] = true;
                symptom(interpreter, findings, outcome);
            }
            top.undo();
        }
    }

    /** Adds the machine's state, reached by a transition of the frame on top. */
    private boolean add() {
        ready(depth);
        if (visited.prints()) {
            canon.prints.next(prints[depth - 1], prints[depth], moves[depth - 1].mark());
        }
        return visited.add(canon, prints[depth]);
    }

    private void ready(int d) {
        if (d == prints.length) {
            prints = Arrays.copyOf(prints, d * 2);
        }
        if (prints[d] == null) {
            prints[d] = new Print(m.shape.slots);
        }
    }

    /** Looks for an execution to explore alone from the state just pushed; {@code except} is known not to do. */
    private void choose(int except) {
        if (ample != null && !alone) {
            int d = depth - 1;
            chosen[d] = ample.choose(except);
            relearn();
            if (chosen[d] >= 0) {
                long skip = moves[d].skip;
                moves[d].begin((skip >>> chosen[d] & 1) == 0 ? chosen[d] : Moves.SLEEPER);
            }
        }
    }

    /**
     * Goes on with the execution that has just moved as long as its steps may be explored alone and have one outcome: the states between are
     * not stored. Returns the execution if it is still there and its next step will not do.
     */
    private int advance() {
        int d = depth - 1;
        int e = interpreter.mover;
        if (moves[d].unit >= Moves.ARRIVE) {
            return -1;
        }
        while (chained[d] < CHAIN && m.alive(e)) {
            boolean on = ample.alone(e);
            relearn();
            if (!on) {
                return e;
            }
            if (!ample.single) {
                return -1;
            }
            interpreter.script = chainScript;
            if (chain[d] == null) {
                chain[d] = new int[CHAIN];
            }
            chain[d][chained[d]++] = e;
            chainScript.clear();
            if (sleep != null) {
                interpreter.touched.clear();
            }
            Moves.run(interpreter, e);
            if (sleep != null) {
                sleepNext = sleep.after(sleepNext, interpreter.routine);
            }
            findings.settle();
            budget.transitions++;
        }
        return -1;
    }

    /** What need not be explored after the transition just made. */
    private void fallAsleep(Moves top) {
        if (sleep != null) {
            int d = depth - 1;
            boolean execution = top.unit < Moves.ITEM && m.w[Shape.PHASE] == Machine.MAIN && top.unit != m.shape.solo;
            sleepNext = execution ? sleep.after((sleeping[d] | explored[d]) & ~(1L << top.unit), interpreter.routine) : 0;
        }
    }

    /** Sets the sleep set of the frame just pushed; {@code woken}: the state is known, and only these are to be explored. */
    private void rest(long woken) {
        if (sleep != null) {
            int d = depth - 1;
            if (woken == 0) {
                sleeping[d] = sleepNext;
                // What sleeps could move, and would never come back.
                escapes[d] = sleepNext != 0;
                sleep.store(visited.key, sleepNext);
                moves[d].skip = sleepNext;
            } else {
                sleeping[d] = sleepNext & ~woken;
                moves[d].skip = ~woken;
                moves[d].woken = true;
            }
            sleepNext = 0;
        }
    }

    private void relearn() {
        if (interpreter.touched.footprints.grown || interpreter.touched.protection.shrunk) {
            throw Footprints.Relearn.AGAIN;
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
            widen[d] = true;
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
        findings.add(m.fault, node, Finding.ending(m.fault));
    }

    private void push() {
        if (!alone) {
            races.look();
        }
        int d = depth++;
        if (d == moves.length) {
            moves = Arrays.copyOf(moves, d * 2);
            low = Arrays.copyOf(low, d * 2);
            number = Arrays.copyOf(number, d * 2);
            escapes = Arrays.copyOf(escapes, d * 2);
            cyclic = Arrays.copyOf(cyclic, d * 2);
            widen = Arrays.copyOf(widen, d * 2);
            chosen = Arrays.copyOf(chosen, d * 2);
            chain = Arrays.copyOf(chain, d * 2);
            chained = Arrays.copyOf(chained, d * 2);
            sleeping = Arrays.copyOf(sleeping, d * 2);
            explored = Arrays.copyOf(explored, d * 2);
        }
        if (moves[d] == null) {
            moves[d] = new Moves(interpreter);
        }
        if (d > 0) {
            prints[d].inherit(prints[d - 1]);
        }
        moves[d].begin();
        if (alone) {
            moves[d].prefer = d == 0 || moves[d - 1].unit >= Moves.ARRIVE ? -1 : interpreter.mover;
        }
        number[d] = open.push(visited.key);
        low[d] = number[d];
        escapes[d] = false;
        widen[d] = false;
        chosen[d] = -1;
        chained[d] = 0;
        sleeping[d] = 0;
        explored[d] = 0;
        cyclic[d] = false;
    }

    private void pop() {
        int d = depth - 1;
        if (moves[d].enabled == 0 && sleeping[d] == 0 && !moves[d].woken) {
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
        int all = n;
        for (int d = 0; d < depth; d++) {
            all += 1 + chained[d];
        }
        int[] units = Arrays.copyOf(prefix.units(), all);
        int[][] choices = Arrays.copyOf(prefix.choices(), all);
        for (int d = 0; d < depth; d++) {
            units[n] = moves[d].unit;
            choices[n++] = moves[d].script.length == 0 ? Run.noChoice() : moves[d].script.copy();
            for (int i = 0; i < chained[d]; i++) {
                units[n] = chain[d][i];
                choices[n++] = Run.noChoice();
            }
        }
        return new Run(units, choices);
    }
}
