package org.holdfast.engine.explore;

import java.util.Map;

/**
 * Takes out of a run what its finding does not need: whoever's steps can go without the finding going. Each attempt is replayed; a fixed
 * number of attempts is made, so that the outcome is always the same. For runs that the ordered search did not get to.
 */
final class Shortening {
    private static final int ATTEMPTS = 600;
    private static final int LONGEST = 2_000;

    private final Image image;
    private final Shape.Caps caps;
    private int attempts;

    Shortening(Image image, Shape.Caps caps) {
        this.image = image;
        this.caps = caps;
    }

    Run of(Finding f, Run run) {
        attempts = 0;
        if (run.length() > LONGEST || !shows(f, run)) {
            return run;
        }
        Run best = run;
        // Ever smaller pieces from the end backwards (delta debugging: Zeller and Hildebrandt 2002).
        for (int piece = Math.max(1, run.length() / 2); piece > 0; piece /= 2) {
            for (int to = best.length() - 1; to > 0 && attempts < ATTEMPTS; to -= piece) {
                int from = Math.max(0, to - piece);
                Run shorter = best;
                for (int i = to - 1; i >= from; i--) {
                    shorter = shorter.without(i);
                }
                if (shorter.length() < best.length() && shows(f, shorter)) {
                    best = shorter;
                }
            }
        }
        return best;
    }

    /**
     * The run of a deadlock without the steps of threads that have no part in it: who waits in a circle stays there, whatever others have
     * done or not. {@code stuck} is told who the circle is, since others may still be able to move at the end.
     */
    Run circle(Finding f, Run run, Map<Finding, Long> stuck) {
        long circle = circle(f, run, -1L);
        Run best = run;
        for (int e = 0; e < image.statics && circle != 0; e++) {
            if ((circle >>> e & 1) != 0) {
                continue;
            }
            Run shorter = best;
            for (int i = best.length() - 1; i >= 0; i--) {
                shorter = best.units()[i] == e || best.units()[i] == Moves.ARRIVE + e ? shorter.without(i) : shorter;
            }
            if (shorter.length() < best.length() && circle(f, shorter, circle) == circle) {
                best = shorter;
                stuck.put(f, circle);
            }
        }
        return best;
    }

    /** Who of these waits in a circle at the end of the run, if that is the finding; else 0. */
    private long circle(Finding f, Run run, long among) {
        Replay replay;
        try {
            replay = Replay.of(image, caps, run, null, -1);
        } catch (RuntimeException impossible) {
            return 0;
        }
        if (replay.outcome != Interpreter.DONE) {
            return 0;
        }
        replay.interpreter.recording = false;
        Waits waits = new Waits(replay.interpreter, among);
        boolean same = !waits.all.isEmpty() && new Finding(waits.rule, waits.site(), waits.detail()).equals(f);
        return same ? waits.circle() : 0;
    }

    private boolean shows(Finding f, Run run) {
        attempts++;
        Replay replay;
        try {
            replay = Replay.of(image, caps, run, f.observation() ? f : null, -1);
        } catch (RuntimeException impossible) {
            return false;
        }
        if (f.observation()) {
            return replay.recorder.reached;
        }
        Findings met = new Findings(image);
        met.here(() -> Run.EMPTY);
        if (replay.outcome == Interpreter.VIOLATION) {
            Search.symptom(replay.interpreter, met, replay.outcome);
        } else if (replay.outcome == Interpreter.DONE) {
            replay.interpreter.recording = false;
            Moves moves = new Moves(replay.interpreter);
            moves.begin();
            if (moves.next() != Moves.NONE) {
                return false;
            }
            Search.terminal(replay.interpreter, met);
        }
        return met.found.containsKey(f);
    }
}
