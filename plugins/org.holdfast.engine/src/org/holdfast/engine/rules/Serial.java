package org.holdfast.engine.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.holdfast.engine.explore.Trace.Event;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Cause;
import org.holdfast.engine.rule.Change;
import org.holdfast.engine.rule.Mutexes;
import org.holdfast.engine.rule.Outline;
import org.holdfast.engine.rule.Outline.Spot;
import org.holdfast.engine.rule.Proposals;
import org.holdfast.engine.rule.Protect;
import org.holdfast.engine.rule.Repair;
import org.holdfast.engine.rule.Witness;

/** A function that several threads ran at once in the witness runs for one at a time, under a mutex over its whole body. */
final class Serial {
    private Serial() {
    }

    static List<Repair> repairs(Witness w, Cause cause, Case c) {
        Map<String, Set<Integer>> runners = new LinkedHashMap<>();
        for (Event e : w.trace().steps()) {
            for (Spot spot : w.path(e)) {
                runners.computeIfAbsent(spot.statement().function(), k -> new LinkedHashSet<>()).add(e.thread());
            }
        }
        Proposals out = new Proposals(cause);
        Mutexes mutexes = new Mutexes(c);
        runners.forEach((function, threads) -> {
            if (threads.size() > 1 && c.outline().function(function).isPresent() && !function.startsWith("thread ")) {
                Set<String> taken = taken(function, w);
                List<Mutexes.Choice> choices = new ArrayList<>(mutexes.present().stream().filter(m -> !taken.contains(m.name())).limit(3).toList());
                choices.add(mutexes.fresh(function, Set.of(function)));
                for (Mutexes.Choice mutex : choices) {
                    List<Change> changes = new ArrayList<>(mutex.definition());
                    changes.addAll(body(function, mutex, c.outline()));
                    if (changes.size() > mutex.definition().size()) {
                        String names = threads.stream().map(w.trace().threads()::get).collect(Collectors.joining(", "));
                        out.add(Repair.Cost.PAIR, "Let one of %s at a time run `%s()`: hold `%s` in it".formatted(names, function, mutex.name()), changes);
                    }
                }
            }
        });
        return out.list();
    }

    /** Locks that are held somewhere in the function, by itself or by who calls it: taking them there would wait for itself. */
    private static Set<String> taken(String function, Witness w) {
        Set<String> out = new LinkedHashSet<>();
        w.trace().steps().stream().filter(e -> w.path(e).stream().anyMatch(s -> s.statement().function().equals(function))).forEach(e -> out.addAll(e.held()));
        return out;
    }

    /** From the first statement to the last one that is no return, which has its release before it. */
    private static List<Change> body(String function, Mutexes.Choice mutex, Outline outline) {
        Statement block = outline.function(function).map(f -> outline.statement(f.body())).orElse(null);
        List<Statement> all = block == null ? List.of() : outline.children(block).stream().filter(s -> s.form() != Form.DECLARATION).toList();
        if (all.isEmpty() || all.size() == 1 && all.getFirst().form() == Form.RETURN) {
            return List.of();
        }
        boolean returns = all.getLast().form() == Form.RETURN;
        Statement last = returns ? all.get(all.size() - 2) : all.getLast();
        List<Change> changes = new ArrayList<>(Protect.wrapping(outline, all.getFirst(), last, mutex.take(), mutex.release()));
        if (returns) {
            changes.removeLast();
            changes.add(new Change.Insert(all.getLast().number(), false, mutex.release()));
        }
        return changes;
    }
}
