package org.holdfast.engine.explore;

import java.util.List;
import org.holdfast.engine.program.Kind;

/**
 * What is the case where a statement begins, in some run of one thread after another.
 *
 * @param statement number in the program's source
 * @param thread    or callback that gets there
 * @param held      lock classes, outermost first
 * @param contexts  what is switched off, and the reader sections it is in: {@code interrupts off}, {@code RCU reader}
 */
public record Standing(int statement, String thread, Kind kind, List<String> held, List<String> contexts) {
    public Standing {
        held = List.copyOf(held);
        contexts = List.copyOf(contexts);
    }
}
