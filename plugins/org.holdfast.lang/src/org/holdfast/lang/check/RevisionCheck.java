package org.holdfast.lang.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.holdfast.engine.explore.Explorer;
import org.holdfast.engine.explore.LockUse;
import org.holdfast.engine.explore.Options;
import org.holdfast.engine.explore.Result;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Diagnosis;
import org.holdfast.engine.rule.Edit;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Recheck;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rules.Rules;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.Workspace;
import org.holdfast.lang.check.Report.Diagnosed;
import org.holdfast.lang.check.Report.Verdict;
import org.holdfast.lang.lower.Lowered;
import org.holdfast.lang.revision.MarkedText;
import org.holdfast.lang.revision.Revisions;

/** The check of one revision, and of what repairs make of it. */
final class RevisionCheck {
    /**
     * Repairs are bounded by states, not by time, so that the same input gives the same findings on any machine: each may take some more than the original,
     * and all together so many.
     */
    private static final long MORE_STATES = 100_000;
    private static final long ALL_STATES = 1_000_000;
    private static final long CHEAP_STATES = 5_000;

    private final Workspace workspace;
    private final Overlay overlay;
    private final LoadedFile file;
    private final String revision;
    private final Settings settings;
    private final Checker.Problems problems;
    private Program program;
    private String hash = "";
    private Result result;

    RevisionCheck(Workspace workspace, Overlay overlay, LoadedFile file, String revision, Settings settings, Checker.Problems problems) {
        this.workspace = workspace;
        this.overlay = overlay;
        this.file = file;
        this.revision = revision;
        this.settings = settings;
        this.problems = problems;
    }

    /** @param done checks of other revisions, whose exploration is taken over where the program is the same */
    Report.Revision run(List<RevisionCheck> done) {
        if (!file.isValid(revision)) {
            return invalid();
        }
        try {
            Lowered lowered = Lowerings.lower(file, revision);
            lowered.problems().forEach(p -> problems.add(p.id(), Severity.ERROR, p.message(), p.range(), List.of(revision)));
            program = lowered.program();
            hash = lowered.hash();
            if (program == null) {
                return invalid();
            }
            result = explored(done);
        } catch (RuntimeException | StackOverflowError e) {
            broken("the check of this revision failed", e);
            return invalid();
        }
        if (!result.complete()) {
            problems.add("incomplete", Severity.WARNING, "revision " + revision + ": " + result.cut(), Expects.header(file), List.of(revision));
        }
        Set<String> failed = new HashSet<>();
        List<Finding> findings = new Diagnosis(Rules.ALL, new Case(program, result), new Repairs(), (rule, e) -> {
            if (failed.add(rule.card().id())) {
                broken("rule " + rule.card().id() + " failed and says nothing here", e);
            }
        }).findings();
        return new Report.Revision(revision, Verdict.FINDINGS, result.states(), result.transitions(), result.complete(), result.cut(), result.seconds(),
                result.assumptions(), findings.stream().map(f -> new Diagnosed(f, false)).toList());
    }

    private Report.Revision invalid() {
        return new Report.Revision(revision, Verdict.INVALID, 0, 0, false, "it could not be read", 0, List.of(), List.of());
    }

    /** A defect of ours: said where everything else is said, with what is needed to report it. */
    private void broken(String what, Throwable e) {
        String at = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
        problems.add("internal-error", Severity.ERROR, what + ": " + e + at + "; please report this with the scenario", Expects.header(file), List.of(revision));
    }

    private Result explored(List<RevisionCheck> done) {
        Program key = anonymous(program);
        for (RevisionCheck other : done) {
            if (other.result != null && anonymous(other.program).equals(key)) {
                return other.result;
            }
        }
        Options options = new Options(settings.maxStates(), settings.maxSeconds(), false, Options.Reductions.ALL, true, settings.cancelled());
        Result explored = Explorer.explore(program, options, settings.progress());
        return explored.complete() || settings.cancelled().getAsBoolean() ? explored : withFlow(explored, Explorer.flow(program, options));
    }

    /** What one thread after another shows is cheap, and may not have been reached before the exploration was cut. */
    private static Result withFlow(Result cut, Result flow) {
        List<Violation> violations = new ArrayList<>(cut.violations());
        flow.violations().stream().filter(v -> cut.violations().stream().noneMatch(x -> x.rule().equals(v.rule()) && x.code().equals(v.code()) && x.node() == v.node()))
                .forEach(violations::add);
        List<LockUse> locks = new ArrayList<>(cut.locks());
        locks.addAll(flow.locks());
        return new Result(cut.states(), cut.transitions(), false, cut.cut(), cut.seconds(), violations, locks, cut.unreached(), cut.vacuous(), cut.assumptions());
    }

    /** Revisions that read the same are the same but for the name. */
    private static Program anonymous(Program p) {
        return new Program(p.title(), "", p.layouts(), p.globals(), p.locations(), p.functions(), p.init(), p.teardown(), p.threads(), p.orders(), p.claims(),
                p.assumptions(), p.source());
    }

    /** Tries repairs on the text. */
    private final class Repairs implements Recheck {
        private long states;

        @Override
        public boolean mayContinue() {
            return settings.repairs() && !settings.cancelled().getAsBoolean() && states < ALL_STATES;
        }

        @Override
        public boolean isCheap() {
            return states < CHEAP_STATES;
        }

        @Override
        public Outcome apply(List<Change> changes) {
            List<Edit> edits;
            try {
                edits = new MarkedEdits(RevisionCheck.this::text, new Revisions(file.revisions().stream().map(r -> r.name()).toList()), revision,
                        new Case(program, result).outline()).edits(changes);
            } catch (MarkedEdits.Impossible e) {
                return new Outcome(List.of(), null, e.getMessage());
            }
            Map<String, String> texts = new TreeMap<>();
            for (Edit e : edits) {
                StringBuilder t = new StringBuilder(texts.computeIfAbsent(e.file(), f -> text(f).text()));
                texts.put(e.file(), t.replace(e.offset(), e.offset() + e.length(), e.text()).toString());
            }
            return after(edits, texts);
        }

        private Outcome after(List<Edit> edits, Map<String, String> texts) {
            Map<Path, String> included = new TreeMap<>();
            texts.forEach((path, text) -> {
                if (!path.equals(file.path())) {
                    included.put(Path.of(path).toAbsolutePath().normalize(), text);
                }
            });
            String text = texts.getOrDefault(file.path(), file.text().text());
            LoadedFile mended = overlay.with(included, () -> Lowerings.load(workspace, Path.of(file.path()), text, revision));
            if (!mended.isValid(revision)) {
                return new Outcome(edits, null, "the mended text is not right: " + first(mended));
            }
            Lowered lowered = Lowerings.lower(mended, revision);
            if (lowered.program() == null) {
                return new Outcome(edits, null, "the mended text is not right: " + lowered.problems().getFirst().message());
            }
            if (lowered.hash().equals(hash)) {
                return new Outcome(edits, null, "the mended text means the same");
            }
            Options options = new Options(4 * result.states() + MORE_STATES, settings.maxSeconds(), false, Options.Reductions.ALL, false, settings.cancelled());
            Result after = Explorer.explore(lowered.program(), options);
            states += after.states();
            return new Outcome(edits, new Case(lowered.program(), after), "");
        }

        private String first(LoadedFile mended) {
            return mended.problems().stream().filter(p -> p.severity() == Severity.ERROR && p.revisions().contains(revision)).map(p -> p.message()).findFirst()
                    .orElse("it cannot be read");
        }
    }

    private MarkedText text(String path) {
        if (path.equals(file.path())) {
            return file.text();
        }
        Path target = Path.of(path).toAbsolutePath().normalize();
        return MarkedText.of(overlay.apply(target).orElseGet(() -> {
            try {
                return Files.readString(target);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }
}
