package org.holdfast.engine.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.holdfast.engine.explore.LockUse;
import org.holdfast.engine.explore.Result;
import org.holdfast.engine.program.Kind;
import org.holdfast.engine.program.Layout;
import org.holdfast.engine.program.LockKind;
import org.holdfast.engine.program.Program;
import org.holdfast.engine.program.Range;
import org.holdfast.engine.program.Site;
import org.holdfast.engine.program.Source;
import org.holdfast.engine.program.Step.Mode;
import org.holdfast.engine.rule.Case;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The lock-order families of the kernel's lib/locking-selftest.c. Paths are separated by {@code |}; {@code A} takes class A for writing, {@code rA} for reading,
 * {@code RA} as a reader in interrupt, {@code tA} tries, {@code A/1} with a subclass, and holds it to the end of the path.
 */
class LockGraphTest {
    private static Case facts(LockKind kind, String paths, String... order) {
        List<String> classes = new ArrayList<>(new TreeSet<>(List.of(paths.replaceAll("[rRt|/1 ]+", " ").strip().split(" +"))));
        List<Layout.Cell> cells = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            cells.add(new Layout.Cell("", i, -1, kind, List.of(), false, false));
        }
        List<LockUse> uses = new ArrayList<>();
        int line = 0;
        for (String path : paths.split("\\|")) {
            record Held(String name, Mode mode, Site site) {
            }
            List<Held> held = new ArrayList<>();
            for (String token : path.strip().split(" +")) {
                line++;
                Site site = new Site(new Range("f", line, 1, line, 1, line, 2), "lock " + token, -1, List.of());
                Mode mode = token.startsWith("r") ? Mode.SHARED : token.startsWith("R") ? Mode.RECURSIVE_SHARED : Mode.EXCLUSIVE;
                boolean attempt = token.startsWith("t");
                String name = token.replaceFirst("^[rRt]", "");
                uses.add(new LockUse.InContext(name, mode, attempt, Kind.PROCESS, true, true, site, "t", null));
                for (Held h : held) {
                    uses.add(new LockUse.Edge(h.name(), h.mode(), h.site(), name, mode, site, attempt, false, false, Kind.PROCESS, "t", null));
                }
                held.add(new Held(name, mode, site));
            }
        }
        List<Program.Order> orders = order.length == 0 ? List.of() : List.of(new Program.Order(List.of(order), null));
        Program program = new Program("", "base", List.of(new Layout(0, "locks", cells)), List.of(), classes, List.of(), null, null, List.of(), orders, List.of(),
                List.of(), new Source(List.of(), List.of()));
        return new Case(program, new Result(0, 0, true, "", 0, List.of(), uses, List.of(), List.of(), List.of()));
    }

    private static String conflicts(LockKind kind, String paths, String... order) {
        return new LockGraph(facts(kind, paths, order)).conflicts().stream().map(x -> String.join(" ", x.path())).collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @CsvSource({"AA,A A", "ABBA,A B | B A", "ABBCCA,A B | B C | C A", "ABCABC,A B | C A | B C", "ABBCCDDA,A B | B C | C D | D A",
            "ABCDBDDA,A B | C D | B D | D A", "ABCDBCDA,A B | C D | B C | D A"})
    void families(String name, String paths) {
        for (LockKind kind : List.of(LockKind.SPIN, LockKind.RWLOCK, LockKind.MUTEX, LockKind.RWSEM, LockKind.RT_MUTEX)) {
            assertEquals(1, new LockGraph(facts(kind, paths)).conflicts().size(), name + " " + kind);
        }
        String readers = paths.replaceAll("([A-D])", "r$1");
        assertEquals("", conflicts(LockKind.RWLOCK, readers), name + " rlock");
        assertEquals(1, new LockGraph(facts(LockKind.RWSEM, readers)).conflicts().size(), name + " rsem");
    }

    @ParameterizedTest
    @CsvSource({"rlock_ABBA1,rA B | B A,true", "rlock_ABBA2,rA B | B rA,false", "rlock_ABBA3,A B | B A,true",
            "rlock_chaincache_ABBA1,rA B | B rA | B A,true", "W1R2_W2R3_W3R1,A rB | B rC | C rA,true", "W1W2_R2R3_W3R1,A B | rB rC | C rA,true",
            "W1W2_R2R3_R3W1,A rB | rB rC | C A,false", "W1R2_R2R3_W3W1,A B | rB RC | rC A,false", "recursive reader,A RB | rB A,false"})
    void readers(String name, String paths, boolean reported) {
        assertEquals(reported, !conflicts(LockKind.RWLOCK, paths).isEmpty(), name);
    }

    @Test
    void trylocksCloseNothingButHold() {
        assertEquals("", conflicts(LockKind.MUTEX, "A B | B tA"));
        assertEquals("", conflicts(LockKind.MUTEX, "A tA"));
        assertEquals("B C", conflicts(LockKind.MUTEX, "tB C | C B"));
    }

    @Test
    void subclassesAreClassesOfTheirOwn() {
        assertEquals("", conflicts(LockKind.MUTEX, "A A/1"));
        assertEquals("A A/1", conflicts(LockKind.MUTEX, "A A/1 | A/1 A"));
    }

    @Test
    void declaredOrdersAreTransitiveAndNeedNoCycle() {
        assertEquals("A B C", conflicts(LockKind.MUTEX, "C A", "A", "B", "C"));
        assertEquals("", conflicts(LockKind.MUTEX, "A C", "A", "B", "C"));
        assertEquals("A B", conflicts(LockKind.MUTEX, "A B | B A", "A", "B"));
        assertEquals("", conflicts(LockKind.MUTEX, "B tA", "A", "B"));
    }
}
