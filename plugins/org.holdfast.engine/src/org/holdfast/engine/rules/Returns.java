package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.holdfast.engine.explore.LockUse.Boundary;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;

/**
 * Helpers without annotations that return with a lock held on one path and not on another. That may be meant, so it is an information; a helper that always takes a
 * lock, or always releases one, says so by what it does. One call is judged at a time, and only where its caller holds the same locks every time.
 */
final class Returns {
    /** What was held at one call of a function, in all runs. */
    private static final class Call {
        final Set<List<String>> before = new LinkedHashSet<>();
        final Set<List<String>> after = new LinkedHashSet<>();

        boolean differs() {
            return before.size() == 1 && after.size() > 1;
        }
    }

    private Returns() {
    }

    static List<Symptom> differing(String rule, Case c) {
        Map<List<Site.Frame>, Call> calls = new LinkedHashMap<>();
        Map<List<Site.Frame>, Boundary> left = new LinkedHashMap<>();
        for (var use : c.result().locks()) {
            if (use instanceof Boundary b) {
                Call call = calls.computeIfAbsent(b.site().frames(), k -> new Call());
                (b.leaving() ? call.after : call.before).add(b.held());
                left.putIfAbsent(b.site().frames(), b);
            }
        }
        Map<String, Symptom> out = new LinkedHashMap<>();
        calls.forEach((frames, call) -> {
            Boundary b = left.get(frames);
            if (call.differs()) {
                out.putIfAbsent(b.function(), symptom(rule, b, call));
            }
        });
        return List.copyOf(out.values());
    }

    private static Symptom symptom(String rule, Boundary b, Call call) {
        Set<String> locks = new TreeSet<>();
        call.after.forEach(held -> locks.addAll(difference(held, call.after)));
        String message = "%s() returns with %s held on some paths and without on others; say so with `__cond_acquires()` or `__cond_releases()`, or let all returns agree"
                .formatted(b.function(), String.join(", ", locks));
        return new Symptom(new Finding(rule, List.of(), Severity.INFORMATION, message, b.site().range(), List.of(), null, List.of()), null, b.function(), "returns", true);
    }

    /** Of what is held after one return what is not held after every one. */
    private static List<String> difference(List<String> held, Set<List<String>> all) {
        List<String> out = new ArrayList<>(held);
        out.removeIf(lock -> all.stream().allMatch(other -> other.contains(lock)));
        return out;
    }
}
