package org.holdfast.engine.explore;

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
