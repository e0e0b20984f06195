package org.holdfast.ide.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Injector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.holdfast.ide.Documents;
import org.holdfast.ide.Projects;
import org.holdfast.lang.HoldStandaloneSetup;
import org.holdfast.lang.check.Report;
import org.holdfast.lang.check.Settings;
import org.holdfast.lang.check.Verdicts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project that is built, changed, and built again. */
class BuildTest {
    private static final Injector INJECTOR = new HoldStandaloneSetup().createInjectorAndDoEMFRegistration();

    @TempDir
    Path folder;
    private final AtomicInteger explored = new AtomicInteger();
    private final TreeMap<String, String> verdicts = new TreeMap<>();
    private Build build;

    /** Counts what had to be found out. */
    private Verdicts counting(Verdicts inner) {
        return new Verdicts() {
            @Override
            public Optional<byte[]> get(String key) {
                return inner.get(key);
            }

            @Override
            public void put(String key, byte[] verdict) {
                explored.incrementAndGet();
                inner.put(key, verdict);
            }
        };
    }

    @BeforeEach
    void start() {
        folder = folder.toAbsolutePath().normalize();
        Verdicts store = counting(new VerdictStore(folder.resolve(".verdicts"), "1", e -> {
            throw new IllegalStateException(e);
        }));
        build = new Build(new Documents(INJECTOR, Projects.folder(folder), store), 2);
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), text);
    }

    private List<Path> files() {
        return Projects.folder(folder).files(folder);
    }

    private Set<Path> all() {
        build.read(files());
        return Set.copyOf(files());
    }

    private Set<Path> concerned(String... changed) {
        Set<Path> out = new TreeSet<>(build.concerned(Stream.of(changed).map(folder::resolve).toList()));
        out.retainAll(files());
        return out;
    }

    /** Names of what was checked. */
    private Set<String> check(Set<Path> files) {
        Set<String> done = new TreeSet<>();
        explored.set(0);
        assertEquals(Set.of(), build.check(files, Settings.DEFAULT, (file, report, left) -> {
            String name = folder.relativize(file).toString();
            done.add(name);
            verdicts.put(name, report.problems().stream().map(Report.Problem::id).toList() + " " + report.revisions().stream().map(Report.Revision::verdict).toList());
        }, () -> false));
        return done;
    }

    private static final String USER = "scenario \"u\"\n#include \"lib.hold\"\nthread a { int v = LIMIT; WARN_ON(v > 3); }\n";

    @Test
    void onlyWhatAChangeConcernsIsChecked() throws IOException {
        write("lib.hold", "#define LIMIT 1\n");
        write("user.hold", USER);
        write("other.hold", "scenario \"o\"\nint x;\nthread a { x = 1; }\n");
        assertEquals(Set.of("lib.hold", "user.hold", "other.hold"), check(all()));
        assertEquals("{lib.hold=[] [], other.hold=[] [CLEAN, CLEAN], user.hold=[] [CLEAN, CLEAN]}", verdicts.toString());

        write("lib.hold", "#define LIMIT 4\n");
        assertEquals(Set.of("lib.hold", "user.hold"), check(concerned("lib.hold")));
        assertEquals("[] [FINDINGS, FINDINGS]", verdicts.get("user.hold"));

        write("other.hold", "/* a comment */\nscenario \"o\"\nint x;\n\nthread a {\n\tx = 1;\n}\n");
        assertEquals(Set.of("other.hold"), check(concerned("other.hold")));
        assertEquals(0, explored.get(), "its program is the same");
    }

    @Test
    void filesComeAndGo() throws IOException {
        write("user.hold", USER);
        check(all());
        assertTrue(verdicts.get("user.hold").startsWith("[include"), verdicts.get("user.hold"));

        write("lib.hold", "#define LIMIT 1\n");
        assertEquals(Set.of("lib.hold", "user.hold"), check(concerned("lib.hold")));
        assertEquals("[] [CLEAN, CLEAN]", verdicts.get("user.hold"));

        Files.move(folder.resolve("lib.hold"), folder.resolve("other.hold"));
        assertEquals(Set.of("other.hold", "user.hold"), check(concerned("other.hold", "lib.hold")));
        assertTrue(verdicts.get("user.hold").startsWith("[include"), verdicts.get("user.hold"));
    }

    @Test
    void verdictsSurviveARestart() throws IOException {
        write("user.hold", USER);
        write("lib.hold", "#define LIMIT 4\n");
        check(all());
        String before = verdicts.toString();
        assertEquals(2, explored.get());
        start();
        verdicts.clear();
        check(all());
        assertEquals(before, verdicts.toString());
        assertEquals(0, explored.get());
    }

    @Test
    void aCancelledBuildSaysWhatIsLeft() throws IOException {
        for (int i = 0; i < 10; i++) {
            write("s" + i + ".hold", "scenario \"s\"\nint x;\nthread a { x = " + i + "; }\n");
        }
        List<Path> done = new ArrayList<>();
        Set<Path> left = build.check(all(), Settings.DEFAULT, (file, report, rest) -> done.add(file), () -> done.size() == 3);
        assertEquals(3, done.size());
        assertEquals(7, left.size());
        assertEquals(7, check(left).size());
    }

    @Test
    void whatCannotBeReadIsAReportLikeAnyOther() throws IOException {
        write("good.hold", "scenario \"g\"\nint x;\nthread a { x = 1; }\n");
        Files.write(folder.resolve("bad.hold"), new byte[] {'x', (byte) 0xff, 0, 1});
        write("broken.hold", "scenario \"b\"\nthread { { (((\n");
        check(all());
        assertEquals("[] [CLEAN, CLEAN]", verdicts.get("good.hold"));
        assertEquals("[unreadable] []", verdicts.get("bad.hold"));
        assertTrue(verdicts.get("broken.hold").startsWith("[syntax"), verdicts.get("broken.hold"));
    }
}
