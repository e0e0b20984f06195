package org.holdfast.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.holdfast.cli.json.JsonReport;
import org.holdfast.cli.text.TextReport;
import org.holdfast.engine.explore.Options;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Severities;
import org.holdfast.lang.check.Report.Diagnosed;
import org.holdfast.lang.check.Report.Verdict;
import org.holdfast.lang.report.Ink;
import org.holdfast.lang.report.Sources;

/** Checks scenarios: the verdict matrix, findings, interleavings, fixes. */
final class CheckCommand implements Command {
    private static final String UNMET = "expectation-not-met";

    private final Checking checking;
    private final Version version;

    CheckCommand(Checking checking, Version version) {
        this.checking = checking;
        this.version = version;
    }

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String operands() {
        return "FILE|DIR…";
    }

    @Override
    public String summary() {
        return "check scenarios and say what each revision does";
    }

    @Override
    public String description() {
        return """
                Checks every scenario given, and every scenario below a folder given. For each
                it prints the verdict matrix, diagnostics down and revisions across, then each
                finding with its cause, an interleaving that shows it, and its fixes.

                Exit status: 0 everything is as expected, 1 findings, 2 a file could not be
                read or understood, 3 no findings, but not everything was explored.""";
    }

    @Override
    public List<Arguments.Option> options() {
        return List.of(new Arguments.Option("revision", "R", "check this revision only"),
                new Arguments.Option("format", "text|json", "json: one object, see docs/json.md"),
                new Arguments.Option("max-states", "N", "give up a revision after N states (%,d)".formatted(Options.DEFAULT.maxStates())),
                new Arguments.Option("max-seconds", "S", "give up a revision after S seconds (%.0f)".formatted(Options.DEFAULT.maxSeconds())),
                new Arguments.Option("severity", "RULE=LEVEL,…", "error, warning or information for a rule"),
                new Arguments.Option("warnings-as-errors", "", "warnings fail the check too"));
    }

    @Override
    public Status run(Arguments arguments, Terminal terminal) throws UsageException, IOException {
        String format = arguments.value("format").orElse("text");
        if (!List.of("text", "json").contains(format)) {
            throw new UsageException("--format is text or json, not " + format);
        }
        if (arguments.operands().isEmpty()) {
            throw new UsageException("check what? Give a file or a folder: holdfast check FILE|DIR…");
        }
        Checking.Limits limits = limits(arguments);
        boolean strict = arguments.has("warnings-as-errors");
        List<Path> files = Scenarios.find(arguments.operands());
        Sources sources = new Sources();
        Ink ink = terminal.colour() ? Ink.COLOUR : Ink.PLAIN;
        List<JsonReport.File> reports = new ArrayList<>();
        Tally tally = new Tally();
        ExecutorService workers = Executors.newFixedThreadPool(Math.clamp(files.size(), 1, Runtime.getRuntime().availableProcessors()), task -> {
            // A check may recurse as deep as the scenario nests.
            Thread thread = new Thread(null, task, "check", 64L << 20);
            thread.setDaemon(true);
            return thread;
        });
        try (Progress progress = Progress.start(files.size(), terminal)) {
            List<Future<Report>> results = files.stream().map(f -> workers.submit(() -> progress.during(f, () -> checking.check(f, limits)))).toList();
            for (int i = 0; i < files.size(); i++) {
                Report report = await(results.get(i), files.get(i));
                if (isSilentLibrary(report) && files.size() > 1 || hasOtherRevisions(report, limits)) {
                    continue;
                }
                tally.add(report, judge(report, strict));
                if (format.equals("json")) {
                    reports.add(new JsonReport.File(files.get(i).toString(), report));
                } else {
                    progress.print(TextReport.of(report, Shown.of(report, files.get(i)), sources, ink));
                }
            }
        } finally {
            workers.shutdownNow();
        }
        if (tally.files == 0 && limits.revision().isPresent()) {
            throw new UsageException("no scenario given has a revision " + limits.revision().get());
        }
        terminal.out().print(format.equals("json") ? JsonReport.of("holdfast", version.text(), reports, sources) : tally.text());
        return tally.status();
    }

    static Checking.Limits limits(Arguments arguments) throws UsageException {
        Severities severities = arguments.value("severity").map(Severities::parse).orElse(Severities.AS_THEY_ARE);
        if (!severities.mistakes().isEmpty()) {
            throw new UsageException("--severity: " + String.join("; ", severities.mistakes()));
        }
        return new Checking.Limits(arguments.value("revision"), arguments.number("max-states", Options.DEFAULT.maxStates()),
                arguments.seconds("max-seconds", Options.DEFAULT.maxSeconds()), severities);
    }

    /** Nothing is said of a library below a folder that has no errors of its own: what it declares is checked where it is included. */
    private static boolean isSilentLibrary(Report r) {
        return r.revisions().isEmpty() && r.problems().stream().noneMatch(p -> p.severity() == Severity.ERROR);
    }

    /** One revision is asked for, and the scenario does not have it. */
    private static boolean hasOtherRevisions(Report r, Checking.Limits limits) {
        return limits.revision().isPresent() && !r.title().isEmpty() && r.revisions().isEmpty();
    }

    private static Report await(Future<Report> result, Path file) throws IOException {
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        } catch (ExecutionException e) {
            // One file's failure is its own; that it is ours and not the file's fault must be visible.
            return Broken.report(file, e.getCause());
        }
    }

    /** An expectation that is not met is among the problems, unless its revision could not be read or explored to the end. */
    static Status judge(Report report, boolean strict) {
        Status status = Status.AS_EXPECTED;
        for (Report.Problem p : report.problems()) {
            boolean counts = p.severity() == Severity.ERROR || strict && p.severity() == Severity.WARNING;
            if (counts) {
                status = status.and(p.id().equals(UNMET) || p.severity() == Severity.WARNING ? Status.FINDINGS : Status.UNREADABLE);
            }
        }
        for (Report.Revision r : report.revisions()) {
            for (Diagnosed d : r.findings()) {
                Severity s = d.finding().severity();
                if (!d.expected() && (s == Severity.ERROR || strict && s == Severity.WARNING)) {
                    status = status.and(Status.FINDINGS);
                }
            }
            status = status.and(r.verdict() == Verdict.INVALID ? Status.UNREADABLE : r.verdict() == Verdict.INCOMPLETE || !r.complete() ? Status.INCOMPLETE
                    : Status.AS_EXPECTED);
        }
        return status;
    }

    /** The last line: what all files come to. */
    private static final class Tally {
        private int files;
        private int revisions;
        private final int[] byStatus = new int[Status.values().length];
        private Status status = Status.AS_EXPECTED;

        void add(Report report, Status of) {
            files++;
            revisions += report.revisions().size();
            byStatus[of.ordinal()]++;
            status = status.and(of);
        }

        Status status() {
            return status;
        }

        String text() {
            List<String> parts = new ArrayList<>();
            for (Status s : Status.values()) {
                if (byStatus[s.ordinal()] > 0) {
                    parts.add((files == byStatus[s.ordinal()] ? "" : byStatus[s.ordinal()] + " ") + s.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                            .replace("findings", "with findings"));
                }
            }
            return "%d %s, %d %s: %s.%n".formatted(files, files == 1 ? "file" : "files", revisions, revisions == 1 ? "revision" : "revisions",
                    parts.isEmpty() ? "nothing to check" : String.join(", ", parts));
        }
    }
}
