package org.holdfast.ide.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.holdfast.ide.Documents;
import org.holdfast.ide.Projects;
import org.holdfast.ide.check.Diagnostics.Phase;
import org.holdfast.lang.check.Settings;
import org.junit.jupiter.api.Test;

/** What somebody who types is told, and when; time is a number here. */
class LiveTest {
    private static final Path FILE = Path.of("live.hold").toAbsolutePath();
    private static final String RACE = """
            scenario "race"
            int users;
            int spare;
            thread a { WRITE_ONCE(users, READ_ONCE(users) + 1); }
            thread b { WRITE_ONCE(users, READ_ONCE(users) + 1); }
            finally { WARN_ON(users != 2); }
            """;

    /** Tasks run when the test says how late it is, in the order of their times. */
    private static final class Hours implements Clock {
        private record Task(long at, int number, Runnable work) {
        }

        private final List<Task> tasks = new ArrayList<>();
        private long now;
        private int number;

        @Override
        public void after(long milliseconds, Runnable task) {
            tasks.add(new Task(now + milliseconds, number++, task));
        }

        @Override
        public void close() {
            tasks.clear();
        }

        /** Runs what is due in the next so many milliseconds. */
        void pass(long milliseconds) {
            long end = now + milliseconds;
            while (step(end)) {
                // the next one
            }
            now = end;
        }

        /** Runs the first task that is due by then. */
        boolean step(long end) {
            Task next = tasks.stream().filter(t -> t.at() <= end).min(Comparator.comparing(Task::at).thenComparing(Task::number)).orElse(null);
            if (next == null) {
                return false;
            }
            tasks.remove(next);
            now = Math.max(now, next.at());
            next.work().run();
            return true;
        }
    }

    private final Hours hours = new Hours();
    private final List<String> told = new ArrayList<>();
    private final Documents documents = Documents.standalone(Projects.folder(FILE.getParent().resolve("golden")));
    private Live live = live(Settings.DEFAULT);

    private Live live(Settings settings) {
        return new Live(documents, settings, Severities.AS_REPORTED, hours, path -> told.add(path.getFileName() + " " + shown(path)));
    }

    private String shown(Path path) {
        Diagnostics d = live.diagnostics(path).orElseThrow();
        return d.phase() + " " + d.all().stream().map(x -> x.rule() + ":" + x.range().line()).toList();
    }

    @Test
    void nothingBeforeThePauseThenFlowThenEverything() {
        live.changed(FILE, RACE);
        hours.pass(Live.PAUSE - 1);
        assertEquals(List.of(), told);
        hours.step(Live.PAUSE);
        assertEquals(List.of("live.hold FLOW []"), told);
        hours.pass(1);
        assertEquals(List.of("live.hold FLOW []", "live.hold EXPLORED [assertion:6]"), told);
        hours.pass(10_000);
        assertEquals(2, told.size(), "and then there is quiet");
    }

    @Test
    void onlyTheNewestTextIsLookedAt() {
        live.changed(FILE, RACE);
        hours.pass(Live.PAUSE / 2);
        live.changed(FILE, RACE.replace("users != 2", "users != 2 && users != 1"));
        hours.pass(10_000);
        assertEquals(List.of("live.hold FLOW []", "live.hold EXPLORED []"), told);
    }

    @Test
    void aKeystrokeCancelsTheExploration() {
        live = live(Settings.DEFAULT);
        live.changed(FILE, RACE);
        hours.step(Live.PAUSE);
        live.changed(FILE, "scenario \"other\"\nint x;\nthread a { x = 1; }\n");
        hours.pass(10_000);
        assertEquals(List.of("live.hold FLOW []", "live.hold FLOW []", "live.hold EXPLORED []"), told, "what the first text had is never told");
    }

    @Test
    void whatWasFoundMovesWithTheTextUntilItIsFoundAgain() {
        live.changed(FILE, RACE);
        hours.pass(10_000);
        told.clear();
        live.changed(FILE, RACE.replace("int users;\n", "int users;\nint more;\n").replace("thread a { WRITE_ONCE(users, READ_ONCE(users) + 1)", "thread a { more++; WRITE_ONCE(users, READ_ONCE(users) + 1)"));
        hours.step(hours.now + Live.PAUSE);
        assertEquals(List.of("live.hold FLOW [assertion:7]"), told);
        assertTrue(live.diagnostics(FILE).orElseThrow().all().getFirst().findings().isEmpty(), "its mends are of the old text");
        hours.pass(1);
        assertEquals("live.hold EXPLORED [assertion:7]", told.getLast());
    }

    @Test
    void whatWasFoundDoesNotLinger() {
        live.changed(FILE, RACE);
        hours.pass(10_000);
        told.clear();
        live.changed(FILE, RACE.replace("int users;\n", "int users;\nint more;\n").replace("thread a { WRITE_ONCE(users, READ_ONCE(users) + 1)", "thread a { more++; WRITE_ONCE(users, READ_ONCE(users) + 1)"));
        hours.step(hours.now + Live.PAUSE);
        hours.tasks.removeIf(t -> t.at() == hours.now); // an exploration that takes long
        hours.pass(Live.GRACE);
        assertEquals(List.of("live.hold FLOW [assertion:7]", "live.hold FLOW []"), told);
    }

    @Test
    void whatStoodWhereSomethingWasTypedGoesAtOnce() {
        live.changed(FILE, RACE);
        hours.pass(10_000);
        told.clear();
        live.changed(FILE, RACE.replace("WARN_ON(users != 2)", "WARN_ON(users > 2)"));
        hours.step(hours.now + Live.PAUSE);
        assertEquals(List.of("live.hold FLOW []"), told);
    }

    @Test
    void anIncludedFileIsToldToWhatIncludesIt() {
        Path library = FILE.resolveSibling("shared-live.hold");
        live.changed(library, "int limit;\n");
        live.changed(FILE, "scenario \"s\"\n#include \"shared-live.hold\"\nthread a { limit = 1; }\n");
        hours.pass(10_000);
        assertEquals("live.hold EXPLORED []", told.getLast());
        live.changed(library, "int other;\n");
        hours.pass(10_000);
        assertEquals("live.hold EXPLORED [unknown-name:3]", told.getLast());
    }

    @Test
    void nothingIsToldOfWhatIsClosed() {
        live.changed(FILE, RACE);
        hours.step(Live.PAUSE);
        live.closed(FILE);
        hours.pass(10_000);
        assertEquals(List.of("live.hold FLOW []"), told);
        assertTrue(live.diagnostics(FILE).isEmpty());
    }
}
