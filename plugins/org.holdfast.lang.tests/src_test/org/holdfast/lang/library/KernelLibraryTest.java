package org.holdfast.lang.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.holdfast.engine.rule.Severity;
import org.holdfast.lang.Workspace;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.scoping.FileScope;
import org.holdfast.lang.scoping.FileSymbols;
import org.holdfast.lang.scoping.FileSymbols.Kind;
import org.holdfast.lang.scoping.HoldResource;
import org.holdfast.lang.validation.Checker;
import org.holdfast.lang.validation.Found;
import org.holdfast.lang.validation.SyntaxProblems;
import org.junit.jupiter.api.Test;

class KernelLibraryTest {
    private static final Path FOLDER = Path.of("../org.holdfast.lang/kernel");
    private final Workspace workspace = Workspace.standalone(List.of());
    private final KernelLibrary library = workspace.library();

    @Test
    void theIndexListsEveryFile() throws Exception {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertEquals(new TreeSet<>(files.map(file -> "kernel/" + file.getFileName()).filter(name -> name.endsWith(".hold")).toList()),
                    new TreeSet<>(library.paths()));
        }
    }

    /** Each file read as a whole, with the checks that users' files get, those of the library's own words left out. */
    @Test
    void everyFileIsRight() {
        List<String> complaints = new ArrayList<>();
        for (String path : library.paths()) {
            HoldResource resource = read(path);
            List<Found> found = new ArrayList<>(SyntaxProblems.of(resource));
            List<HoldResource.Unresolved> unresolved = resource.link();
            if (found.isEmpty()) {
                found.addAll(Checker.check(resource, unresolved, true, List.of()));
            }
            for (Found each : found) {
                if (each.severity() == Severity.ERROR) {
                    complaints.add(path + ":" + NodeModelUtils.getLineAndColumn(resource.getParseResult().getRootNode(), each.offset()).getLine() + ": "
                            + each.id() + ": " + each.message());
                }
            }
        }
        assertEquals("", String.join("\n", complaints));
    }

    private HoldResource read(String path) {
        HoldResource resource = workspace.newResource();
        resource.setURI(org.eclipse.emf.common.util.URI.createURI("holdfast:/whole/" + path));
        resource.read(library.text(path), library.typeNames());
        resource.scope(new FileScope(new FileSymbols(resource.file()), List.of(), library));
        return resource;
    }

    /** What the scanner finds by brackets and words is what the parser finds. */
    @Test
    void theScannerAgreesWithTheParser() {
        for (String path : library.paths()) {
            String text = library.text(path);
            Set<String> scanned = new TreeSet<>();
            int end = 0;
            for (Chunk chunk : ChunkScanner.scan(text, 0)) {
                String between = text.substring(end, chunk.start()).replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "");
                assertTrue(between.isBlank(), path + ": between declarations: " + between);
                end = chunk.end();
                chunk.names().forEach(name -> scanned.add(name.kind() + " " + name.name()));
            }
            FileSymbols symbols = new FileSymbols(read(path).file());
            Set<String> parsed = new TreeSet<>();
            for (Kind kind : Kind.values()) {
                if (kind != Kind.LABEL) {
                    symbols.names(kind).forEach(name -> parsed.add(kind + " " + name));
                }
            }
            assertEquals(parsed, scanned, path);
        }
    }

    @Test
    void declarationsKeepTheirPlaces() {
        FunctionDeclaration function = (FunctionDeclaration) library.find(Kind.SYMBOL, "mutex_lock");
        assertNotNull(function);
        INode node = NodeModelUtils.findActualNodeFor(function);
        String text = library.text(KernelLibrary.path(function));
        assertTrue(text.startsWith("void mutex_lock(", node.getOffset()));
        assertEquals('}', text.charAt(node.getOffset() + node.getLength() - 1));
        assertTrue(library.paths().contains(KernelLibrary.path(function)));
    }

    @Test
    void whatIsReadInLayersIsWhatIsReadWhole() {
        library.require("mutex_lock kfree list_add");
        for (HoldResource layer : library.readAll()) {
            assertEquals(List.of(), SyntaxProblems.of(layer));
        }
    }
}
