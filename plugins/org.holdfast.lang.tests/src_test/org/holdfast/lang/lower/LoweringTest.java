package org.holdfast.lang.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.holdfast.engine.explore.Explorer;
import org.holdfast.engine.explore.Options;
import org.holdfast.engine.explore.Result;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.Workspace;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a text means, told by what exploring it shows: every statement, expression and annotation of the language. */
class LoweringTest {
    private static final Options OPTIONS = new Options(300_000, 60, false, Options.Reductions.ALL, false, () -> false);
    private static final Options PLAIN = new Options(300_000, 60, false, Options.Reductions.NONE, false, () -> false);
    private static final Workspace WORKSPACE = Workspace.standalone(List.of());

    @TestFactory
    List<DynamicTest> scenarios() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Scenarios.Scenario scenario : Scenarios.in(Path.of("lowering"))) {
            tests.add(DynamicTest.dynamicTest(scenario.name(), () -> check(scenario)));
        }
        return tests;
    }

    private static void check(Scenarios.Scenario scenario) {
        LoadedFile file = WORKSPACE.load(Path.of("test.hold"), scenario.program());
        assertEquals(List.of(), file.problems().stream().filter(p -> p.severity() == Severity.ERROR).toList());
        int checked = 0;
        for (LoadedRevision revision : file.revisions()) {
            String expected = scenario.expected(revision.name());
            if (expected != null) {
                Lowered lowered = Lowering.lower(file, revision);
                assertEquals(List.of(), lowered.problems());
                assertEquals("", Scenarios.judge(expected, shown(lowered.program(), OPTIONS)), revision.name());
                // An access that is lowered to the wrong location class shows as a difference that a reduction makes.
                assertEquals("", Scenarios.judge(expected, shown(lowered.program(), PLAIN)), revision.name() + " without reductions");
                checked++;
            }
        }
        assertTrue(checked > 0, "nothing is expected of " + scenario.name());
    }

    private static Set<String> shown(Program program, Options options) {
        Result result = Explorer.explore(program, options);
        Set<String> shown = new TreeSet<>();
        result.violations().forEach(violation -> shown.add(violation.rule()));
        if (!result.complete()) {
            shown.add("incomplete");
        }
        return shown;
    }
}
