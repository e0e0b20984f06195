package org.holdfast.lang.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;

/** Judges {@code expect} lines: every error covered by an item, every item (unless optional) covering something. */
final class Expectations {
    private final List<Expected> expected;

    /** @param items none for {@code clean} */
    record Expected(String revision, List<Item> items, Range range) {
        Expected {
            items = List.copyOf(items);
        }
    }

    /** {@code a | b}: any of the ids; {@code optional}: with a question mark. */
    record Item(List<String> rules, boolean optional) {
        Item {
            rules = List.copyOf(rules);
        }

        boolean covers(Finding f) {
            return rules.stream().anyMatch(f::isCoveredBy);
        }

        String text() {
            return String.join(" | ", rules);
        }
    }

    Expectations(List<Expected> expected) {
        this.expected = List.copyOf(expected);
    }

    List<Expected> all() {
        return expected;
    }

    boolean isExpected(String revision, Finding f) {
        return items(revision).stream().anyMatch(i -> i.covers(f));
    }

    private List<Item> items(String revision) {
        return expected.stream().filter(e -> e.revision().equals(revision)).flatMap(e -> e.items().stream()).toList();
    }

    /** What was expected and what came, where that is not the same; empty where it is. */
    String judge(Expected e, List<Finding> findings) {
        List<Item> all = items(e.revision());
        Set<String> surplus = new LinkedHashSet<>();
        for (Finding f : findings) {
            if (f.severity() == Severity.ERROR && all.stream().noneMatch(i -> i.covers(f))) {
                surplus.add(f.rule() + " (line " + (f.range() == null ? "?" : f.range().line()) + ")");
            }
        }
        List<String> idle = e.items().stream().filter(i -> !i.optional() && findings.stream().noneMatch(i::covers)).map(Item::text).toList();
        List<String> why = new ArrayList<>();
        if (!idle.isEmpty()) {
            why.add("found no " + String.join(", no ", idle));
        }
        if (!surplus.isEmpty()) {
            why.add((e.items().isEmpty() ? "expected clean, but found " : "found, not expected, ") + String.join(", ", surplus));
        }
        return String.join("; ", why);
    }
}
