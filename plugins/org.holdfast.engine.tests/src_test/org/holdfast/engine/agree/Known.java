package org.holdfast.engine.agree;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.holdfast.engine.generate.Scenario;
import org.holdfast.engine.program.Program;

/**
 * A hand-written program and the rules that must fire, which its author knows from the kernel and not from an explorer.
 *
 * @param complete false if a run needs what the engine cannot do
 */
record Known(String name, Program program, Set<String> rules, boolean complete) {
    static List<Known> all() {
        List<Known> all = new ArrayList<>();
        all.addAll(KnownLocks.all());
        all.addAll(KnownLifetimes.all());
        all.addAll(KnownDeferrals.all());
        all.addAll(KnownEnds.all());
        all.addAll(KnownObservations.all());
        return all;
    }

    /** @param rules the rules that must fire, separated by blanks; empty: clean */
    static Known of(String name, String rules, Consumer<Scenario> text) {
        Scenario scenario = new Scenario(name);
        text.accept(scenario);
        Set<String> expected = new TreeSet<>(List.of(rules.split(" ")));
        expected.remove("");
        boolean complete = !expected.remove("trap");
        return new Known(name, scenario.build(), expected, complete);
    }

    @Override
    public String toString() {
        return name;
    }
}
