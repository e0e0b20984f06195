package org.holdfast.engine.explore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Site;

/** One call of {@link Explorer}: runs the search, again with more room when the vector ran full, and makes the result. */
final class Exploration {
    private final Image image;
    private final Options options;
    private final Budget budget;
    private final boolean alone;
    private final Explorer.Progress progress;
    private Shape.Caps caps = Shape.Caps.START;
    private boolean ordered;
    private Footprints footprints;
    private Protection protection;
    /** Of the attempt under way. */
    private Findings found;
    /** States of the runs to learn from. */
    private static final int LEARNING = 3_000;

    Exploration(Image image, Options options, Explorer.Progress progress, boolean alone) {
        this.image = image;
        this.options = options;
        this.alone = alone;
        this.progress = progress;
        budget = new Budget(options, progress);
        Liveness.analyse(image, !options.reductions().liveness());
    }

    Result result() {
        for (;;) {
            try {
                return attempt();
            } catch (Grow grow) {
                caps = caps.grown(grow);
                if (!Shape.fits(image, caps)) {
                    budget.cut = "more callbacks or threads at once than the engine can follow";
                    return make(null, new Findings(image), null);
                }
            } catch (Footprints.Relearn relearn) {
                // With what was learned, which only grows.
            } catch (Reorder reorder) {
                ordered = true;
            } catch (OutOfMemoryError full) {
                // The search that held it all is gone by now; what it found stands.
                budget.cut = "the memory of %d MB is full".formatted(Runtime.getRuntime().maxMemory() >> 20);
                return make(null, found, null);
            }
            budget.restart();
        }
    }

    /** See {@link Explorer#standings}. */
    List<Standing> standings() {
        for (;;) {
            Standings standings = new Standings(image);
            try {
                if (Shape.fits(image, caps)) {
                    Machine m = new Machine(image, new Shape(image, caps), ordered);
                    Interpreter interpreter = new Interpreter(m, new Script(), standings);
                    interpreter.recording = true;
                    Search search = new Search(options, budget, interpreter, new Canon(m, options.reductions().symmetry()), new Fingerprints(),
                            new Findings(image), Run.EMPTY);
                    search.alone = true;
                    search.run();
                }
                return standings.all();
            } catch (Grow grow) {
                caps = caps.grown(grow);
            } catch (Reorder reorder) {
                ordered = true;
            }
            budget.restart();
        }
    }

    private Result attempt() {
        if (!Shape.fits(image, caps)) {
            throw Grow.CALLBACKS;
        }
        Machine m = new Machine(image, new Shape(image, caps), ordered);
        Findings findings = new Findings(image);
        found = findings;
        Interpreter interpreter = new Interpreter(m, new Script(), findings);
        Canon canon = new Canon(m, options.reductions().symmetry());
        Visited visited = options.exact() ? new Vectors() : new Fingerprints();
        if (reducing()) {
            learn(m, interpreter, canon);
            findings = new Findings(image);
            found = findings;
            interpreter.observer = findings;
        }
        Search search = new Search(options, budget, interpreter, canon, visited, findings, Run.EMPTY);
        search.alone = alone;
        search.run();
        progress.finished(visited.size(), visited.bytes());
        return make(interpreter, findings, visited);
    }

    private boolean reducing() {
        Options.Reductions on = options.reductions();
        return !alone && (on.ample() || on.privacy() || on.transactions() || on.sleep());
    }

    /** Lets each thread run alone to learn what its steps touch, and works out what each may still do from where on. */
    private void learn(Machine m, Interpreter interpreter, Canon canon) {
        boolean first = footprints == null;
        if (first) {
            footprints = new Footprints(image);
        }
        protection = new Protection(m, protection);
        interpreter.touched = new Touched(m, footprints, protection);
        if (first) {
            footprints.settle();
            Options few = new Options(LEARNING, options.maxSeconds(), false, Options.Reductions.NONE, false, options.cancelled());
            Budget own = new Budget(few, Explorer.Progress.NONE);
            Search runs = new Search(few, own, interpreter, canon, new Fingerprints(), new Findings(image), Run.EMPTY);
            runs.alone = true;
            interpreter.observer = Probe.DEAF;
            runs.run();
            canon.tail = -1;
        }
        footprints.settle();
        protection.shrunk = false;
    }

    private Result make(Interpreter interpreter, Findings findings, Visited visited) {
        Program program = image.program;
        String cut = budget.cut != null ? budget.cut : findings.trap != null ? findings.trap : "";
        boolean complete = cut.isEmpty();
        if (options.witnesses() && interpreter != null && !alone && !findings.found.isEmpty()) {
            witnesses(interpreter, findings);
        }
        Wording wording = new Wording(image, caps, findings);
        List<Violation> violations = new ArrayList<>();
        for (Map.Entry<Finding, Run> f : findings.found.entrySet()) {
            violations.add(wording.violation(f.getKey(), f.getValue()));
        }
        violations.sort(Comparator.comparing((Violation v) -> v.site().range().file()).thenComparingInt(v -> v.site().range().offset())
                .thenComparing(Violation::rule).thenComparing(Violation::code).thenComparingInt(Violation::node).thenComparing(Violation::subject)
                .thenComparing(Violation::message));
        List<LockUse> locks = new Uses(image, caps, options.witnesses() || alone).of(findings);
        List<Integer> vacuous = IntStream.range(0, program.claims().size())
                .filter(c -> !findings.judged[c] && program.claims().get(c).form() != Program.Claim.Form.UNREACHABLE).boxed().toList();
        List<String> assumptions = new ArrayList<>(program.assumptions());
        if (visited != null && visited.assumption() != null) {
            assumptions.add(visited.assumption());
        }
        return new Result(budget.states, budget.transitions, complete, cut, budget.seconds(), violations, locks,
                complete ? unreached(interpreter) : List.of(), vacuous, assumptions);
    }

    private void witnesses(Interpreter interpreter, Findings findings) {
        for (Shape.Caps room = caps;;) {
            try {
                Witnesses search = new Witnesses(image, room, interpreter.m.ordered, options.reductions().symmetry(), findings);
                search.search(options.cancelled());
                Witnesses.improve(findings, search.met);
                Shortening shortening = new Shortening(image, room);
                findings.found.replaceAll((f, run) -> findings.shortest.contains(f) || findings.components.containsKey(f) ? run : shortening.of(f, run));
                findings.found.replaceAll((f, run) -> f.rule().equals("deadlock") && !findings.stuck.containsKey(f)
                        ? shortening.circle(f, run, findings.stuck) : run);
                return;
            } catch (Grow grow) {
                room = room.grown(grow);
            }
        }
    }

    private List<Site> unreached(Interpreter interpreter) {
        Set<Site> sites = new LinkedHashSet<>();
        Set<Site> partly = new HashSet<>();
        for (Routine r : image.routines) {
            for (int n = 0; n < r.size; n++) {
                Code.Node node = r.code.nodes().get(n);
                List<Site.Frame> frames = node.site().frames();
                boolean library = !frames.isEmpty() && frames.get(frames.size() - 1).library();
                if (interpreter.reached[r.base + n]) {
                    partly.add(node.site());
                }
                if (!interpreter.reached[r.base + n] && node.site().statement() >= 0 && !library) {
                    sites.add(node.site());
                }
            }
        }
        sites.removeAll(partly);
        return List.copyOf(sites);
    }
}
