package org.holdfast.lang.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Fix;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rules.Rules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every rule's card is true: the failing example fails by its rule and by nothing else, the named fix makes of it the passing one to the byte, and that is clean. */
class CardsTest {
    private static final Checker CHECKER = new Checker();

    private static Report check(String text) {
        return CHECKER.check(text, "card.hold", Settings.DEFAULT);
    }

    private static List<Finding> newest(Report report) {
        return report.revisions().getLast().findings().stream().map(Report.Diagnosed::finding).toList();
    }

    /** Of what a card's example shows, what makes a difference: informations count in the examples of those that give them. */
    private static List<Finding> telling(Report report, Card card) {
        return newest(report).stream().filter(f -> f.severity() != Severity.INFORMATION || card.severity() == Severity.INFORMATION).toList();
    }

    @TestFactory
    Stream<DynamicTest> failing() {
        return Rules.ALL.stream().map(Rule::card).filter(c -> !c.failing().isEmpty()).map(c -> DynamicTest.dynamicTest(c.id(), () -> {
            Underlined example = Underlined.of(c.failing());
            Report report = check(example.text());
            List<Finding> findings = telling(report, c);
            List<Report.Problem> problems = report.problems();
            String all = findings + "\n" + problems;
            if (problems.stream().anyMatch(p -> p.id().equals(c.id()))) {
                assertEquals(Set.of(c.id()), new HashSet<>(problems.stream().map(Report.Problem::id).toList()), all);
                example.marks().forEach(m -> assertTrue(problems.stream().anyMatch(p -> m.isAt(p.range(), example.text()) && p.message().contains(m.message())), all));
                return;
            }
            assertEquals(List.of(), problems, all);
            assertEquals(List.of(c.id()), findings.stream().map(Finding::rule).toList(), all);
            assertEquals(1, example.marks().size());
            Underlined.Mark mark = example.marks().getFirst();
            assertEquals(c.id(), mark.rule());
            assertEquals(c.severity(), findings.getFirst().severity());
            assertTrue(mark.isAt(findings.getFirst().range(), example.text()), () -> "stands at " + findings.getFirst().range() + ", underlined " + mark);
            assertTrue(findings.getFirst().message().contains(mark.message()), () -> findings.getFirst().message());
        }));
    }

    @TestFactory
    Stream<DynamicTest> fixes() {
        return Rules.ALL.stream().map(Rule::card).filter(c -> !c.fixTitle().isEmpty()).map(c -> DynamicTest.dynamicTest(c.id(), () -> {
            String text = Underlined.of(c.failing()).text();
            List<Fix> fixes = newest(check(text)).stream().flatMap(f -> f.fixes().stream()).toList();
            Fix fix = fixes.stream().filter(f -> f.title().equals(c.fixTitle())).findFirst()
                    .orElseGet(() -> fail("no fix of that name: " + fixes.stream().map(f -> f.title() + " (" + f.remark() + ")").toList()));
            assertTrue(fix.verified(), fix.remark());
            assertEquals(c.passing(), MarkedEditsTest.apply(text, fix.edits()));
        }));
    }

    @TestFactory
    Stream<DynamicTest> passing() {
        return Rules.ALL.stream().map(Rule::card).filter(c -> !c.passing().isEmpty()).map(c -> DynamicTest.dynamicTest(c.id(), () -> {
            Report report = check(c.passing());
            assertEquals(List.of(), report.problems());
            assertEquals(List.of(), report.revisions().getLast().findings().stream().filter(d -> !d.expected()).map(Report.Diagnosed::finding)
                    .filter(telling(report, c)::contains).toList());
            if (report.expectations().isEmpty()) {
                assertEquals(Report.Verdict.CLEAN, report.revisions().getLast().verdict());
            }
        }));
    }

    @Test
    void idsAreUnique() {
        Set<String> seen = new HashSet<>();
        Rules.ALL.forEach(r -> assertTrue(seen.add(r.card().id()), r.card().id()));
    }
}
