package org.holdfast.lang.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;
import org.junit.jupiter.api.Test;

class ExpectationsTest {
    private static final Range LINE = new Range("f", 0, 1, 7, 1, 7, 2);

    private static Finding error(String rule, String... manifests) {
        return new Finding(rule, List.of(manifests), Severity.ERROR, "", LINE, List.of(), null, List.of());
    }

    /** {@code "put-order | leak, x?"} as in the language; {@code clean} is the empty list. */
    private static Expectations expect(String items) {
        List<Expectations.Item> out = new ArrayList<>();
        for (String item : items.equals("clean") ? new String[0] : items.split(",")) {
            out.add(new Expectations.Item(List.of(item.strip().replace("?", "").split(" *\\| *")), item.contains("?")));
        }
        return new Expectations(List.of(new Expectations.Expected("v1", out, LINE)));
    }

    private static String judge(String items, Finding... findings) {
        Expectations e = expect(items);
        return e.judge(e.all().getFirst(), List.of(findings));
    }

    @Test
    void everyErrorIsCoveredAndEveryItemCovers() {
        assertEquals("", judge("clean"));
        assertEquals("expected clean, but found leak (line 7)", judge("clean", error("leak")));
        assertEquals("", judge("leak", error("leak")));
        assertEquals("found no leak", judge("leak"));
        assertEquals("found no leak; found, not expected, deadlock (line 7)", judge("leak", error("deadlock")));
    }

    @Test
    void manifestationsCoverToo() {
        assertEquals("", judge("cache-in-use", error("put-order", "cache-in-use", "use-after-free")));
        assertEquals("", judge("put-order, use-after-free", error("put-order", "cache-in-use", "use-after-free")));
    }

    @Test
    void alternativesAndOptionalItems() {
        assertEquals("", judge("late-get | get-on-zero, leak?", error("get-on-zero")));
        assertEquals("", judge("late-get | get-on-zero, leak?", error("late-get"), error("leak")));
        assertEquals("found no late-get | get-on-zero", judge("late-get | get-on-zero, leak?", error("leak")));
    }

    @Test
    void warningsNeedNoItem() {
        Finding warning = new Finding("claim-vacuous", List.of(), Severity.WARNING, "", LINE, List.of(), null, List.of());
        assertEquals("", judge("clean", warning));
    }

    @Test
    void whatIsExpectedIsKnownOneByOne() {
        assertTrue(expect("leak").isExpected("v1", error("leak")));
        assertFalse(expect("leak").isExpected("v1", error("deadlock")));
        assertFalse(expect("leak").isExpected("base", error("leak")));
    }
}
