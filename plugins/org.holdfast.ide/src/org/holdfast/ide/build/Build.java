package org.holdfast.ide.build;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Severity;
import org.holdfast.ide.Document;
import org.holdfast.ide.Documents;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Settings;

/** Knows what a change concerns, and checks it, several files at once. Used by one thread at a time. */
public final class Build {
    private final Documents documents;
    private final int threads;
    private final Dependencies dependencies;
    private boolean read;

    /** Hears of a build, in the thread that builds. */
    public interface Listener {
        /** One more is done, {@code left} are to come. */
        void checked(Path file, Report report, int left);
    }

    /**
     * @param documents those that nobody edits: a build is about files
     * @param threads   that check at the same time
     */
    public Build(Documents documents, int threads) {
        this.documents = documents;
        this.threads = threads;
        dependencies = new Dependencies(file -> documents.read(file).map(Document::text), file -> documents.projects().roots(file));
    }

    /** Reads what files there are and what they include: for the first build, and after something happened that nobody followed. */
    public void read(Collection<Path> files) {
        files.forEach(dependencies::update);
        read = true;
    }

    /** Whether {@link #read} was told what there is. */
    public boolean isReady() {
        return read;
    }

    /**
     * What is to be looked at after a change: the files themselves, there or not, and all that include one of them.
     *
     * @param changed new, with another content, or gone
     */
    public Set<Path> concerned(Collection<Path> changed) {
        Set<Path> concerned = dependencies.concerned(changed);
        concerned.forEach(dependencies::update); // a file that appeared may hide another one from those that include it
        return concerned;
    }

    /**
     * Checks files. What is known already is not explored again. A check that fails is a report with a problem that says so.
     *
     * @return those that are left when the build was cancelled
     */
    public Set<Path> check(Collection<Path> concerned, Settings settings, Listener listener, BooleanSupplier cancelled) {
        Set<Path> left = new LinkedHashSet<>(concerned);
        ExecutorService workers = Executors.newFixedThreadPool(threads, task -> {
            // A check may recurse as deep as the scenario nests.
            Thread thread = new Thread(null, task, "Holdfast build", 64L << 20);
            thread.setDaemon(true);
            return thread;
        });
        try {
            ExecutorCompletionService<Map.Entry<Path, Report>> running = new ExecutorCompletionService<>(workers);
            Settings own = settings.withCancellation(cancelled);
            for (Path file : concerned) {
                running.submit(() -> cancelled.getAsBoolean() ? null : Map.entry(file, checked(file, own)));
            }
            for (int i = 0; i < concerned.size() && !cancelled.getAsBoolean(); i++) {
                Map.Entry<Path, Report> done = result(running.take());
                if (done != null && !cancelled.getAsBoolean()) {
                    left.remove(done.getKey());
                    listener.checked(done.getKey(), done.getValue(), left.size());
                }
            }
            return left;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return left;
        } finally {
            workers.shutdownNow();
        }
    }

    private static Map.Entry<Path, Report> result(Future<Map.Entry<Path, Report>> done) throws InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause()); // checked() catches what a check can throw
        }
    }

    private Report checked(Path file, Settings settings) {
        try {
            return documents.checker(file).check(file, settings);
        } catch (RuntimeException | StackOverflowError e) {
            String at = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
            return new Report(file.toString(), "", List.of(new Report.Problem("internal-error", Severity.ERROR,
                    "the check of this file failed: " + e + at + "; please report this with the scenario", new Range(file.toString(), 0, 0, 1, 1, 1, 1), List.of())),
                    List.of(), List.of());
        }
    }
}
