package org.holdfast.ide.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.holdfast.ide.Golden;
import org.junit.jupiter.api.Test;

class InterleavingTest {
    private static final String DEADLOCK = """
            scenario "two locks"
            revisions base;

            static DEFINE_MUTEX(a);
            static DEFINE_SPINLOCK(b);
            int shared;

            thread one {
                mutex_lock(&a);
                shared++;
                spin_lock(&b);
                spin_unlock(&b);
                mutex_unlock(&a);
            }

            thread two {
                spin_lock(&b);
                mutex_lock(&a);
                mutex_unlock(&a);
                spin_unlock(&b);
            }
            """;

    /** Every step with what it changed, and the whole state where it went wrong. */
    private static String told(Interleaving interleaving) {
        StringBuilder out = new StringBuilder(interleaving.title()).append("\n\n");
        List<Integer> columns = interleaving.columns(100);
        for (int i = 0; i < interleaving.steps().size(); i++) {
            Interleaving.Step s = interleaving.steps().get(i);
            out.append(i > interleaving.end() ? "?" : s.switched() ? ">" : " ").append(" ".repeat(columns.get(s.thread()))).append(s.line()).append('\n');
            s.state().changes().forEach(c -> out.append("        ").append(c).append('\n'));
            if (i == interleaving.end()) {
                out.append("*** ").append(interleaving.ending().text()).append("\n\n");
                s.state().groups().forEach(g -> {
                    out.append(g.title()).append('\n');
                    g.entries().forEach(e -> {
                        out.append(e.changed() ? "  * " : "    ").append(e.text()).append('\n');
                        e.parts().forEach(p -> out.append(p.changed() ? "      * " : "        ").append(p.text()).append('\n'));
                    });
                });
                out.append('\n');
            }
        }
        return out.toString();
    }

    @Test
    void putOrder() {
        Scenario nfsd = Scenario.example("nfsd/put-local.hold");
        Golden.check("view/put-local.txt", told(nfsd.interleaving("v2")) + Interleaving.text(nfsd.finding("v2"), nfsd.sources));
        Golden.check("view/put-local.svg", nfsd.interleaving("v2").svg());
    }

    @Test
    void waitsAndCallbacks() {
        Golden.check("view/series-base.txt", told(Scenario.example("nfsd/series.hold").interleaving("base")));
        Golden.check("view/deadlock.txt", told(new Scenario(DEADLOCK).interleaving("base")));
    }

    @Test
    void mailIsNoWiderThanAMail() {
        Scenario nfsd = Scenario.example("nfsd/series.hold");
        Interleaving.text(nfsd.finding("v2"), nfsd.sources).lines().forEach(l -> assertTrue(l.length() <= 78, l));
    }

    @Test
    void goesFromSwitchToSwitch() {
        Interleaving interleaving = Scenario.example("nfsd/series.hold").interleaving("base");
        List<Integer> switches = IntStream.range(0, interleaving.end()).filter(i -> interleaving.steps().get(i).switched()).boxed().toList();
        assertFalse(switches.isEmpty());
        int at = 0;
        for (int expected : switches) {
            at = interleaving.nextSwitch(at);
            assertEquals(expected, at);
        }
        assertEquals(interleaving.end(), interleaving.nextSwitch(at));
        assertEquals(interleaving.end(), interleaving.nextSwitch(interleaving.end()));
        assertEquals(switches.getLast(), interleaving.previousSwitch(interleaving.end()));
        assertEquals(0, interleaving.previousSwitch(switches.getFirst()));
        assertEquals(0, interleaving.previousSwitch(0));
    }

    @Test
    void columnsMoveTogetherWhereThereIsLittleRoom() {
        Interleaving interleaving = Scenario.example("nfsd/put-local.hold").interleaving("v2");
        for (int room = 40; room < 200; room += 20) {
            List<Integer> columns = interleaving.columns(room);
            assertTrue(columns.get(1) >= interleaving.threads().getFirst().length() + 3, columns.toString());
            assertTrue(interleaving.width(columns) <= room || columns.get(1) <= 17, room + ": " + columns);
        }
    }

    @Test
    void withoutTheProgramThereIsNoStateButTheRestIsTheSame() {
        Scenario nfsd = Scenario.example("nfsd/put-local.hold");
        Interleaving with = nfsd.interleaving("v2");
        Interleaving without = Interleaving.of(nfsd.finding("v2"), nfsd.sources, null);
        assertEquals(with.svg(), without.svg());
        assertTrue(without.steps().stream().allMatch(s -> s.state().groups().isEmpty()));
        assertTrue(with.steps().subList(0, with.end() + 1).stream().noneMatch(s -> s.state().groups().isEmpty()));
    }
}
