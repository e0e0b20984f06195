package org.holdfast.ide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {
    @TempDir
    Path folder;

    private final String text = """
            scenario "s"
            revisions base, v1, v2;
            -int gone;
            +int fresh;
            +[v1] int first;
            int always;
            @@ -1,2 +3,4 @@
            """;

    private Documents documents() {
        return Documents.standalone(Projects.folder(folder));
    }

    @Test
    void aLineBelongsToTheNewestRevisionThatHasIt() {
        Document document = documents().read(folder.resolve("a.hold"), text);
        assertEquals("v2", document.revisionOf(0));
        assertEquals("base", document.revisionOf(2));
        assertEquals("v2", document.revisionOf(3));
        assertEquals("v1", document.revisionOf(4));
        assertEquals("v2", document.revisionOf(5));
        assertEquals("v2", document.revisionOf(6));
        assertEquals("base", document.revisionAt(text.indexOf("gone")).name());
        assertEquals("v2", document.revisionAt(-7).name());
        assertEquals("v2", document.revisionAt(text.length() + 7).name());
    }

    @Test
    void anOpenTextStandsForItsFileUntilItIsClosed() throws IOException {
        Path library = Files.writeString(folder.resolve("lib.hold"), "int there;\n");
        String including = "#include \"lib.hold\"\nscenario \"s\"\nthread t { missing = 1; }\n";
        Documents documents = documents();
        assertTrue(documents.read(folder.resolve("a.hold"), including).file().hasErrors());
        Document opened = documents.open(library, "int missing;\n");
        assertSame(opened, documents.read(library).orElseThrow());
        assertSame(opened, documents.named(library.toString()).orElseThrow());
        assertFalse(documents.read(folder.resolve("a.hold"), including).file().hasErrors());
        documents.close(library);
        assertTrue(documents.read(folder.resolve("a.hold"), including).file().hasErrors());
        assertEquals("int there;\n", documents.read(library).orElseThrow().text());
        assertTrue(documents.read(folder.resolve("b.hold")).isEmpty());
    }

    @Test
    void versionsGrow() {
        Documents documents = documents();
        Document first = documents.open(folder.resolve("a.hold"), "int a;");
        assertTrue(documents.open(folder.resolve("a.hold"), "int b;").version() > first.version());
    }

    @Test
    void theKernelLibraryIsADocumentToRead() {
        Document list = documents().named("kernel/lists.hold").orElseThrow();
        assertTrue(list.isLibrary());
        assertTrue(list.text().contains("list_add_tail"));
        assertFalse(list.file().revisions().isEmpty());
    }

    @Test
    void rangesStayInsideTheText() {
        Document document = documents().read(folder.resolve("a.hold"), "ab\ncd");
        assertEquals(5, document.range(99, 1).offset());
        assertEquals(2, document.range(3, Integer.MAX_VALUE).length());
        assertEquals(2, document.range(3, 2).line());
        assertEquals(0, document.range(-4, 2).offset());
    }
}
