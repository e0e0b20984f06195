package org.holdfast.lang.lockdep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.check.Checker;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Settings;
import org.holdfast.lang.lockdep.LockdepCases.Case;
import org.junit.jupiter.api.Test;

/** Every situation of lockdep's self-test (lib/locking-selftest.c, all options on): reported where lockdep reports, silent where it is silent. */
class LockdepConformanceTest {
    private static final Settings SETTINGS = Settings.DEFAULT.withoutRepairs().withRevisions(Set.of("base"));

    @Test
    void agreesWithLockdep() {
        List<Case> cases = LockdepCases.read(Path.of("lockdep", "cases.txt"));
        Checker checker = new Checker();
        List<String> wrong = new ArrayList<>();
        int reported = 0;
        int silent = 0;
        for (Case c : cases) {
            Report report = checker.check(c.text(), "lockdep.hold", SETTINGS);
            Report.Revision base = report.revisions().getFirst();
            List<Finding> errors = base.findings().stream().map(Report.Diagnosed::finding).filter(f -> f.severity() == Severity.ERROR).toList();
            if (!report.problems().isEmpty() || !base.complete()) {
                wrong.add(c.name() + ": " + report.problems() + " " + base.cut() + "\n" + c.text());
            } else if (errors.isEmpty() == c.reported()) {
                wrong.add(c.name() + (c.reported() ? ": nothing is reported" : ": " + errors.stream().map(f -> f.rule() + " " + f.message()).toList()) + "\n" + c.text());
            } else if (c.reported()) {
                reported++;
            } else {
                silent++;
            }
        }
        System.out.println("lockdep self-test: " + cases.size() + " cases, " + reported + " reported, " + silent + " silent as by lockdep, " + wrong.size() + " deviate");
        assertEquals(List.of(), wrong);
        assertEquals(395, cases.size());
        assertEquals(250, reported);
        assertEquals(145, silent);
    }
}
