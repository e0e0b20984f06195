package org.holdfast.engine.explore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Searches for the runs to show: in order of context switches, then of steps, then of the threads in the text, so that what is met
 * first has the fewest (iterative context bounding, Musuvathi and Qadeer 2007). Bounded by a number of states, never by time, so
 * that the answer is always the same; what it does not find keeps the run of the exhaustive search.
 */
final class Witnesses {
    private static final int LIMIT = 60_000;

    private final Interpreter interpreter;
    private final Machine m;
    private final Canon canon;
    private final Findings wanted;
    final Findings met;
    private final Snapshot snapshot;
    private final LongSet settled = new LongSet();
    /** By context switches, then by steps: the nodes to expand. */
    private final List<List<List<Node>>> waiting = new ArrayList<>();
    private final Moves moves;
    private Node node;

    /** A state reached, with the transition that reached it. {@code mover}: the execution that ran last. */
    private static final class Node {
        /** Switches in the middle of a statement, and the statement its last step belongs to. */
        int untidy;
        int statement;
        final Node parent;
        final int unit;
        final int[] choice;
        final int mover;
        final int steps;
        byte[] state;

        Node(Node parent, int unit, int[] choice, int mover, byte[] state) {
            this.parent = parent;
            this.unit = unit;
            this.choice = choice;
            this.mover = mover;
            this.state = state;
            steps = parent == null ? 0 : parent.steps + 1;
        }
    }

    Witnesses(Image image, Shape.Caps caps, boolean ordered, boolean symmetry, Findings wanted) {
        this.wanted = wanted;
        m = new Machine(image, new Shape(image, caps), ordered);
        met = new Findings(image);
        interpreter = new Interpreter(m, new Script(), met);
        canon = new Canon(m, symmetry);
        snapshot = new Snapshot(m.w);
        moves = new Moves(interpreter);
    }

    void search(java.util.function.BooleanSupplier cancelled) {
        met.here(this::here);
        push(0, new Node(null, 0, Run.noChoice(), -1, snapshot.take(m.w)));
        int expanded = 0;
        for (int switches = 0; switches < waiting.size(); switches++) {
            for (int steps = 0; steps < waiting.get(switches).size(); steps++) {
                List<Node> batch = waiting.get(switches).get(steps);
                if (batch.size() > 1) {
                    batch.sort(java.util.Comparator.comparingInt(b -> b.untidy));
                }
                for (int i = 0; i < batch.size(); i++) {
                    if ((expanded & 0x3F) == 0 && (cancelled.getAsBoolean() || done())) {
                        return;
                    }
                    if (expand(batch.get(i), switches) && ++expanded > LIMIT) {
                        return;
                    }
                }
                waiting.get(switches).set(steps, List.of());
            }
        }
    }

    private boolean done() {
        return met.found.size() >= wanted.found.size() && met.uses.size() >= wanted.uses.size() && met.found.keySet().containsAll(wanted.found.keySet());
    }

    private void push(int switches, Node n) {
        while (waiting.size() <= switches) {
            waiting.add(new ArrayList<>());
        }
        List<List<Node>> layer = waiting.get(switches);
        while (layer.size() <= n.steps) {
            layer.add(List.of());
        }
        if (layer.get(n.steps).isEmpty()) {
            layer.set(n.steps, new ArrayList<>());
        }
        layer.get(n.steps).add(n);
    }

    /** False if the state was expanded before. */
    private boolean expand(Node n, int switches) {
        snapshot.restore(n.state, m);
        n.state = null;
        long fingerprint = canon.fingerprint();
        boolean running = n.mover >= 0 && m.alive(n.mover);
        if (!settled.add(Fingerprint.mix(fingerprint, running ? canon.name(n.mover) : -1))) {
            return false;
        }
        int statement = running ? statement(m.image.routines[m.routine(n.mover)].base + m.pc(n.mover)) : -1;
        node = n;
        components(fingerprint);
        moves.begin();
        for (;;) {
            int outcome = moves.next();
            if (outcome == Moves.NONE) {
                break;
            }
            met.settle();
            if (outcome == Interpreter.DONE) {
                int mover = moves.unit >= Moves.PHASE_CHANGE ? -1 : interpreter.mover;
                // Init and the changes of phase are not a matter of scheduling.
                boolean same = mover < 0 || n.mover < 0 || mover == n.mover && moves.unit < Moves.ITEM;
                Node next = new Node(n, moves.unit, moves.script.copy(), mover, snapshot.take(m.w));
                next.statement = statement(interpreter.start);
                next.untidy = n.untidy + (!same && running && statement == n.statement && statement >= 0 ? 1 : 0);
                push(same ? switches : switches + 1, next);
            } else {
                Search.symptom(interpreter, met, outcome);
            }
            moves.undo();
        }
        if (moves.enabled == 0) {
            node = n.parent == null ? null : n;
            terminal();
        }
        return true;
    }

    private int statement(int unique) {
        Routine r = m.image.routineOf(unique);
        return r.code.nodes().get(unique - r.base).site().statement();
    }

    /** Whether the state belongs to a component something is to be said of. */
    private void components(long fingerprint) {
        for (Map.Entry<Finding, LongSet> c : wanted.components.entrySet()) {
            if (!met.found.containsKey(c.getKey()) && c.getValue().contains(fingerprint)) {
                ending = true;
                met.add(c.getKey());
                ending = false;
            }
        }
    }

    private boolean ending;

    private void terminal() {
        ending = true;
        Search.terminal(interpreter, met);
        ending = false;
    }

    private Run here() {
        List<Node> path = new ArrayList<>();
        for (Node n = node; n != null && n.parent != null; n = n.parent) {
            path.add(n);
        }
        int extra = ending ? 0 : 1;
        int length = path.size();
        int[] units = new int[length + extra];
        int[][] choices = new int[length + extra][];
        for (int i = 0; i < length; i++) {
            units[i] = path.get(length - 1 - i).unit;
            choices[i] = path.get(length - 1 - i).choice;
        }
        if (extra == 1) {
            units[length] = moves.unit;
            choices[length] = moves.script.copy();
        }
        return new Run(units, choices);
    }

    /** The runs to show for what was wanted: the ones met here, else those given. */
    static void improve(Findings wanted, Findings met) {
        for (Map.Entry<Finding, Run> f : wanted.found.entrySet()) {
            Run shorter = met.found.get(f.getKey());
            if (shorter != null) {
                f.setValue(shorter);
                wanted.shortest.add(f.getKey());
            }
        }
        Set<Findings.Use> seen = new HashSet<>();
        for (int i = 0; i < wanted.uses.size(); i++) {
            Findings.Use use = wanted.uses.get(i);
            for (Findings.Use other : met.uses) {
                if (other.same(use) && seen.add(other)) {
                    wanted.uses.set(i, other);
                    break;
                }
            }
        }
    }
}
