package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.engine.program.Source.Call;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Repair;

/** A second reference to the outer object, the one whose last put others wait for: taken before the put that comes too early, dropped behind what depends on it. */
final class HoldLonger {
    private static final Map<String, String> GETS = Map.of("percpu_ref_put", "percpu_ref_get", "kref_put", "kref_get", "refcount_dec_and_test", "refcount_inc");

    private HoldLonger() {
    }

    /**
     * @param path      levels of inlining that lead to the put, which is the last of them
     * @param put       the statement that leads to it, in the block of {@code dependent}
     * @param dependent what is still to come
     */
    static List<Repair> repairs(List<Spot> path, Statement put, Statement dependent, Cause cause, Case c) {
        Proposals out = new Proposals(cause);
        Call call = path.getLast().call();
        if (call == null || call.effects().puts().isEmpty() || call.library() && !GETS.containsKey(call.function())) {
            return out.list();
        }
        List<String> arguments = seenFrom(put, path, c);
        String drop = call.function() + "(" + String.join(", ", arguments) + ")";
        for (String get : call.library() ? Set.of(GETS.get(call.function())) : sisters(call, c)) {
            String take = get + "(" + (call.library() ? arguments.getFirst() : String.join(", ", arguments)) + ")";
            List<Change> changes = new ArrayList<>();
            changes.add(new Change.Insert(put.number(), false, take + ";"));
            changes.add(new Change.Insert(dependent.number(), true, drop + ";"));
            out.add(Repair.Cost.PAIR, "Hold it until then: `" + take + "` before `" + Outline.brief(put) + "`, `" + drop + "` after `" + Outline.brief(dependent) + "`",
                    changes);
        }
        return out.list();
    }

    /** The arguments of the put with the parameters of the functions between replaced by what they were called with. */
    private static List<String> seenFrom(Statement put, List<Spot> path, Case c) {
        List<String> arguments = new ArrayList<>(path.getLast().call().arguments());
        for (int i = path.size() - 1; i > 0 && !c.outline().isInside(path.get(i).statement(), put); i--) {
            Call outer = path.get(i - 1).call();
            List<String> parameters = c.outline().function(path.get(i).statement().function()).map(f -> f.parameters()).orElse(List.of());
            for (int p = 0; outer != null && p < Math.min(parameters.size(), outer.arguments().size()); p++) {
                String parameter = "(?<![\\w.>])" + Pattern.quote(parameters.get(p)) + "(?!\\w)";
                String argument = outer.arguments().get(p);
                String value = argument.matches("[\\w>.\\-]+") ? argument : "(" + argument + ")";
                arguments.replaceAll(a -> a.replaceAll(parameter, Matcher.quoteReplacement(a.matches(parameter) ? argument : value)));
            }
        }
        return arguments;
    }

    /** Functions of the scenario that take what {@code put} drops: the same count of an argument that is called the same. */
    private static Set<String> sisters(Call put, Case c) {
        Set<String> out = new LinkedHashSet<>();
        String stem = put.function().replaceFirst("_?put$|_?release$", "");
        c.outline().source().functions().forEach(f -> {
            boolean gets = c.outline().in(f.name()).stream().flatMap(s -> s.calls().stream()).anyMatch(x -> !x.effects().gets().isEmpty());
            if (gets && f.parameters().size() == put.arguments().size() && f.name().startsWith(stem)) {
                out.add(f.name());
            }
        });
        return out;
    }
}
