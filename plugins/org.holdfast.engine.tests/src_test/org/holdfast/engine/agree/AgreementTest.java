package org.holdfast.engine.agree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.holdfast.engine.generate.Generator;
import org.holdfast.engine.generate.Shrinker;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.ProgramText;
import org.junit.jupiter.api.Test;

/**
 * The two explorers agree on generated programs: on findings whatever the reductions, on the number of states without them; every witness
 * replays; results do not depend on the run or on how visited states are kept. {@code -Dholdfast.programs=N} and {@code -Dholdfast.seed=S} run
 * others than usual.
 */
class AgreementTest {
    private static final int PROGRAMS = Integer.getInteger("holdfast.programs", 2_000);
    private static final long SEED = Long.getLong("holdfast.seed", 0);
    private static final int MOST_STATES = 3_000;
    private static final int MOST_COMPLAINTS = 3;

    record Numbered(long seed, Agreement.Outcome outcome) {
    }

    @Test
    void explorersAgreeOnGeneratedPrograms() {
        long start = System.nanoTime();
        // One program in six is too big and left out; so many more are tried.
        List<Numbered> outcomes = LongStream.range(SEED, SEED + PROGRAMS + PROGRAMS / 4).parallel()
                .mapToObj(s -> new Numbered(s, Agreement.of(Generator.program(s), MOST_STATES, Agreement.REDUCTIONS.keySet())))
                .filter(n -> !n.outcome().tooBig()).toList();
        List<Numbered> disagreements = outcomes.stream().filter(n -> !n.outcome().complaints().isEmpty()).toList();
        long states = outcomes.stream().mapToLong(n -> n.outcome().states()).sum();
        long fewest = outcomes.stream().mapToLong(n -> n.outcome().fewest()).sum();
        long found = outcomes.stream().mapToLong(n -> n.outcome().found()).sum();
        long clean = outcomes.stream().filter(n -> n.outcome().found() == 0).count();
        System.out.printf(Locale.ROOT, "Agreement: %d programs (%d clean), %d findings, %d states, %d with all reductions, %d disagreements, %.0f s%n",
                outcomes.size(), clean, found, states, fewest, disagreements.size(), (System.nanoTime() - start) / 1e9);
        StringBuilder report = new StringBuilder();
        disagreements.stream().limit(MOST_COMPLAINTS).forEach(n -> report.append(report(n)));
        assertEquals(0, disagreements.size(), report::toString);
        assertTrue(outcomes.size() >= PROGRAMS, "too few programs: " + outcomes.size());
    }

    private static String report(Numbered numbered) {
        String complaint = numbered.outcome().complaints().get(0);
        Program smallest = Shrinker.shrink(Generator.program(numbered.seed()), same(complaint));
        return "\nseed " + numbered.seed() + ": " + String.join("\n  ", numbered.outcome().complaints()) + "\n" + ProgramText.of(smallest, false)
                + String.join("\n", Agreement.of(smallest, MOST_STATES, Agreement.REDUCTIONS.keySet()).complaints()) + "\n";
    }

    /** Still complains about the same reduction and the same kind of thing. */
    private static Predicate<Program> same(String complaint) {
        String[] words = complaint.split(":", 2);
        String kind = words[1].replaceAll("[^a-z ]", "").strip().split(" ")[0];
        String reduction = words[0].split("[, ]")[0];
        return p -> Agreement.of(p, MOST_STATES, Set.of(reduction)).complaints().stream()
                .anyMatch(c -> c.startsWith(words[0] + ":") && c.contains(kind));
    }
}
