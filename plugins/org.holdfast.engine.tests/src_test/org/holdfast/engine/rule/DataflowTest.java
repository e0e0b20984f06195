package org.holdfast.engine.rule;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Source;
import org.holdfast.engine.program.Source.Form;
import org.holdfast.engine.program.Source.Statement;
import org.junit.jupiter.api.Test;

/** {@code lock(); p = shared; if (p) use(p); unlock(); p = NULL;} and what may move where. */
class DataflowTest {
    private static final int LOCK = 1;
    private static final int SET = 2;
    private static final int USE = 3;
    private static final int UNLOCK = 4;
    private static final int CLEAR = 5;

    private static Statement statement(int number, int parent, Form form, List<String> reads, List<String> writes) {
        return new Statement(number, parent, form, "f", new Range("f", number * 10, 5, number, 1, number, 6), "s" + number, reads, writes, List.of());
    }

    private final Dataflow flow = new Dataflow(new Outline(new Source(List.of(statement(0, -1, Form.BLOCK, List.of(), List.of()),
            statement(LOCK, 0, Form.EXPRESSION, List.of("l"), List.of()), statement(SET, 0, Form.EXPRESSION, List.of("shared"), List.of("p")),
            statement(USE, 0, Form.IF, List.of("p"), List.of()), statement(UNLOCK, 0, Form.EXPRESSION, List.of("l"), List.of()),
            statement(CLEAR, 0, Form.EXPRESSION, List.of(), List.of("p"))), List.of())));

    private boolean moves(int statement, int anchor, boolean after) {
        return flow.isKept(List.of(new Change.Move(statement, anchor, after)));
    }

    @Test
    void aUseStaysBehindWhatSetsIt() {
        assertFalse(moves(USE, LOCK, false));
        assertFalse(moves(USE, SET, false));
        assertTrue(moves(USE, SET, true));
        assertFalse(moves(USE, CLEAR, true));
        assertTrue(moves(USE, UNLOCK, true));
    }

    @Test
    void whatSetsStaysBeforeItsUse() {
        assertFalse(moves(SET, USE, true));
        assertTrue(moves(SET, LOCK, false));
        assertFalse(moves(CLEAR, USE, false));
    }

    @Test
    void sectionsGrowPastWhatTheyDoNotTouch() {
        assertTrue(moves(UNLOCK, CLEAR, true));
        assertTrue(moves(LOCK, USE, true));
    }
}
