package org.holdfast.cli;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;

/** Says on a terminal what a run that takes its time is at: one line that is written over, and gone when there is something to print. */
final class Progress implements AutoCloseable {
    private static final long PATIENCE = 1000;
    private static final long INTERVAL = 250;

    private final Terminal terminal;
    private final int all;
    private final long begun = System.nanoTime();
    private final Set<Path> running = new LinkedHashSet<>();
    private int done;
    private boolean shown;
    private boolean over;

    private Progress(int all, Terminal terminal) {
        this.all = all;
        this.terminal = terminal;
    }

    static Progress start(int files, Terminal terminal) {
        Progress progress = new Progress(files, terminal);
        if (terminal.progress()) {
            Thread ticker = new Thread(progress::tick, "progress");
            ticker.setDaemon(true);
            ticker.start();
        }
        return progress;
    }

    <T> T during(Path file, Callable<T> work) throws Exception {
        note(file, true);
        try {
            return work.call();
        } finally {
            note(file, false);
        }
    }

    private synchronized void note(Path file, boolean begins) {
        if (begins) {
            running.add(file);
        } else {
            running.remove(file);
            done++;
        }
    }

    /** Output goes through here, lest it be mixed with the line. */
    synchronized void print(String text) {
        erase();
        terminal.out().print(text);
        terminal.out().flush();
    }

    private void tick() {
        try {
            Thread.sleep(PATIENCE);
            while (show()) {
                Thread.sleep(INTERVAL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean show() {
        if (!over) {
            String names = running.isEmpty() ? "" : ": " + running.stream().map(p -> p.getFileName().toString()).reduce((a, b) -> a + ", " + b).orElse("");
            String line = "%d of %d checked, %d s%s".formatted(done, all, (System.nanoTime() - begun) / 1_000_000_000L, names);
            terminal.err().print("\r\u001b[K" + (line.length() > 78 ? line.substring(0, 75) + "..." : line));
            terminal.err().flush();
            shown = true;
        }
        return !over;
    }

    private void erase() {
        if (shown) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
            shown = false;
        }
    }

    @Override
    public synchronized void close() {
        over = true;
        erase();
    }
}
