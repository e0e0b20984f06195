package org.holdfast.ide.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.holdfast.ide.Golden;
import org.junit.jupiter.api.Test;

class LockGraphTest {
    private static final String CYCLE = """
            scenario "a cycle, a declared order, and a lock that interrupts take"
            revisions base, mended;

            static DEFINE_MUTEX(outer);
            static DEFINE_MUTEX(inner);
            static DEFINE_MUTEX(unused);
            static DEFINE_SPINLOCK(counter_lock);
            int counter;
            order outer -> inner -> unused;

            thread forth {
                mutex_lock(&outer);
                mutex_lock(&inner);
                mutex_unlock(&inner);
                mutex_unlock(&outer);
            }

            thread back {
            -[mended]    mutex_lock(&inner);
                mutex_lock(&outer);
            +[mended]    mutex_lock(&inner);
                mutex_unlock(&outer);
                mutex_unlock(&inner);
            }

            thread count {
                mutex_lock(&inner);
                spin_lock(&counter_lock);
                counter++;
                spin_unlock(&counter_lock);
                mutex_unlock(&inner);
            }

            thread tick in hardirq {
                spin_lock(&counter_lock);
                counter++;
                spin_unlock(&counter_lock);
            }
            """;

    @Test
    void declaredAgainstObserved() {
        Scenario scenario = new Scenario(CYCLE);
        Golden.check("view/cycle.txt", "base\n" + scenario.locks("base").text() + "\nmended\n" + scenario.locks("mended").text());
        Golden.check("view/cycle-base.svg", scenario.locks("base").svg());
        Golden.check("view/cycle-mended.svg", scenario.locks("mended").svg());
    }

    @Test
    void examples() {
        Scenario netconsole = Scenario.example("netconsole/event.hold");
        Golden.check("view/netconsole.txt", netconsole.locks("base").text() + "\n" + netconsole.locks("inverted").text());
        Golden.check("view/netconsole-inverted.svg", netconsole.locks("inverted").svg());
    }

    /** Edges begin and end at their boxes, and no two boxes touch. */
    @Test
    void layoutIsRight() {
        LockGraph graph = Scenario.example("netconsole/event.hold").locks("inverted");
        for (LockGraph.Edge e : graph.edges()) {
            assertTrue(touches(graph, e.from(), e.route().getFirst()), e.toString());
            assertTrue(touches(graph, e.to(), e.route().getLast()), e.toString());
        }
        for (LockGraph.Node a : graph.nodes()) {
            assertTrue(a.x() >= 0 && a.y() >= 0 && a.x() + a.width() <= graph.width() && a.y() + a.height() <= graph.height(), a.name());
            for (LockGraph.Node b : graph.nodes()) {
                assertTrue(a == b || a.x() + a.width() < b.x() || b.x() + b.width() < a.x() || a.y() + a.height() < b.y() || b.y() + b.height() < a.y());
            }
        }
    }

    private static boolean touches(LockGraph graph, String name, Point p) {
        LockGraph.Node n = graph.nodes().stream().filter(x -> x.name().equals(name)).findFirst().orElseThrow();
        return p.x() >= n.x() - 1 && p.x() <= n.x() + n.width() + 1 && p.y() >= n.y() - 1 && p.y() <= n.y() + n.height() + 1;
    }

    @Test
    void nothingIsASmallPicture() {
        LockGraph graph = new Scenario("scenario \"none\"\nrevisions base;\nthread t {\n}\n").locks("base");
        assertEquals("", graph.text());
        assertTrue(graph.svg().startsWith("<svg"));
    }
}
