package org.holdfast.engine.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.holdfast.engine.generate.Generator;
import org.holdfast.engine.program.Program;
import org.junit.jupiter.api.Test;

/** Every trace of generated programs can be played back, and the situations agree with what the trace says of its steps. */
class PlaybackTest {
    private static final int PROGRAMS = 300;

    @Test
    void tracesOfGeneratedPrograms() {
        int traces = 0;
        int locks = 0;
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Program program = Generator.program(seed);
            Result result = Explorer.explore(program, new Options(3_000, 60, false, Options.Reductions.ALL, true, () -> false));
            for (Violation v : result.violations()) {
                List<Situation> situations = Playback.of(program, v.trace());
                assertEquals(v.trace().steps().size() + 1, situations.size(), "seed " + seed + " " + v.rule());
                traces++;
                locks += heldAgrees(v.trace(), situations.subList(1, situations.size()));
            }
        }
        assertTrue(traces > PROGRAMS / 2 && locks > PROGRAMS / 2, traces + " traces, " + locks + " steps with locks");
    }

    /** Steps in the midst of what is done as one are left out: their situation is that of its end. */
    private static int heldAgrees(Trace trace, List<Situation> situations) {
        int compared = 0;
        for (int i = 0; i + 1 < situations.size(); i++) {
            Trace.Event e = trace.steps().get(i);
            Situation s = situations.get(i);
            if (s != situations.get(i + 1)) {
                String thread = trace.threads().get(e.thread());
                assertEquals(e.held(), s.locks().stream().filter(l -> l.owner().equals(thread)).map(Situation.Lock::lock).toList());
                compared += e.held().isEmpty() ? 0 : 1;
            }
        }
        return compared;
    }

    @Test
    void traceOfAnotherProgramSaysNothing() {
        Trace invented = new Trace(List.of("a"), List.of());
        assertEquals(List.of(), Playback.of(Generator.program(1), invented));
    }

    @Test
    void runIsReadAsWritten() {
        Run run = new Run(new int[] {3, 64, 1 << 20}, new int[][] {{}, {0, 2}, {1}});
        assertEquals("3 64:0,2 1048576:1", run.text());
        assertEquals(run.text(), Run.parse(run.text()).text());
    }
}
