package org.holdfast.engine.agree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.holdfast.engine.explore.Explorer;
import org.holdfast.engine.explore.LockUse;
import org.holdfast.engine.explore.Options;
import org.holdfast.engine.explore.Options.Reductions;
import org.holdfast.engine.explore.Result;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.naive.NaiveExplorer;
import org.holdfast.engine.naive.Place;
import org.holdfast.engine.naive.Replay;
import org.holdfast.engine.naive.Symptom;
import org.holdfast.engine.program.Code;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Program.Claim;
import org.holdfast.engine.program.Site;

/** One program run by both explorers, and what they do not agree on. */
final class Agreement {
    /** Every reduction alone, all, and none. */
    static final Map<String, Reductions> REDUCTIONS = reductions();
    private static final long MOST_STATES = 200_000;

    private final Program program;
    private final NaiveExplorer explorer;
    private final Map<Integer, Place> nodes;
    private final NaiveExplorer.Answer naive;
    private final List<String> complaints = new ArrayList<>();
    private long fewest;

    private Agreement(Program program, NaiveExplorer explorer) {
        this.program = program;
        this.explorer = explorer;
        this.naive = explorer.answer();
        this.nodes = nodes(program);
    }

    /**
     * @param states   of the naive explorer
     * @param fewest   states with all reductions
     * @param found    symptoms
     */
    record Outcome(boolean tooBig, long states, long fewest, int found, List<String> complaints) {
    }

    private static Map<String, Reductions> reductions() {
        Map<String, Reductions> result = new LinkedHashMap<>();
        result.put("none", Reductions.NONE);
        result.put("transactions", new Reductions(true, false, false, false, false, false));
        result.put("privacy", new Reductions(false, true, false, false, false, false));
        result.put("ample", new Reductions(false, false, true, false, false, false));
        result.put("sleep", new Reductions(false, false, false, true, false, false));
        result.put("symmetry", new Reductions(false, false, false, false, true, false));
        result.put("liveness", new Reductions(false, false, false, false, false, true));
        result.put("all", Reductions.ALL);
        return result;
    }

    /** @param limit most states of the naive explorer; programs with more are left out */
    static Outcome of(Program program, int limit, Set<String> which) {
        NaiveExplorer explorer = hopeless(program, limit) ? null : NaiveExplorer.explore(program, limit);
        if (explorer == null) {
            return new Outcome(true, 0, 0, 0, List.of());
        }
        Agreement agreement = new Agreement(program, explorer);
        REDUCTIONS.entrySet().stream().filter(r -> which.contains(r.getKey())).forEach(r -> agreement.compare(r.getKey(), r.getValue()));
        return new Outcome(false, agreement.naive.states(), agreement.fewest, agreement.naive.symptoms().size() + agreement.naive.leaks().size(),
                agreement.complaints);
    }

    /** The naive explorer would take long to find out that there are too many states. */
    private static boolean hopeless(Program program, int limit) {
        long enough = limit * 5L / 4;
        return Explorer.explore(program, new Options(enough, 60, true, Reductions.NONE, false, () -> false)).states() >= enough;
    }

    private static Result explore(Program program, Reductions reductions, boolean exact, boolean witnesses) {
        return Explorer.explore(program, new Options(MOST_STATES, 60, exact, reductions, witnesses, () -> false));
    }

    private void compare(String name, Reductions reductions) {
        boolean ends = name.equals("none") || name.equals("all");
        Result result;
        try {
            result = explore(program, reductions, true, ends);
        } catch (RuntimeException | StackOverflowError failure) {
            complaints.add(name + ": " + failure + " " + (failure.getStackTrace().length == 0 ? "" : failure.getStackTrace()[0]));
            return;
        }
        compare(name, result);
        // Sleep sets leave out transitions, never states.
        if ((name.equals("none") || name.equals("sleep")) && result.states() != naive.states()) {
            complaints.add(name + ": " + result.states() + " states, naive " + naive.states());
        }
        if (ends) {
            compareFacts(name, result);
            Replay.complaints(explorer, result.violations()).forEach(c -> complaints.add(name + ": " + c));
        }
        if (name.equals("all")) {
            fewest = result.states();
            same("all twice", result, explore(program, reductions, true, true));
        }
        same(name + ", fingerprints", result, explore(program, reductions, false, ends));
    }

    private void compare(String name, Result result) {
        if (result.complete() != naive.complete()) {
            complaints.add(name + ": complete " + result.complete() + " (" + result.cut() + "), naive " + naive.complete());
        }
        Set<String> expected = new TreeSet<>();
        naive.symptoms().forEach(s -> expected.add(text(s)));
        naive.leaks().forEach(s -> expected.add(text(s)));
        Set<String> actual = new TreeSet<>();
        result.violations().forEach(v -> actual.add(text(Symptom.of(v))));
        same(name, expected, actual);
    }

    /** Facts beside the findings: which lock was tried under which, what no run reached, claims never judged. */
    private void compareFacts(String name, Result result) {
        Set<String> order = new TreeSet<>();
        result.locks().stream().filter(LockUse.Edge.class::isInstance).map(LockUse.Edge.class::cast).forEach(e -> order.add(NaiveExplorer.edge(e.held(),
                e.heldMode(), e.taken(), e.takenMode(), e.attempt(), e.sameLock(), e.nested(), e.kind(), place(e.site()))));
        same(name + ": lock order", naive.lockOrder(), order);
        if (!naive.complete()) {
            return;
        }
        Set<String> unreached = new TreeSet<>();
        result.unreached().forEach(s -> unreached.add(place(s).toString()));
        Set<String> never = new TreeSet<>(nodes.values().stream().map(Place::toString).toList());
        never.removeAll(naive.reached());
        same(name + ": unreached", never, unreached);
        Set<Integer> vacuous = new TreeSet<>();
        for (int c = 0; c < program.claims().size(); c++) {
            if (!naive.judged().contains(c) && program.claims().get(c).form() != Claim.Form.UNREACHABLE) {
                vacuous.add(c);
            }
        }
        same(name + ": vacuous", vacuous, new TreeSet<>(result.vacuous()));
    }

    private Place place(Site site) {
        return nodes.get(site.statement());
    }

    private <T> void same(String what, Set<T> expected, Set<T> actual) {
        if (!expected.equals(actual)) {
            Set<T> missing = new TreeSet<>(expected);
            missing.removeAll(actual);
            Set<T> extra = new TreeSet<>(actual);
            extra.removeAll(expected);
            complaints.add(what + ": missing " + missing + ", too many " + extra);
        }
    }

    /** The statement that each node has for itself. */
    private static Map<Integer, Place> nodes(Program program) {
        List<Code> codes = new ArrayList<>();
        codes.add(program.init());
        codes.add(program.teardown());
        program.threads().forEach(t -> codes.add(t.code()));
        program.functions().forEach(f -> codes.add(f.code()));
        Map<Integer, Place> result = new TreeMap<>();
        for (Code code : codes) {
            for (int i = 0; code != null && i < code.nodes().size(); i++) {
                result.put(code.nodes().get(i).site().statement(), new Place(code.name(), i));
            }
        }
        return result;
    }

    /** Which of the steps of an endless loop is named is a matter of taste. */
    private static String text(Symptom symptom) {
        return symptom.rule().equals("livelock") ? symptom.rule() + "@" + symptom.code() : symptom.toString();
    }

    private void same(String what, Result one, Result other) {
        boolean twice = what.endsWith("twice");
        boolean counts = one.states() == other.states() && one.transitions() == other.transitions();
        boolean same = counts && one.complete() == other.complete()
                && one.cut().equals(other.cut()) && one.violations().equals(other.violations()) && one.locks().equals(other.locks())
                && one.unreached().equals(other.unreached()) && one.vacuous().equals(other.vacuous())
                && (!twice || one.assumptions().equals(other.assumptions()));
        if (!same) {
            complaints.add(what + ": another result, " + one.states() + " and " + other.states() + " states, " + keys(one) + " and " + keys(other));
        }
    }

    private static List<String> keys(Result result) {
        return result.violations().stream().map(Agreement::key).toList();
    }

    private static String key(Violation violation) {
        return Symptom.of(violation).toString();
    }
}
