package org.holdfast.lang.lower;

import java.util.List;
import org.holdfast.engine.program.Program;

/**
 * What became of a revision. Either a program and no problem, or problems and no program: a program with a hole in it could
 * be called clean by mistake.
 *
 * @param program null if there are problems
 * @param hash    of what the program does, positions left out; equal hashes, equal verdicts. Empty without a program
 */
public record Lowered(Program program, String hash, List<Problem> problems) {
    public Lowered {
        problems = List.copyOf(problems);
    }
}
