package org.holdfast.lang.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.holdfast.engine.rules.Rules;
import org.junit.jupiter.api.Test;

class RuleIdsTest {
    @Test
    void anExpectationMayNameEveryRule() {
        for (var rule : Rules.ALL) {
            assertTrue(RuleIds.ALL.contains(rule.card().id()), rule.card().id());
        }
        assertEquals(RuleIds.ALL.size(), new HashSet<>(RuleIds.ALL).size());
    }

    @Test
    void suggestionsAreNear() {
        List<String> names = List.of("count", "counter", "lock", "mutex_lock");
        assertEquals("count", Suggestions.nearest("cuont", names));
        assertEquals("counter", Suggestions.nearest("conuter", names));
        assertEquals("mutex_lock", Suggestions.nearest("mutex_lok", names));
        assertEquals(null, Suggestions.nearest("spin", names));
        assertEquals(null, Suggestions.nearest("x", names));
        assertEquals("x has no y (in z)", Suggestions.strip("x has no y (did you mean why?) (in z)"));
    }
}
