package org.holdfast.engine.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.engine.explore.Result;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Source;
import org.holdfast.engine.rule.Repair.Cost;
import org.junit.jupiter.api.Test;

/** The decisions of a diagnosis, on symptoms and repairs made up for it: a violation is its id and a line, a repair the deletion of a numbered statement. */
class DiagnosisTest {
    private static final Range BLAMED = range(99);
    private final List<String> failures = new ArrayList<>();
    private final List<Integer> tried = new ArrayList<>();

    private static Range range(int line) {
        return new Range("f", line * 10, 5, line, 1, line, 6);
    }

    private static Violation violation(String rule, int line) {
        return new Violation(rule, rule + " at " + line, "t", new Site(range(line), "line " + line, -1, List.of()), "t", line, "", List.of(), true, null);
    }

    private static Case seen(Violation... violations) {
        Program program = new Program("", "patch", List.of(), List.of(), List.of(), List.of(), null, null, List.of(), List.of(), List.of(), List.of(),
                new Source(List.of(), List.of()));
        return new Case(program, new Result(1, 1, true, "", 0, List.of(violations), List.of(), List.of(), List.of(), List.of()));
    }

    private static Card card(String id) {
        return new Card(id, Card.Group.LIFETIME, Severity.ERROR, Card.Evidence.EXPLORE, "", "", "", "", "");
    }

    private static Rule symptom(String id) {
        return new Observed(card(id), "", false) {
        };
    }

    /** A cause that proposes to delete each of the statements, at the cost that goes with it. */
    private static Rule cause(String id, Map<Integer, Cost> proposals) {
        return new Rule() {
            @Override
            public Card card() {
                return DiagnosisTest.card(id);
            }

            @Override
            public List<Repair> repairs(Symptom s, Case c) {
                return proposals.entrySet().stream()
                        .map(e -> new Repair(new Cause(id, id + " it is", BLAMED), e.getValue(), "delete " + e.getKey(), List.of(new Change.Delete(e.getKey()))))
                        .toList();
            }
        };
    }

    private List<Finding> diagnose(List<Rule> rules, Case before, Map<Integer, Case> after) {
        Recheck recheck = new Recheck() {
            @Override
            public Outcome apply(List<Change> changes) {
                int number = ((Change.Delete) changes.getFirst()).statement();
                tried.add(number);
                return new Outcome(List.of(new Edit("f", number, 1, "")), after.get(number), after.containsKey(number) ? "" : "it does not parse");
            }

            @Override
            public boolean mayContinue() {
                return true;
            }
        };
        return new Diagnosis(rules, before, recheck, (rule, e) -> failures.add(rule.card().id() + ": " + e.getMessage())).findings();
    }

    @Test
    void theFirstRepairThatVerifiesNamesTheCause() {
        List<Finding> findings = diagnose(List.of(cause("put-order", Map.of(1, Cost.MOVE)), symptom("use-after-free"), symptom("leak")),
                seen(violation("use-after-free", 1), violation("use-after-free", 2), violation("leak", 3)), Map.of(1, seen(violation("leak", 3))));
        assertEquals(2, findings.size());
        Finding leak = findings.get(0);
        Finding put = findings.get(1);
        assertEquals("leak", leak.rule());
        assertEquals("put-order", put.rule());
        assertEquals(List.of("use-after-free"), put.manifests());
        assertEquals(BLAMED, put.range());
        assertEquals("put-order it is", put.message());
        assertTrue(put.fixes().getFirst().verified());
        assertEquals(2, put.related().size(), "both places it shows at");
    }

    @Test
    void smallEditsAreTriedFirst() {
        List<Finding> findings = diagnose(
                List.of(cause("leak-fix", Map.of(3, Cost.INSERT)), cause("put-order", Map.of(1, Cost.MOVE)), cause("wide", Map.of(2, Cost.EXTEND)),
                        symptom("use-after-free")),
                seen(violation("use-after-free", 1)), Map.of(1, seen(violation("use-after-free", 1)), 2, seen(), 3, seen()));
        assertEquals(List.of(1, 2), tried);
        assertEquals("wide", findings.getFirst().rule());
    }

    @Test
    void aRepairThatOnlyHidesIsNotVerified() {
        List<Finding> findings = diagnose(List.of(cause("put-order", Map.of(1, Cost.MOVE)), symptom("use-after-free"), symptom("leak")),
                seen(violation("use-after-free", 1)), Map.of(1, seen(violation("leak", 3))));
        assertEquals("use-after-free", findings.getFirst().rule());
        assertEquals(List.of(), findings.getFirst().fixes());
    }

    @Test
    void whatCouldNotBeCheckedToTheEndIsOfferedAsSuch() {
        Case cut = new Case(seen().program(), new Result(1, 1, false, "the limit was reached", 0, List.of(), List.of(), List.of(), List.of(), List.of()));
        List<Finding> findings = diagnose(List.of(cause("put-order", Map.of(1, Cost.MOVE)), symptom("use-after-free")), seen(violation("use-after-free", 1)),
                Map.of(1, cut));
        assertEquals("use-after-free", findings.getFirst().rule());
        Fix offered = findings.getFirst().fixes().getFirst();
        assertFalse(offered.verified());
        assertEquals("not verified: the check of the mended scenario is incomplete", offered.remark());
    }

    @Test
    void symptomsThatOneCauseExplainsAreOne() {
        Rule certain = new Rule() {
            @Override
            public Card card() {
                return DiagnosisTest.card("late-get");
            }

            @Override
            public Optional<Cause> explain(Symptom s, Case c) {
                return s.finding().rule().equals("leak") ? Optional.empty() : Optional.of(new Cause("late-get", "too late", BLAMED));
            }
        };
        List<Finding> findings = diagnose(List.of(certain, symptom("use-after-free"), symptom("get-on-zero"), symptom("leak")),
                seen(violation("use-after-free", 1), violation("get-on-zero", 1), violation("leak", 5)), Map.of());
        assertEquals(List.of("leak", "late-get"), findings.stream().map(Finding::rule).toList());
        assertEquals(List.of("use-after-free", "get-on-zero"), findings.get(1).manifests());
    }

    @Test
    void aRuleThatThrowsIsReportedAndTheRestGoesOn() {
        Rule broken = new Rule() {
            @Override
            public Card card() {
                return DiagnosisTest.card("broken");
            }

            @Override
            public List<Symptom> symptoms(Case c) {
                throw new IllegalStateException("oops");
            }
        };
        List<Finding> findings = diagnose(List.of(broken, symptom("leak")), seen(violation("leak", 1)), Map.of());
        assertEquals("leak", findings.getFirst().rule());
        assertEquals("broken: oops", failures.getFirst());
    }
}
