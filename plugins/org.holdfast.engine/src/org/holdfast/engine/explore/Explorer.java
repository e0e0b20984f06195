package org.holdfast.engine.explore;

import org.holdfast.engine.program.Program;

/** Explores a program: {@link #explore} exhaustively, {@link #flow} one thread after another, for an answer while typing. */
public final class Explorer {
    /** Hears how far an exploration has come, about ten times a second. */
    public interface Progress {
        Progress NONE = (states, frontier) -> {
        };

        void at(long states, long frontier);
    }

    private Explorer() {
    }

    /** Every interleaving, within the options' bounds. */
    public static Result explore(Program program, Options options) {
        return explore(program, options, Progress.NONE);
    }

    public static Result explore(Program program, Options options, Progress progress) {
        return new Exploration(new Image(program), options, progress, false).result();
    }

    /** After init the threads and callbacks one after another, in every order, each running until it ends or has to wait. */
    public static Result flow(Program program, Options options) {
        return new Exploration(new Image(program), options, Progress.NONE, true).result();
    }
}
