package org.holdfast.lang.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.Workspace;
import org.junit.jupiter.api.Test;

/** Whatever the front end lets pass is lowered or refused: no mutant of any scenario of the tables meets a defect. */
class LoweringMutationsTest {
    private static final int MUTANTS = Integer.getInteger("holdfast.mutants", 600);
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z_]\\w*|\\d+|[-+*/%&|^<>=!]+|[(){};,.?:\\[\\]]");

    private final Random random = new Random(1);

    @Test
    void everyMutantIsLoweredOrRefused() {
        Workspace workspace = Workspace.standalone(List.of());
        List<Scenarios.Scenario> scenarios = new ArrayList<>(Scenarios.in(Path.of("lowering")));
        scenarios.addAll(Scenarios.in(Path.of("kernel")));
        int lowered = 0;
        for (int i = 0; i < MUTANTS; i++) {
            String text = mutant(scenarios.get(random.nextInt(scenarios.size())).program());
            LoadedFile file = workspace.load(Path.of("mutant.hold"), text);
            for (LoadedRevision revision : file.revisions()) {
                if (file.isValid(revision.name())) {
                    Lowered result = Lowering.lower(file, revision);
                    assertEquals(List.of(), result.problems().stream().filter(p -> p.id().equals(Problem.INTERNAL)).toList(), text);
                    assertEquals(result.program() == null, !result.problems().isEmpty(), text);
                    lowered++;
                }
            }
        }
        assertTrue(lowered > MUTANTS / 4, lowered + " of " + MUTANTS);
    }

    private String mutant(String text) {
        String result = text;
        for (int i = random.nextInt(2); i >= 0; i--) {
            result = random.nextBoolean() ? token(result) : line(result);
        }
        return result;
    }

    /** One token becomes another of the text, a name a name. */
    private String token(String text) {
        List<int[]> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(new int[] { matcher.start(), matcher.end() });
        }
        int[] old = tokens.get(random.nextInt(tokens.size()));
        int[] other = tokens.get(random.nextInt(tokens.size()));
        for (int i = 0; i < 20 && Character.isLetter(text.charAt(old[0])) != Character.isLetter(text.charAt(other[0])); i++) {
            other = tokens.get(random.nextInt(tokens.size()));
        }
        return text.substring(0, old[0]) + text.substring(other[0], other[1]) + text.substring(old[1]);
    }

    /** A line goes, comes twice, or changes places with another. */
    private String line(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        int at = random.nextInt(lines.size());
        int other = random.nextInt(lines.size());
        switch (random.nextInt(3)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(other, lines.get(at));
        default -> java.util.Collections.swap(lines, at, other);
        }
        return String.join("\n", lines);
    }
}
