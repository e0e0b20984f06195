package org.holdfast.lang.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.holdfast.engine.explore.Explorer;
import org.holdfast.engine.explore.LockUse;
import org.holdfast.engine.explore.Options;
import org.holdfast.engine.explore.Result;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Diagnosis;
import org.holdfast.engine.rule.Edit;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Recheck;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.Workspace;
import org.holdfast.lang.check.Report.Diagnosed;
import org.holdfast.lang.check.Report.Problem;
import org.holdfast.lang.check.Report.Verdict;
import org.holdfast.lang.lower.Lowered;

/** The check of one revision: lowered once, then what its threads show one after another, then what they show together. */
final class RevisionCheck {
    /** Said of a revision of which only the flow was looked at. */
    static final String LATER = "it is not explored yet";

    private final Tools tools;
    private final LoadedFile file;
    private final String revision;
    private final Settings settings;
    private Lowered lowered;
    private Recall recall;
    private Result flow;
    private Result explored;

    /** What checks work with, for as long as there is a checker. */
    record Tools(Workspace workspace, Overlay overlay, List<Rule> rules, Verdicts verdicts) {
    }

    /** @param problems what is wrong beside the findings: lowering's refusals, and defects of ours */
    record Outcome(Report.Revision revision, List<Problem> problems) {
        Outcome {
            problems = List.copyOf(problems);
        }
    }

    RevisionCheck(Tools tools, LoadedFile file, String revision, Settings settings) {
        this.tools = tools;
        this.file = file;
        this.revision = revision;
        this.settings = settings;
    }

    /**
     * What can be said without exploring: everything where the verdict is known, else what one thread alone shows.
     *
     * @param done checks of other revisions, whose results are taken over where the program is the same
     */
    Outcome atOnce(List<RevisionCheck> done) {
        return guarded(problems -> known().orElseGet(() -> {
            flow = done.stream().filter(o -> o.flow != null && isSame(o)).map(o -> o.flow).findFirst().orElseGet(() -> Explorer.flow(program(), options()));
            List<Finding> findings = diagnosed(flow, new NoRepairs(), problems);
            Set<String> instant = tools.rules().stream().map(Rule::card).filter(c -> c.evidence() != Card.Evidence.EXPLORE).map(Card::id).collect(Collectors.toSet());
            return revision(flow, LATER, findings.stream().filter(f -> instant.contains(f.rule())).toList());
        }));
    }

    /** Everything. */
    Outcome complete(List<RevisionCheck> done) {
        return guarded(problems -> known().orElseGet(() -> {
            explored = done.stream().filter(o -> o.explored != null && isSame(o)).map(o -> o.explored).findFirst().orElseGet(this::explored);
            List<Finding> findings = diagnosed(explored, new Repairs(tools.workspace(), tools.overlay(), file, revision, settings, lowered, explored), problems);
            String cut = problems.isEmpty() ? explored.cut() : problems.getFirst().message();
            Report.Revision found = revision(explored, cut, findings);
            if (problems.isEmpty() && !settings.cancelled().getAsBoolean()) {
                recall.keep(found);
            }
            return found;
        }));
    }

    private interface Work {
        Report.Revision run(List<Problem> problems);
    }

    /** A defect of ours is a problem of this revision; the others go on. */
    private Outcome guarded(Work work) {
        List<Problem> problems = new ArrayList<>();
        if (!file.isValid(revision)) {
            return new Outcome(invalid(), problems);
        }
        try {
            if (lowered == null) {
                lowered = Lowerings.lower(file, revision);
            }
            if (lowered.program() == null) {
                lowered.problems().forEach(p -> problems.add(new Problem(p.id(), Severity.ERROR, p.message(), p.range(), List.of(revision))));
                return new Outcome(invalid(), problems);
            }
            if (recall == null) {
                recall = new Recall(lowered, settings, tools.verdicts());
            }
            return new Outcome(work.run(problems), problems);
        } catch (RuntimeException | StackOverflowError e) {
            problems.add(broken("the check of this revision failed", e));
            return new Outcome(invalid(), problems);
        }
    }

    private Program program() {
        return lowered.program();
    }

    private Optional<Report.Revision> known() {
        return recall.known(this::edits);
    }

    private List<Edit> edits(List<Change> changes) {
        return new SharedTexts(file, tools.overlay()).edits(changes, revision, program());
    }

    private Report.Revision invalid() {
        return new Report.Revision(revision, Verdict.INVALID, 0, 0, false, "it could not be read", 0, List.of(), List.of());
    }

    private Report.Revision revision(Result r, String cut, List<Finding> findings) {
        return new Report.Revision(revision, Verdict.FINDINGS, r.states(), r.transitions(), cut.isEmpty() && r.complete(), cut, r.seconds(), r.assumptions(),
                findings.stream().map(f -> new Diagnosed(f, false)).toList());
    }

    private List<Finding> diagnosed(Result result, Recheck repairs, List<Problem> problems) {
        Set<String> failed = new LinkedHashSet<>();
        return new Diagnosis(tools.rules(), new Case(program(), result), repairs, (rule, e) -> {
            if (failed.add(rule.card().id())) {
                problems.add(broken("rule " + rule.card().id() + " failed and says nothing here", e));
            }
        }).findings();
    }

    /** Said where everything else is said, with what is needed to report it. */
    private Problem broken(String what, Throwable e) {
        String at = e.getStackTrace().length == 0 ? "" : " at " + e.getStackTrace()[0];
        return new Problem("internal-error", Severity.ERROR, what + ": " + e + at + "; please report this with the scenario", Expects.header(file), List.of(revision));
    }

    private Options options() {
        return new Options(settings.maxStates(), settings.maxSeconds(), false, Options.Reductions.ALL, true, settings.cancelled());
    }

    private Result explored() {
        Result result = Explorer.explore(program(), options(), settings.progress());
        return result.complete() || settings.cancelled().getAsBoolean() ? result : withFlow(result, Explorer.flow(program(), options()));
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
    private boolean isSame(RevisionCheck other) {
        return other.lowered.hash().equals(lowered.hash()) && anonymous(other.program()).equals(anonymous(program()));
    }

    private static Program anonymous(Program p) {
        return new Program(p.title(), "", p.layouts(), p.globals(), p.locations(), p.functions(), p.init(), p.teardown(), p.threads(), p.orders(), p.claims(),
                p.assumptions(), p.source());
    }

    /** A first look tries none. */
    private static final class NoRepairs implements Recheck {
        @Override
        public Outcome apply(List<Change> changes) {
            return new Outcome(List.of(), null, LATER);
        }

        @Override
        public boolean mayContinue() {
            return false;
        }
    }
}
