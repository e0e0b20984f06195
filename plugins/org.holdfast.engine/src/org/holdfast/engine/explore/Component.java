package org.holdfast.engine.explore;

import static org.holdfast.engine.explore.Shape.*;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of states that runs stay in for ever, explored once more from one of them without any reduction. An execution that never moves in it
 * is blocked for ever; threads that go round without ever leaving are a livelock; and where only callbacks re-arm themselves every
 * state in which none of them runs counts as an end.
 */
final class Component {
    private static final int LIMIT = 1_000_000;

    private final Search search;
    private final Machine m;
    private final Run to;
    private final List<Moves> moves = new ArrayList<>();
    private int depth;
    /** Executions that are there and cannot move in any state. */
    private long blocked;
    private boolean open;
    private LongSet seen;
    /** Smallest node from which each thread moves. */
    private final int[] least;

    Component(Search search, Run to) {
        this.search = search;
        this.to = to;
        m = search.m;
        least = new int[m.shape.slots];
    }

    void judge() {
        Observer observer = search.interpreter.observer;
        search.interpreter.observer = Probe.DEAF;
        java.util.Arrays.fill(least, Integer.MAX_VALUE);
        blocked = -1L;
        boolean whole = walk(false);
        search.interpreter.observer = observer;
        search.findings.here(this::here);
        if (!whole || open) {
            return;
        }
        if (blocked != 0) {
            Waits waits = new Waits(search.interpreter, blocked);
            Finding f = new Finding(waits.rule, waits.site(), waits.detail());
            search.findings.add(f);
            search.findings.stuck.putIfAbsent(f, blocked);
            search.findings.components.putIfAbsent(f, seen);
            return;
        }
        int first = -1;
        for (int e = 0; e <= m.shape.solo; e++) {
            boolean sibling = first >= 0 && e < m.image.statics && first < m.image.statics && m.image.thread[e] == m.image.thread[first];
            if (m.alive(e) && least[e] != Integer.MAX_VALUE && (first < 0 || sibling && least[e] < least[first])) {
                first = e;
            }
        }
        if (first >= 0) {
            Finding f = new Finding("livelock", least[first], 0);
            search.findings.add(f);
            search.findings.components.putIfAbsent(f, seen);
            return;
        }
        walk(true);
    }

    /** Goes through all states; {@code end}: treats each in which nothing runs as an end. False if there are too many. */
    private boolean walk(boolean end) {
        seen = new LongSet();
        seen.add(search.canon.fingerprint());
        push();
        long polled = 0;
        while (depth > 0) {
            Moves top = moves.get(depth - 1);
            int outcome = top.next();
            if (outcome == Moves.NONE) {
                blocked &= alive() & ~top.moved;
                places(top.moved);
                open |= top.enabled == 0;
                if (end && Ends.still(m)) {
                    depth--;
                    ending();
                    depth++;
                }
                depth--;
                if (depth > 0) {
                    moves.get(depth - 1).undo();
                }
                continue;
            }
            if (seen.size() > LIMIT || (++polled & 0x3FF) == 0 && !search.budget.goOn(depth)) {
                search.budget.cut = search.budget.cut == null ? "a loop of more than " + LIMIT + " states was not judged" : search.budget.cut;
                while (depth > 0) {
                    moves.get(--depth).undo();
                }
                return false;
            }
            if (outcome != Interpreter.DONE) {
                open = true;
            } else if (seen.add(search.canon.fingerprint())) {
                push();
                continue;
            }
            top.undo();
        }
        return true;
    }

    private void places(long moved) {
        for (int e = 0; e <= m.shape.solo; e++) {
            if ((moved >>> e & 1) != 0) {
                least[e] = Math.min(least[e], m.image.routines[m.routine(e)].base + m.pc(e));
            }
        }
    }

    private long alive() {
        long alive = 0;
        for (int e = 0; e < m.shape.slots; e++) {
            if (m.alive(e) && (m.w[PHASE] == Machine.MAIN || e >= m.shape.solo)) {
                alive |= 1L << e;
            }
        }
        return alive;
    }

    private void push() {
        if (depth == moves.size()) {
            moves.add(new Moves(search.interpreter));
        }
        moves.get(depth++).begin();
    }

    /** What follows an end of the main phase, or of teardown. */
    private void ending() {
        search.findings.here(this::here);
        if (m.w[PHASE] != Machine.MAIN || m.image.teardownRoutine < 0) {
            Search.leaks(m, search.findings);
            return;
        }
        Moves change = new Moves(search.interpreter);
        change.begin(Moves.PHASE_CHANGE);
        while (change.next() != Moves.NONE) {
            Run run = here().plus(change.unit, change.script.copy());
            new Search(search.options, search.budget, search.interpreter, search.canon, new Fingerprints(), search.findings, run).run();
            change.undo();
        }
        search.findings.here(this::here);
    }

    private Run here() {
        Run run = to;
        for (int d = 0; d < depth; d++) {
            run = run.plus(moves.get(d).unit, moves.get(d).script.copy());
        }
        return run;
    }
}
