package org.holdfast.engine.agree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.holdfast.engine.explore.Explorer;
import org.holdfast.engine.explore.Options;
import org.holdfast.engine.explore.Options.Reductions;
import org.holdfast.engine.explore.Result;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.naive.NaiveExplorer;
import org.holdfast.engine.naive.Replay;
import org.holdfast.engine.naive.Symptom;
import org.holdfast.engine.program.Program;

/** One program run by both explorers, and what they do not agree on. */
final class Agreement {
    /** Every reduction alone, all, and none. */
    static final Map<String, Reductions> REDUCTIONS = reductions();
    private static final long MOST_STATES = 200_000;

    private final Program program;
    private final NaiveExplorer explorer;
    private final NaiveExplorer.Answer naive;
    private final List<String> complaints = new ArrayList<>();
    private long fewest;

    private Agreement(Program program, NaiveExplorer explorer) {
        this.program = program;
        this.explorer = explorer;
        this.naive = explorer.answer();
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
        Result result = Explorer.explore(program, new Options(3L * limit, 60, true, Reductions.NONE, false, () -> false));
        return result.states() >= 3L * limit;
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
        if (name.equals("none") && result.states() != naive.states()) {
            complaints.add("none: " + result.states() + " states, naive " + naive.states());
        }
        if (ends) {
            Replay.complaints(explorer, result.violations()).forEach(c -> complaints.add(name + ": " + c));
        }
        if (name.equals("all")) {
            fewest = result.states();
            same("twice", result, explore(program, reductions, true, true));
            same("fingerprints", result, explore(program, reductions, false, true));
        }
    }

    private void compare(String name, Result result) {
        if (result.complete() != naive.complete()) {
            complaints.add(name + ": complete " + result.complete() + " (" + result.cut() + "), naive " + naive.complete());
        }
        Set<String> expected = new TreeSet<>();
        naive.symptoms().forEach(s -> expected.add(text(s)));
        naive.leaks().forEach(s -> expected.add(text(s)));
        Set<String> actual = new TreeSet<>();
        result.violations().forEach(v -> actual.add(text(new Symptom(v.rule(), v.code(), v.node()))));
        if (!actual.equals(expected)) {
            Set<String> missing = new TreeSet<>(expected);
            missing.removeAll(actual);
            actual.removeAll(expected);
            complaints.add(name + ": missing " + missing + ", too many " + actual);
        }
    }

    /** Which of the steps of an endless loop is named is a matter of taste. */
    private static String text(Symptom symptom) {
        return symptom.rule().equals("livelock") ? symptom.rule() + "@" + symptom.code() : symptom.toString();
    }

    private void same(String what, Result one, Result other) {
        boolean twice = what.equals("twice");
        boolean same = one.states() == other.states() && one.transitions() == other.transitions() && one.complete() == other.complete()
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
        return new Symptom(violation.rule(), violation.code(), violation.node()).toString();
    }
}
