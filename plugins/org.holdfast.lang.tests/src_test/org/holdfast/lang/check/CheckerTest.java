package org.holdfast.lang.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.check.Report.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check of a whole file says: verdicts, expectations, problems, and what it does where it cannot go on. */
class CheckerTest {
    private static final Checker CHECKER = new Checker();

    private static final String RACE = """
            scenario "lost update"
            int users;
            thread a { users++; }
            thread b { users++; }
            finally {
            	WARN_ON(users != 2);
            }
            """;

    private static Report check(String text) {
        return CHECKER.check(text, "t.hold", Settings.DEFAULT);
    }

    private static List<String> problems(Report r) {
        return r.problems().stream().map(p -> p.id() + " " + p.range().line() + " " + p.revisions()).toList();
    }

    private static List<String> rules(Report r, String revision) {
        return r.revisions().stream().filter(x -> x.name().equals(revision)).flatMap(x -> x.findings().stream()).map(d -> d.finding().rule()).toList();
    }

    @Test
    void everyRevisionHasItsVerdict() {
        Report r = check("""
                scenario "put right"
                DEFINE_MUTEX(m);
                thread a {
                	mutex_lock(&m);
                -	mutex_lock(&m);
                	mutex_unlock(&m);
                }
                """);
        assertEquals("put right", r.title());
        assertEquals(List.of(Verdict.FINDINGS, Verdict.CLEAN), r.revisions().stream().map(Report.Revision::verdict).toList());
        assertEquals(List.of("self-deadlock"), rules(r, "base"));
        assertEquals(List.of(), r.problems());
        assertTrue(r.revisions().get(1).complete());
    }

    @Test
    void onlySelectedRevisions() {
        Report r = CHECKER.check(RACE, "t.hold", Settings.DEFAULT.withRevisions(Set.of("patch")));
        assertEquals(List.of("patch"), r.revisions().stream().map(Report.Revision::name).toList());
    }

    @Test
    void expectations() {
        Report met = check(RACE + "expect base assertion;\nexpect patch assertion, leak?;\n");
        assertEquals(List.of(), met.problems());
        assertTrue(met.revisions().getFirst().findings().getFirst().expected());
        assertEquals(List.of(true, true), met.expectations().stream().map(Report.Expectation::met).toList());

        Report unmet = check(RACE + "expect base clean;\nexpect patch assertion, deadlock;\n");
        assertEquals(List.of("expectation-not-met 8 [base]", "expectation-not-met 9 [patch]"), problems(unmet));
        assertEquals("expected clean, but found assertion (line 6)", unmet.expectations().get(0).why());
        assertEquals("found no deadlock", unmet.expectations().get(1).why());
        assertFalse(unmet.revisions().get(0).findings().getFirst().expected());

        List<Report.Problem> missing = check(RACE + "expect base assertion;\n").problems();
        assertEquals(List.of(Severity.WARNING), missing.stream().map(Report.Problem::severity).toList());
    }

    @Test
    void whatCannotBeReadIsInvalidAndTheRestIsChecked() {
        Report r = check("""
                scenario "half"
                int users;
                thread a {
                -	users = ;
                +	users = 1;
                }
                expect base clean;
                expect patch clean;
                """);
        assertEquals(List.of(Verdict.INVALID, Verdict.CLEAN), r.revisions().stream().map(Report.Revision::verdict).toList());
        assertEquals(List.of("the revision could not be read", ""), r.expectations().stream().map(Report.Expectation::why).toList());
        assertTrue(r.problems().stream().allMatch(p -> p.revisions().equals(List.of("base"))), r.problems().toString());
    }

    @Test
    void cutShortIsNeverClean() {
        String many = """
                scenario "many"
                int users;
                thread a * 3 { for (int i = 0; i < 5; i++) { users++; } }
                finally { WARN_ON(users > 15); }
                expect base clean;
                expect patch clean;
                """;
        Report r = CHECKER.check(many, "t.hold", Settings.DEFAULT.withBounds(20, 60));
        assertEquals(List.of(Verdict.INCOMPLETE, Verdict.INCOMPLETE), r.revisions().stream().map(Report.Revision::verdict).toList());
        assertEquals(List.of("incomplete 1 [base]", "incomplete 1 [patch]"), problems(r));
        assertEquals(List.of(false, false), r.expectations().stream().map(Report.Expectation::met).toList());

        Report cancelled = CHECKER.check(many, "t.hold", Settings.DEFAULT.withCancellation(() -> true));
        assertEquals(Verdict.INCOMPLETE, cancelled.revisions().getFirst().verdict());
    }

    @Test
    void suppressedFindingsAreInformation() {
        Report r = check("""
                scenario "allowed"
                DEFINE_SPINLOCK(lock);
                int users __guarded_by(&lock);
                thread a { users = 1; /* holdfast: allow unguarded-access - alone here */ }
                thread b { spin_lock(&lock); spin_unlock(&lock); /* holdfast: allow leak - nothing leaks */ }
                """);
        assertEquals(Severity.INFORMATION, r.revisions().getFirst().findings().getFirst().finding().severity());
        assertEquals(Verdict.CLEAN, r.revisions().getFirst().verdict());
        assertEquals(List.of("unused-suppression 5 [base, patch]"), problems(r));
    }

    @Test
    void aLibraryHasNothingToExplore() {
        Report r = check("struct item { int value; };\nvoid item_get(struct item *i);\n");
        assertEquals("", r.title());
        assertEquals(List.of(), r.revisions());
        assertEquals(List.of(), r.problems());
    }

    @Test
    void findingsAndFixesInAnIncludedFile(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("lib.hold"), """
                DEFINE_MUTEX(m);
                int users;
                void user_add(void)
                {
                	mutex_lock(&m);
                	users++;
                	mutex_unlock(&m);
                	mutex_unlock(&m);
                }
                """);
        Path main = folder.resolve("main.hold");
        Files.writeString(main, "#include \"lib.hold\"\nscenario \"uses it\"\nthread a { user_add(); }\n");
        Report r = CHECKER.check(main, Settings.DEFAULT);
        Finding f = r.revisions().getLast().findings().getFirst().finding();
        assertEquals("unlock-not-held", f.rule());
        assertTrue(f.range().file().endsWith("lib.hold"), f.range().file());
        assertEquals(8, f.range().line());
        assertTrue(f.fixes().getFirst().verified(), f.fixes().getFirst().remark());
        assertTrue(f.fixes().getFirst().edits().getFirst().file().endsWith("lib.hold"));
        assertTrue(MarkedEditsTest.apply(Files.readString(folder.resolve("lib.hold")), f.fixes().getFirst().edits()).endsWith("\tmutex_unlock(&m);\n-\tmutex_unlock(&m);\n}\n"));
    }

    @Test
    void oneCheckerForManyThreads() throws Exception {
        List<Path> files = FixesTest.scenarios().subList(0, 8);
        Settings settings = Settings.DEFAULT.withoutRepairs();
        List<String> alone = new ArrayList<>();
        for (Path file : files) {
            alone.add(signature(CHECKER.check(file, settings)));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Checker shared = new Checker();
            List<Future<String>> together = new ArrayList<>();
            for (Path file : files) {
                together.add(threads.submit(() -> signature(shared.check(file, settings))));
            }
            for (int i = 0; i < files.size(); i++) {
                assertEquals(alone.get(i), together.get(i).get(), files.get(i).toString());
            }
        }
    }

    private static String signature(Report r) {
        StringBuilder out = new StringBuilder(r.problems().toString());
        r.revisions().forEach(v -> out.append('\n').append(v.name()).append(' ').append(v.verdict()).append(' ').append(v.states()).append(' ').append(v.findings()));
        return out.toString();
    }
}
