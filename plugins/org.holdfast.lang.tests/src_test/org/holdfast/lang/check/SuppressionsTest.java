package org.holdfast.lang.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;
import org.junit.jupiter.api.Test;

class SuppressionsTest {
    private static Finding finding(int line) {
        return new Finding("unguarded-access", List.of(), Severity.ERROR, "m", new Range("f", 0, 1, line, 1, line, 2), List.of(), null, List.of());
    }

    @Test
    void aReasonIsRequired() {
        Suppressions s = new Suppressions("\nx = 1; /* holdfast: allow unguarded-access \u2014 set once, before anybody looks */\ny = 1; /* holdfast: allow unguarded-access */\n");
        assertEquals(Severity.ERROR, s.apply("f", finding(1)).severity());
        assertEquals(Severity.INFORMATION, s.apply("f", finding(2)).severity());
        assertEquals("m (allowed: set once, before anybody looks)", s.apply("f", finding(2)).message());
        assertEquals(Severity.ERROR, s.apply("f", finding(3)).severity());
        assertEquals(Severity.ERROR, s.apply("other", finding(2)).severity());
    }

    @Test
    void unusedOnesAreKnown() {
        Suppressions s = new Suppressions("/* holdfast: allow leak - so */\n");
        s.apply("f", finding(1));
        assertEquals(List.of(false), s.all().stream().map(Suppressions.Allowed::isUsed).toList());
    }
}
