package org.holdfast.lang.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.holdfast.engine.rule.Finding;
import org.holdfast.engine.rule.Severity;
import org.junit.jupiter.api.Test;

/** What is said of functions whose returns differ in the locks they leave held. */
class ReturnsTest {
    private static final Checker CHECKER = new Checker();
    private static final String HEAD = "scenario \"returns\"\nDEFINE_MUTEX(m);\nint stop;\ninit { stop = maybe(); }\n";

    private static List<Finding> findings(String text) {
        Report report = CHECKER.check(HEAD + text, "returns.hold", Settings.DEFAULT);
        assertEquals(List.of(), report.problems());
        return report.revisions().getLast().findings().stream().map(Report.Diagnosed::finding).filter(f -> f.rule().equals("lock-leak")).toList();
    }

    @Test
    void anUnannotatedHelperWhoseReturnsDifferIsAnInformation() {
        List<Finding> found = findings("""
                bool enter(void)
                {
                	if (stop)
                		return false;
                	mutex_lock(&m);
                	return true;
                }
                thread t { if (enter()) mutex_unlock(&m); }
                """);
        assertEquals(List.of(Severity.INFORMATION), found.stream().map(Finding::severity).toList());
        assertTrue(found.getFirst().message().startsWith("enter() returns with m held on some paths"), found.getFirst().message());
    }

    @Test
    void oneThatReleasesItsCallersLockOnSomePathToo() {
        assertEquals(1, findings("""
                bool leave(void)
                {
                	if (stop)
                		return false;
                	mutex_unlock(&m);
                	return true;
                }
                thread t { mutex_lock(&m); if (!leave()) mutex_unlock(&m); }
                """).size());
    }

    @Test
    void valuesDecideWhichPathsThereAre() {
        assertEquals(List.of(), findings("""
                void add(bool locked)
                {
                	if (!locked)
                		mutex_lock(&m);
                	stop = 0;
                	if (!locked)
                		mutex_unlock(&m);
                }
                void take(void) { mutex_lock(&m); }
                void drop(void) { mutex_unlock(&m); }
                thread t { take(); add(true); drop(); add(false); }
                """));
    }

    @Test
    void anAnnotationSaysIt() {
        assertEquals(List.of(), findings("""
                bool enter(void) __cond_acquires(true, &m)
                {
                	if (stop)
                		return false;
                	mutex_lock(&m);
                	return true;
                }
                thread t { if (enter()) mutex_unlock(&m); }
                """));
    }

    @Test
    void aLeakThatIsAnErrorIsNotSaidTwice() {
        List<Finding> found = findings("""
                int accept(void)
                {
                	mutex_lock(&m);
                	if (stop)
                		return -1;
                	mutex_unlock(&m);
                	return 0;
                }
                thread t { accept(); }
                """);
        assertEquals(List.of(Severity.ERROR), found.stream().map(Finding::severity).toList());
    }
}
