package org.holdfast.engine.explore;

import java.util.List;
import org.holdfast.engine.program.Program;

/** Explores a program: {@link #explore} exhaustively, {@link #flow} one thread after another, for an answer while typing. */
public final class Explorer {
    /** Hears how far an exploration has come, about ten times a second. */
    public interface Progress {
        Progress NONE = (states, frontier) -> {
        };

        void at(long states, long frontier);

        /** The exploration is over: states stored, and the bytes the visited set takes. */
        default void finished(long stored, long bytes) {
        }
    }

    /** Most states of a flow exploration, which must be instant. */
    private static final int FLOW_STATES = 30_000;

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
        return new Exploration(new Image(program), flowing(options), Progress.NONE, true).result();
    }

    /** What is held where each statement begins, as far as {@link #flow} gets. */
    public static List<Standing> standings(Program program, Options options) {
        return new Exploration(new Image(program), flowing(options), Progress.NONE, true).standings();
    }

    private static Options flowing(Options options) {
        return new Options(Math.min(options.maxStates(), FLOW_STATES), options.maxSeconds(), false, options.reductions(), false, options.cancelled());
    }
}
