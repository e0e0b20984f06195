package org.holdfast.ide.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.holdfast.ide.Document;
import org.holdfast.ide.Golden;
import org.holdfast.ide.Texts;
import org.junit.jupiter.api.Test;

class OutlineTest {
    @Test
    void everyKind() {
        StringBuilder shown = new StringBuilder();
        show(Outline.of(Texts.sample()), "", shown);
        Golden.check("outline.txt", shown.toString());
    }

    private static void show(List<Outline.Node> nodes, String indent, StringBuilder shown) {
        for (Outline.Node node : nodes) {
            shown.append(indent).append(node.kind()).append(' ').append(node.name()).append(" | ").append(node.detail()).append(" | ")
                    .append(node.selection().line()).append(':').append(node.selection().column()).append(", lines ").append(node.range().line())
                    .append('-').append(node.range().endLine()).append(' ').append(node.revisions()).append('\n');
            show(node.children(), indent + "    ", shown);
        }
    }

    @Test
    void aPlaceBelongsToTheInnermostNode() {
        Document document = Texts.sample();
        List<Outline.Node> path = Outline.at(Outline.of(document), document.text().indexOf("users __guarded_by"));
        assertEquals(List.of("item", "users"), path.stream().map(Outline.Node::name).toList());
        path = Outline.at(Outline.of(document), document.text().indexOf("found += "));
        assertEquals(List.of("scan"), path.stream().map(Outline.Node::name).toList());
    }

    @Test
    void nodesLieInTheirParents() {
        Texts.all().forEach(document -> inside(document, Outline.of(document)));
    }

    private static void inside(Document document, List<Outline.Node> nodes) {
        for (Outline.Node node : nodes) {
            assertTrue(node.range().contains(node.selection()), document + " " + node);
            inside(document, node.children());
        }
    }

    @Test
    void whatIsTypedIsThereBeforeItIsFinished() {
        List<Outline.Node> nodes = Outline.of(Texts.of("scenario \"s\"\nstruct a { int x;\nvoid f(void) { mutex_lock(& }\nthread t {"));
        assertTrue(nodes.stream().anyMatch(n -> n.name().equals("s")), nodes.toString());
    }
}
