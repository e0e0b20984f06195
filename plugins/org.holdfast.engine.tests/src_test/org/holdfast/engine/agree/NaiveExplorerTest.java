package org.holdfast.engine.agree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.holdfast.engine.naive.NaiveExplorer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The definition of the semantics says of known programs what is known of them. */
class NaiveExplorerTest {
    static List<Known> programs() {
        return Known.all();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void answers(Known known) {
        NaiveExplorer.Answer answer = NaiveExplorer.explore(known.program(), 20_000).answer();
        assertEquals(known.rules(), answer.rules(), answer.symptoms() + " " + answer.leaks());
        assertEquals(known.complete(), answer.complete());
    }
}
