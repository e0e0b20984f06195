package org.holdfast.lang.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Injector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.holdfast.engine.rule.Card;
import org.holdfast.engine.rule.Case;
import org.holdfast.engine.rule.Rule;
import org.holdfast.engine.rule.Severity;
import org.holdfast.engine.rule.Symptom;
import org.holdfast.engine.rules.Rules;
import org.holdfast.lang.HoldStandaloneSetup;
import org.holdfast.lang.check.Report.Verdict;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A check in steps: what is said at once, what is known from before, and what happens when a rule fails. */
class StagesTest {
    private static final Injector INJECTOR = new HoldStandaloneSetup().createInjectorAndDoEMFRegistration();
    private static final Checker FRESH = checker(Verdicts.NONE, Rules.ALL);

    private static Checker checker(Verdicts verdicts, List<Rule> rules) {
        return new Checker(INJECTOR, List.of(), path -> Optional.empty(), verdicts, rules);
    }

    /** Remembers everything. */
    private static final class Memory implements Verdicts {
        final Map<String, byte[]> kept = new ConcurrentHashMap<>();
        int found;

        @Override
        public Optional<byte[]> get(String key) {
            byte[] verdict = kept.get(key);
            found += verdict == null ? 0 : 1;
            return Optional.ofNullable(verdict);
        }

        @Override
        public void put(String key, byte[] verdict) {
            kept.put(key, verdict);
        }
    }

    private static Report untimed(Report r) {
        return new Report(r.path(), r.title(), r.problems(), r.revisions().stream().map(v -> new Report.Revision(v.name(), v.verdict(), v.states(), v.transitions(),
                v.complete(), v.cut(), 0, v.assumptions(), v.findings())).toList(), r.expectations());
    }

    /** Every line moves, and so does every column that is not part of a mark or a directive. */
    static String relaidOut(String text) {
        StringBuilder out = new StringBuilder("/* a comment\n * of two lines */\n");
        for (String line : text.split("\n", -1)) {
            boolean plain = line.startsWith("\t") && !line.endsWith("\\") && !line.matches("\\s*[+\\-*/].*");
            out.append(plain ? "\t" + line + " /* moved */" : line).append('\n');
        }
        return out.toString();
    }

    @TestFactory
    Stream<DynamicTest> commentsAndLayoutCostNothing() {
        Stream<DynamicTest> cards = Rules.ALL.stream().map(Rule::card).filter(c -> !c.failing().isEmpty())
                .map(c -> DynamicTest.dynamicTest(c.id(), () -> recalled(Underlined.of(c.failing()).text())));
        Stream<DynamicTest> files = FixesTest.scenarios().stream().map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> recalled(Files.readString(f), f)));
        return Stream.concat(cards, files);
    }

    private static void recalled(String text) {
        recalled(text, Path.of("t.hold"));
    }

    private static void recalled(String text, Path path) {
        Memory memory = new Memory();
        Checker checker = checker(memory, Rules.ALL);
        checker.check(text, path.toString(), Settings.DEFAULT);
        int kept = memory.kept.size();
        String moved = relaidOut(text);
        memory.found = 0;
        Report again = checker.check(moved, path.toString(), Settings.DEFAULT);
        assertEquals(untimed(FRESH.check(moved, path.toString(), Settings.DEFAULT)), untimed(again));
        assertEquals(kept, memory.kept.size(), "nothing new was found out");
        long valid = again.revisions().stream().filter(r -> r.verdict() != Verdict.INVALID).count();
        assertEquals(valid, memory.found, "every verdict was known");
    }

    @Test
    void anotherProgramIsAnotherVerdict() {
        Memory memory = new Memory();
        Checker checker = checker(memory, Rules.ALL);
        String text = "scenario \"s\"\nint x;\nthread a { x = 1; }\nthread b { WARN_ON(x == 2); }\n";
        assertEquals(Verdict.CLEAN, checker.check(text, "t.hold", Settings.DEFAULT).revisions().getFirst().verdict());
        assertEquals(Verdict.FINDINGS, checker.check(text.replace("x = 1", "x = 2"), "t.hold", Settings.DEFAULT).revisions().getFirst().verdict());
        assertEquals(4, memory.kept.size());
    }

    @Test
    void whatWasCancelledIsNotKeptAndWhatWasBoundedOnlyForNarrowerBounds() {
        Memory memory = new Memory();
        Checker checker = checker(memory, Rules.ALL);
        String text = "scenario \"s\"\nint x;\nthread a * 3 { for (int i = 0; i < 5; i++) { x++; } }\n";
        checker.check(text, "t.hold", Settings.DEFAULT.withCancellation(() -> true));
        assertEquals(0, memory.kept.size());
        checker.check(text, "t.hold", Settings.DEFAULT.withBounds(20, 60));
        assertEquals(Verdict.INCOMPLETE, checker.check(text, "t.hold", Settings.DEFAULT.withBounds(10, 60)).revisions().getFirst().verdict());
        assertEquals(Verdict.CLEAN, checker.check(text, "t.hold", Settings.DEFAULT).revisions().getFirst().verdict());
    }

    @Test
    void bytesOfAnotherVersionAreNoVerdict() {
        Memory memory = new Memory();
        Checker checker = checker(memory, Rules.ALL);
        String text = "scenario \"s\"\nint x;\nthread a { x = 1; }\n";
        Report first = checker.check(text, "t.hold", Settings.DEFAULT);
        for (String key : List.copyOf(memory.kept.keySet())) {
            memory.kept.put(key, new byte[] {4, 2, 0, 0, 0, 1, 'x'});
        }
        assertEquals(untimed(first), untimed(checker.check(text, "t.hold", Settings.DEFAULT)));
    }

    @Test
    void atOnceTellsWhatOneThreadShowsAndNeverClean() {
        Check check = FRESH.start(FRESH.workspace().load(Path.of("t.hold"), """
                scenario "both"
                DEFINE_MUTEX(m);
                DEFINE_SPINLOCK(s);
                int users;
                thread a {
                	spin_lock(&s);
                	mutex_lock(&m);
                	mutex_unlock(&m);
                	spin_unlock(&s);
                	users++;
                }
                thread b { users++; }
                finally { WARN_ON(users != 2); }
                expect base clean;
                expect patch clean;
                """), Settings.DEFAULT);
        Report now = check.atOnce();
        assertEquals(List.of("sleep-in-atomic"), rules(now));
        assertEquals(List.of(), now.problems(), "nothing is said of expectations yet");
        assertFalse(now.revisions().getFirst().complete());
        Report all = check.complete();
        assertEquals(List.of("sleep-in-atomic", "assertion"), rules(all));
        assertEquals(List.of("expectation-not-met", "expectation-not-met"), all.problems().stream().map(Report.Problem::id).toList());

        Report clean = FRESH.start(FRESH.workspace().load(Path.of("t.hold"), "scenario \"s\"\nint x;\nthread a { x = 1; }\n"), Settings.DEFAULT).atOnce();
        assertEquals(Verdict.INCOMPLETE, clean.revisions().getFirst().verdict());
    }

    @Test
    void whatIsKnownIsSaidAtOnce() {
        Memory memory = new Memory();
        Checker checker = checker(memory, Rules.ALL);
        String text = "scenario \"s\"\nint x;\nthread a { x++; }\nthread b { x++; }\nfinally { WARN_ON(x != 2); }\n";
        Report whole = checker.check(text, "t.hold", Settings.DEFAULT);
        assertEquals(List.of("assertion"), rules(whole));
        assertEquals(untimed(whole), untimed(checker.start(checker.workspace().load(Path.of("t.hold"), text), Settings.DEFAULT).atOnce()));
    }

    private static List<String> rules(Report r) {
        return r.revisions().getFirst().findings().stream().map(d -> d.finding().rule()).toList();
    }

    /** Throws whatever it is asked. */
    private record Failing(Throwable failure) implements Rule {
        @Override
        public Card card() {
            return new Card("fragile", Card.Group.PROTOCOL, Severity.ERROR, Card.Evidence.BOTH, "t", "w", "", "", "");
        }

        @Override
        public List<Symptom> symptoms(Case c) {
            if (failure instanceof Error e) {
                throw e;
            }
            throw (RuntimeException) failure;
        }
    }

    @Test
    void aRuleThatFailsIsOneProblemAndTheRestGoesOn() {
        List<Rule> rules = new ArrayList<>(List.of(new Failing(new IllegalStateException("no such lock"))));
        rules.addAll(Rules.ALL);
        Memory memory = new Memory();
        Report r = checker(memory, rules).check("scenario \"s\"\nDEFINE_MUTEX(m);\nthread a {\n\tmutex_lock(&m);\n-\tmutex_lock(&m);\n\tmutex_unlock(&m);\n}\n", "t.hold",
                Settings.DEFAULT);
        assertEquals(List.of("internal-error [base, patch]"), r.problems().stream().map(p -> p.id() + " " + p.revisions()).toList());
        assertTrue(r.problems().getFirst().message().startsWith("rule fragile failed and says nothing here: java.lang.IllegalStateException: no such lock at "));
        assertEquals(Severity.ERROR, r.problems().getFirst().severity());
        assertEquals(List.of("self-deadlock"), rules(r), "the other rules go on");
        assertEquals(List.of(Verdict.FINDINGS, Verdict.INCOMPLETE), r.revisions().stream().map(Report.Revision::verdict).toList(), "never clean");
        assertEquals(0, memory.kept.size());
    }

    @Test
    void notEvenARuleWithoutEnd() {
        List<Rule> rules = new ArrayList<>(Rules.ALL);
        rules.add(new Failing(new StackOverflowError()));
        Report r = checker(Verdicts.NONE, rules).check("scenario \"s\"\nint x;\nthread a { x = 1; }\n", "t.hold", Settings.DEFAULT);
        assertEquals(List.of("internal-error"), r.problems().stream().map(Report.Problem::id).toList());
        assertTrue(r.revisions().stream().noneMatch(v -> v.verdict() == Verdict.CLEAN));
    }
}
