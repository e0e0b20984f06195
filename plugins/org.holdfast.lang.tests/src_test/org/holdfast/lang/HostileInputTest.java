package org.holdfast.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.lower.Lowering;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No input makes the front end throw or hang: it gives messages. */
class HostileInputTest {
    private static final int MUTANTS = Integer.getInteger("holdfast.mutants", 20_000);
    private static final int THREADS = 2;
    private static final Path EXAMPLES = Path.of("../org.holdfast.examples");

    private final Workspace workspace = Workspace.standalone(List.of());

    @Test
    void mutantsOfEveryScenario() throws Exception {
        List<String> seeds = seeds();
        AtomicInteger invalid = new AtomicInteger();
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Mutator mutator = new Mutator(20260603 + i, seeds);
            threads.add(Thread.ofPlatform().start(() -> {
                for (int n = 0; n < MUTANTS / THREADS && failures.isEmpty(); n++) {
                    String text = mutator.next();
                    try {
                        invalid.addAndGet(survives(text) ? 0 : 1);
                    } catch (Throwable e) {
                        synchronized (failures) {
                            failures.add(new AssertionError("this text:\n" + text, e));
                        }
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            fail(failures.get(0));
        }
        // Most mutants are wrong, and some are not: otherwise the test would test little.
        assertTrue(invalid.get() > MUTANTS / 4 && invalid.get() < MUTANTS, invalid + " of " + MUTANTS + " invalid");
    }

    /** @return whether it is valid in all revisions */
    private boolean survives(String text) {
        long start = System.nanoTime();
        LoadedFile file = workspace.load(EXAMPLES.resolve("nfsd/mutant.hold"), text);
        for (Problem problem : file.problems()) {
            if (problem.id().equals("internal-error")) {
                fail(problem.message());
            }
            assertTrue(problem.range().offset() >= 0 && problem.range().end() <= text.length(), problem.toString());
            assertTrue(problem.range().line() >= 1 && problem.range().column() >= 1, problem.toString());
            assertFalse(problem.message().isBlank(), problem.toString());
        }
        for (LoadedRevision revision : file.revisions()) {
            if (file.scenario() && file.isValid(revision.name())) {
                Lowering.lower(file, revision);
            }
        }
        long seconds = (System.nanoTime() - start) / 1_000_000_000L;
        assertTrue(seconds < 10, "took " + seconds + " s");
        return !file.hasErrors();
    }

    private static List<String> seeds() throws IOException {
        List<String> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.walk(EXAMPLES)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".hold") && !each.toString().contains("target")).sorted().toList()) {
                seeds.add(Files.readString(file));
            }
        }
        for (String folder : List.of("messages", "kernel")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.filter(each -> each.toString().endsWith(".txt")).sorted().toList()) {
                    Cases.read(file).forEach(each -> seeds.add(folder.equals("kernel") ? "scenario \"t\"\n" + each.text() : each.text()));
                }
            }
        }
        assertTrue(seeds.size() > 100, seeds.size() + " seeds");
        return seeds;
    }

    // ---------------------------------------------------------------------------------------------- made on purpose

    private LoadedFile load(String text) {
        return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> workspace.load(Path.of("hostile.hold"), text));
    }

    private void reads(String text) {
        LoadedFile file = load(text);
        assertTrue(file.problems().stream().noneMatch(problem -> problem.id().equals("internal-error")), file.problems().toString());
    }

    private void refuses(String text) {
        LoadedFile file = load(text);
        assertEquals(List.of("too-deep"), file.problems().stream().map(Problem::id).toList());
    }

    private static final String HEAD = "scenario \"t\"\nint x;\nint f(int y) { return y; }\nthread t { ";

    @Test
    void deepNesting() {
        refuses(HEAD + "x = " + "(".repeat(1000) + "1" + ")".repeat(1000) + "; }");
        refuses(HEAD + "x = " + "!".repeat(1000) + "1; }");
        refuses(HEAD + "if (x) ".repeat(1000) + "x = 1; }");
        for (int depth : List.of(90, 1000, 50_000)) {
            reads(HEAD + "x = " + "(".repeat(depth) + "1" + ")".repeat(depth) + "");
            reads(HEAD + "{".repeat(depth) + "}".repeat(depth));
            reads(HEAD + "x = " + "f(".repeat(depth) + "1" + ")".repeat(depth) + ";");
            reads(HEAD + "x = " + "a[".repeat(depth) + "1" + "]".repeat(depth) + ";");
            reads("struct s { ".repeat(depth));
            reads(HEAD + "[({".repeat(depth));
        }
        for (int depth : List.of(190, 1000, 20_000)) {
            reads(HEAD + "if (x) ".repeat(depth) + "x = 1; }");
            reads(HEAD + "if (x) x = 1; else ".repeat(depth) + "x = 1; }");
            reads(HEAD + "while (x) for (;;) do ".repeat(depth) + "x = 1; }");
            reads(HEAD + "list_for_each(a, b) ".repeat(depth) + "x = 1; }");
            reads(HEAD + "x = " + "!".repeat(depth) + "1; }");
            reads(HEAD + "x = " + "- ".repeat(depth) + "1; }");
            reads(HEAD + "x = " + "(int)".repeat(depth) + "1; }");
            reads(HEAD + "x = ".repeat(depth) + "1; }");
            reads(HEAD + "x = " + "x ? 1 : ".repeat(depth) + "1; }");
            reads(HEAD + "x = " + "x ? ".repeat(depth) + "1; }");
            reads(HEAD + "x = " + "1 + ".repeat(depth) + "1; }");
            reads(HEAD + "x = " + "a->".repeat(depth) + "b; }");
            reads(HEAD + "x = 1" + ", x".repeat(depth) + "; }");
            reads(HEAD + "int " + "*".repeat(depth) + "p; }");
            reads(HEAD + "sizeof ".repeat(depth) + "x; }");
            reads(HEAD + "out: ".repeat(depth) + "; }");
            reads(HEAD + "case 1: ".repeat(depth) + "; }");
        }
    }

    @Test
    void longTexts() {
        reads("x".repeat(Texts.LIMIT + 1));
        reads("x".repeat(Texts.LIMIT - 1));
        reads("x ".repeat(Texts.LIMIT / 2 - 1));
        reads("\"".repeat(Texts.LIMIT - 1));
        reads("#".repeat(Texts.LIMIT - 1));
        reads("{}".repeat(Texts.LIMIT / 2 - 1));
        reads(")".repeat(Texts.LIMIT - 1));
        reads("/*" + " ".repeat(Texts.LIMIT - 5));
        reads("#define x ".repeat(Texts.LIMIT / 10 - 1));
        reads("#include \"x\"\n".repeat(1000));
        reads("+[a] ".repeat(Texts.LIMIT / 5 - 1));
        reads("+[a]\n".repeat(Texts.LIMIT / 5 - 1));
    }

    /** Much of what is right is not slow either. */
    @Test
    void longScenarios() {
        int count = 4000;
        StringBuilder text = new StringBuilder("scenario \"t\"\n");
        for (int i = 0; i < count; i++) {
            text.append("int v").append(i).append(";\nint f").append(i).append("(int a) { int l").append(i).append(" = a + v").append(i)
                    .append("; return l").append(i).append("; }\n");
        }
        text.append("thread t {\n");
        for (int i = 0; i < count; i++) {
            text.append("int x").append(i).append(" = f").append(i).append("(1); l").append(i).append(": if (x").append(i).append(") goto l").append(i)
                    .append(";\n");
        }
        LoadedFile file = load(text.append("}\n").toString());
        assertEquals(List.of(), file.problems().stream().filter(each -> each.severity() == Severity.ERROR).toList());
    }

    @Test
    void deepIncludesOfTypesAndMacros() {
        StringBuilder macros = new StringBuilder("scenario \"t\"\n#define m0(a) (a)\n");
        for (int i = 1; i < 60; i++) {
            macros.append("#define m").append(i).append("(a) (m").append(i - 1).append("(a) + m").append(i - 1).append("(a))\n");
        }
        load(macros + "thread t { int x = m59(1); }\n");
        StringBuilder types = new StringBuilder("scenario \"t\"\ntypedef int t0;\n");
        for (int i = 1; i < 3000; i++) {
            types.append("typedef t").append(i - 1).append(" *t").append(i).append(";\n");
        }
        load(types + "t2999 p;\nthread t { *p = 1; }\n");
        load("typedef b a; typedef a b; a x; typeof(y) z; typeof(z) y; struct s { typeof(((struct s *)0)->f) f; }; int f() { return f().g; }");
        load("#define a b\n#define b a\nint x = a;\n#define f(x) g(x)\n#define g(x) f(x)\nthread t { f(1)->y = 1; f(1) { } }");
        load("#define w(p, m) w2(p, m)\n#define w2(p, m) w(p, m)\nthread t { w(x, y); }");
    }

    @Test
    void bytes(@TempDir Path folder) throws IOException {
        Random random = new Random(1);
        byte[] noise = new byte[100_000];
        random.nextBytes(noise);
        byte[] large = new byte[10_000_000];
        random.nextBytes(large);
        List<byte[]> contents = List.of(noise, large, new byte[100], new byte[] {(byte) 0xff, (byte) 0xfe, 'x'}, new byte[] {'x', (byte) 0xc3},
                "scenario \"t\"\nint x\0;".getBytes(), new byte[10_000_000]);
        int number = 0;
        for (byte[] content : contents) {
            Path file = folder.resolve(number++ + ".hold");
            Files.write(file, content);
            LoadedFile loaded = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> workspace.load(file));
            assertEquals(List.of("unreadable"), loaded.problems().stream().map(Problem::id).toList());
        }
        assertEquals("there is no such file", workspace.load(folder.resolve("none.hold")).problems().get(0).message());
        assertEquals("there is no such file", workspace.load(folder).problems().get(0).message());
        Files.write(folder.resolve("bom.hold"), "\ufeffscenario \"t\"\nthread t { }\n".getBytes("UTF-8"));
        assertEquals(List.of(), workspace.load(folder.resolve("bom.hold")).problems());
        Files.writeString(folder.resolve("crlf.hold"), "scenario \"t\"\r\nint x;\r\n-int y;\r\n+int z;\r\n#define A 1 + \\\r\n 2\r\nthread t { x = A; }\r\n");
        assertEquals(List.of(), workspace.load(folder.resolve("crlf.hold")).problems());
    }

    @Test
    void everyPrefixOfAScenario() throws IOException {
        String text = Files.readString(EXAMPLES.resolve("nfsd/put-local.hold"));
        for (int end = 0; end < text.length(); end += 7) {
            survives(text.substring(0, end));
        }
    }
}
