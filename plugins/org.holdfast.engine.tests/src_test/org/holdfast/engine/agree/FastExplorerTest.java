package org.holdfast.engine.agree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.holdfast.engine.explore.Explorer;
import org.holdfast.engine.explore.Options;
import org.holdfast.engine.explore.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is known of known programs, of the explorer that is used; and that it agrees with the naive one on them. */
class FastExplorerTest {
    static List<Known> programs() {
        return Known.all();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void answers(Known known) {
        Result result = Explorer.explore(known.program(), Options.DEFAULT);
        Set<String> rules = new TreeSet<>();
        result.violations().forEach(v -> rules.add(v.rule()));
        assertEquals(known.rules(), rules);
        assertEquals(known.complete(), result.complete(), result.cut());
    }

    @ParameterizedTest
    @MethodSource("programs")
    void agrees(Known known) {
        assertEquals(List.of(), Agreement.of(known.program(), 20_000, Agreement.REDUCTIONS.keySet()).complaints());
    }
}
