package org.holdfast.ide.check;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs things later, on threads of its own. */
public interface Clock extends AutoCloseable {
    /** Returns at once. Tasks do not throw. */
    void after(long milliseconds, Runnable task);

    /** Nothing more is run. */
    @Override
    void close();

    /** Real time, and so many threads. */
    static Clock threads(int count) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(count, task -> {
            // A check may recurse as deep as the scenario nests.
            Thread thread = new Thread(null, task, "Holdfast check", 64L << 20);
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return new Clock() {
            @Override
            public void after(long milliseconds, Runnable task) {
                if (!executor.isShutdown()) {
                    executor.schedule(task, milliseconds, TimeUnit.MILLISECONDS);
                }
            }

            @Override
            public void close() {
                executor.shutdownNow();
            }
        };
    }
}
