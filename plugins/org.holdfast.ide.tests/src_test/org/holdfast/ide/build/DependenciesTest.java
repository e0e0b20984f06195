package org.holdfast.ide.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which files a change concerns: text in, names out. */
class DependenciesTest {
    private static final Path ROOT = Path.of("/p");
    private final Map<Path, String> files = new TreeMap<>();
    private final Dependencies dependencies = new Dependencies(f -> Optional.ofNullable(files.get(f)), f -> List.of(ROOT));

    private void write(String name, String text) {
        files.put(ROOT.resolve(name), text);
        dependencies.update(ROOT.resolve(name));
    }

    private void delete(String name) {
        files.remove(ROOT.resolve(name));
        dependencies.update(ROOT.resolve(name));
    }

    private List<String> concerned(String name) {
        return dependencies.concerned(List.of(ROOT.resolve(name))).stream().map(f -> ROOT.relativize(f).toString()).toList();
    }

    @Test
    void whatIncludesAFileDirectlyOrNot() {
        write("base.hold", "int x;\n");
        write("sub/middle.hold", "#include \"base.hold\"\n");
        write("sub/a.hold", "scenario \"a\"\n#include \"middle.hold\"\n");
        write("b.hold", "scenario \"b\"\n/* #include \"base.hold\" */\n");
        assertEquals(List.of("base.hold", "sub/a.hold", "sub/middle.hold"), concerned("base.hold"));
        assertEquals(List.of("sub/a.hold", "sub/middle.hold"), concerned("sub/middle.hold"));
        assertEquals(List.of("b.hold"), concerned("b.hold"));
    }

    @Test
    void aMissingFileIsWaitedFor() {
        write("sub/a.hold", "#include \"gone.hold\"\n");
        assertEquals(List.of("gone.hold", "sub/a.hold"), concerned("gone.hold"));
        assertEquals(List.of("sub/a.hold", "sub/gone.hold"), concerned("sub/gone.hold"));
    }

    @Test
    void aFileThatAppearsHidesTheOneBehindIt() {
        write("lib.hold", "int x;\n");
        write("sub/a.hold", "#include \"lib.hold\"\n");
        assertEquals(List.of("sub/a.hold", "sub/lib.hold"), concerned("sub/lib.hold"));
        write("sub/lib.hold", "int y;\n");
        dependencies.update(ROOT.resolve("sub/a.hold"));
        assertEquals(List.of("lib.hold"), concerned("lib.hold"), "it is not looked at any more");
        delete("sub/lib.hold");
        dependencies.update(ROOT.resolve("sub/a.hold"));
        assertEquals(List.of("lib.hold", "sub/a.hold"), concerned("lib.hold"));
    }

    @Test
    void anIncludeOfOneRevisionCounts() {
        write("lib.hold", "int x;\n");
        write("a.hold", "scenario \"a\"\n+#include \"lib.hold\"\n");
        write("b.hold", "scenario \"b\"\nrevisions base, v1;\n-[v1] #include \"lib.hold\"\n");
        assertEquals(List.of("a.hold", "b.hold", "lib.hold"), concerned("lib.hold"));
    }

    @Test
    void circlesEnd() {
        write("a.hold", "#include \"b.hold\"\n");
        write("b.hold", "#include \"a.hold\"\n");
        assertEquals(List.of("a.hold", "b.hold"), concerned("a.hold"));
    }
}
