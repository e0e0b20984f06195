package org.holdfast.lang.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Suppliers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.holdfast.engine.explore.Explorer;
import org.holdfast.engine.explore.Options;
import org.holdfast.engine.explore.Result;
import org.holdfast.engine.explore.Violation;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.LoadedFile;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.Workspace;
import org.holdfast.lang.kernel.KernelTable.Row;
import org.holdfast.lang.kernel.KernelTable.Scenario;
import org.holdfast.lang.lower.Lowered;
import org.holdfast.lang.lower.Lowering;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the functions of the kernel library do, family by family: a mistake and its mending, and the symptom each gives. */
class KernelFamiliesTest {
    private static final Options OPTIONS = new Options(200_000, 30, true, Options.Reductions.ALL, false, () -> false);
    /** The first line of a function that is not the library's own. */
    private static final Pattern FUNCTION = Pattern.compile("^(?!static|typedef|struct \\w+ \\{|enum|extern|#|DEFINE|[\\s/}*{])[\\w *()]*?\\w+\\(");
    private static final Workspace WORKSPACE = Workspace.standalone(List.of());

    @Test
    void readsWithoutErrors() {
        assertEquals(List.of(), WORKSPACE.library().readAll().stream()
                .flatMap(file -> file.getErrors().stream().map(error -> file.getURI() + ":" + error.getLine() + ": " + error.getMessage())).toList());
    }

    /** Hovers and help show it. */
    @Test
    void everyFunctionIsExplained() {
        List<String> bare = new ArrayList<>();
        for (String path : WORKSPACE.library().paths()) {
            String before = "";
            for (String line : WORKSPACE.library().text(path).lines().toList()) {
                if (FUNCTION.matcher(line).find() && !before.endsWith("*/")) {
                    bare.add(path + ": " + line);
                }
                before = line;
            }
        }
        assertEquals(List.of(), bare);
    }

    @TestFactory
    Stream<DynamicNode> behaves() {
        return KernelTable.read().stream().collect(Collectors.groupingBy(Scenario::family, TreeMap::new, Collectors.toList())).entrySet().stream()
                .map(family -> DynamicContainer.dynamicContainer(family.getKey(), family.getValue().stream().flatMap(KernelFamiliesTest::tests)));
    }

    private static Stream<DynamicTest> tests(Scenario scenario) {
        Supplier<LoadedFile> file = Suppliers.memoize(() -> WORKSPACE.load(Path.of(scenario.family() + ".hold"), scenario.text()));
        return scenario.rows().stream().map(row -> DynamicTest.dynamicTest(scenario.title() + " [" + row.revision() + "]", () -> check(file.get(), row)));
    }

    private static void check(LoadedFile file, Row row) {
        assertEquals(List.of(), file.problems().stream().filter(problem -> problem.severity() != Severity.INFORMATION).toList());
        LoadedRevision revision = file.revision(row.revision()).orElseThrow();
        Lowered lowered = Lowering.lower(file.path(), revision);
        assertEquals(List.of(), lowered.problems());
        Result result = Explorer.explore(lowered.program(), OPTIONS);
        assertTrue(result.complete(), result.cut());
        Set<String> found = result.violations().stream().map(Violation::rule).collect(Collectors.toCollection(TreeSet::new));
        assertTrue(row.accepts(found), () -> "expected " + row.expected() + " but found " + result.violations().stream()
                .map(v -> v.rule() + " in line " + v.site().range().line() + " (" + v.thread() + ": " + v.message() + ")").toList());
    }
}
