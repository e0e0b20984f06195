package org.holdfast.engine.explore;

/** What bounds a search, shared by those nested in it. */
final class Budget {
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
