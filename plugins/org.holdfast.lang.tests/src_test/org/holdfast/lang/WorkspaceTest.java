package org.holdfast.lang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.xtext.EcoreUtil2;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.scoping.FileSymbols.Kind;
import org.junit.jupiter.api.Test;

class WorkspaceTest {
    private final Map<Path, String> buffers = new HashMap<>();
    private final Workspace workspace = new Workspace(new HoldStandaloneSetup().createInjectorAndDoEMFRegistration(), List.of(Path.of("/root")),
            path -> Optional.ofNullable(buffers.get(path)));

    private static List<Path> examples() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of("../org.holdfast.examples"))) {
            return files.filter(file -> file.toString().endsWith(".hold") && !file.toString().contains("target")).sorted().toList();
        }
    }

    @Test
    void aFileIsWhatItsHeadersSay() {
        LoadedFile file = workspace.load(Path.of("x.hold"), "scenario \"title\"\npatch \"a.patch\"\nrevisions one, two;\nthread t { }\n");
        assertEquals("title", file.title());
        assertEquals("a.patch", file.patch());
        assertTrue(file.scenario());
        assertEquals(List.of("one", "two"), file.revisions().stream().map(LoadedRevision::name).toList());
        LoadedFile library = workspace.load(Path.of("x.hold"), "int x;\n");
        assertEquals("", library.title());
        assertTrue(!library.scenario() && library.problems().isEmpty());
    }

    @Test
    void revisionsThatDoNotDifferShareTheirModel() {
        LoadedFile file = workspace.load(Path.of("x.hold"), "scenario \"t\"\nrevisions a, b, c;\n+[c] int x;\nthread t { }\n");
        assertSame(file.revisions().get(0).model(), file.revisions().get(1).model());
        assertNotSame(file.revisions().get(0).model(), file.revisions().get(2).model());
    }

    @Test
    void someRevisionsOnly() {
        String text = "scenario \"t\"\nrevisions a, b, c;\n-int x = y;\n+int x = z;\nthread t { }\n";
        LoadedFile file = workspace.load(Path.of("x.hold"), text, Set.of("b"));
        assertEquals(List.of("b"), file.revisions().stream().map(LoadedRevision::name).toList());
        assertEquals(List.of("z is not declared"), file.problems().stream().map(Problem::message).toList());
        assertTrue(!file.isValid("b"));
    }

    @Test
    void includedFilesComeFromBuffersAndRoots() {
        buffers.put(Path.of("/root/lib/a.hold"), "typedef int a_t;\n#include \"b.hold\"\n");
        buffers.put(Path.of("/root/lib/b.hold"), "struct b { a_t x; };\nvoid helper(struct b *b) { b->x = 1; }\n");
        String text = "#include \"lib/a.hold\"\nscenario \"t\"\nstruct b *b;\na_t n;\nthread t { helper(b); n = b->x; }\n";
        LoadedFile file = workspace.load(Path.of("/elsewhere/x.hold"), text);
        // b.hold uses a type that only a.hold declares: a library stands for itself.
        assertEquals(List.of("lib/a.hold has an error in line 2: b.hold has an error in line 1: unknown type a_t"),
                file.problems().stream().map(Problem::message).toList());
        buffers.put(Path.of("/root/lib/b.hold"), "struct b { int x; };\nvoid helper(struct b *b) { b->x = 1; }\n");
        file = workspace.load(Path.of("/elsewhere/x.hold"), text);
        assertEquals(List.of(), file.problems());
        assertEquals(List.of("/root/lib/b.hold", "/root/lib/a.hold"),
                file.revisions().get(0).includes().stream().map(LoadedRevision.Included::path).toList());
        LoadedFile again = workspace.load(Path.of("/elsewhere/y.hold"), text);
        assertSame(file.revisions().get(0).includes().get(0).model(), again.revisions().get(1).includes().get(0).model());
        assertTrue(file.revisions().get(0).scope().find(Kind.SYMBOL, "helper") instanceof FunctionDeclaration f && f.getBody() != null);
    }

    @Test
    void nothingIsLeftToResolve() throws Exception {
        for (Path example : examples()) {
            for (LoadedRevision revision : workspace.load(example).revisions()) {
                for (EObject element : EcoreUtil2.eAllContents(revision.model())) {
                    for (EReference reference : element.eClass().getEAllReferences()) {
                        if (!reference.isContainment() && !reference.isMany() && element.eGet(reference, false) instanceof EObject target) {
                            assertTrue(!target.eIsProxy(), example + ": " + element);
                            assertTrue(target.eResource() != null, example + ": " + element);
                        }
                    }
                }
            }
        }
    }

    @Test
    void severalThreadsFindWhatOneFinds() throws Exception {
        List<Path> files = examples();
        List<List<Problem>> alone = files.stream().map(file -> Workspace.standalone(List.of()).load(file).problems()).toList();
        Workspace shared = Workspace.standalone(List.of());
        assertEquals(alone, files.parallelStream().map(file -> shared.load(file).problems()).toList());
    }
}
