package org.holdfast.engine.explore;

import java.util.ArrayList;
import java.util.Comparator;
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
    private final Search.Budget budget;
    private final boolean alone;
    private Shape.Caps caps = Shape.Caps.START;
    private boolean ordered;

    Exploration(Image image, Options options, Explorer.Progress progress, boolean alone) {
        this.image = image;
        this.options = options;
        this.alone = alone;
        budget = new Search.Budget(options, progress);
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
        Interpreter interpreter = new Interpreter(m, new Script(), findings);
        Canon canon = new Canon(m, options.reductions().symmetry());
        Visited visited = options.exact() ? new Vectors() : new Fingerprints();
        Search search = new Search(options, budget, interpreter, canon, visited, findings, Run.EMPTY);
        search.alone = alone;
        search.run();
        return make(interpreter, findings, visited);
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
        List<LockUse> locks = new Uses(image, caps).of(findings.uses);
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
                Witnesses search = new Witnesses(image, room, interpreter.m.ordered, findings);
                search.search(options.cancelled());
                Witnesses.improve(findings, search.met);
                return;
            } catch (Grow grow) {
                room = room.grown(grow);
            }
        }
    }

    private List<Site> unreached(Interpreter interpreter) {
        Set<Site> sites = new LinkedHashSet<>();
        for (Routine r : image.routines) {
            for (int n = 0; n < r.size; n++) {
                Code.Node node = r.code.nodes().get(n);
                List<Site.Frame> frames = node.site().frames();
                boolean library = !frames.isEmpty() && frames.get(frames.size() - 1).library();
                if (!interpreter.reached[r.base + n] && node.site().statement() >= 0 && !library) {
                    sites.add(node.site());
                }
            }
        }
        return List.copyOf(sites);
    }
}
