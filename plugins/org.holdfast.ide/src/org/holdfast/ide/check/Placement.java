package org.holdfast.ide.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.nodemodel.ICompositeNode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.holdfast.engine.rule.Edit;
import org.holdfast.ide.Document;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.hold.Element;
import org.holdfast.lang.hold.FinallyBlock;
import org.holdfast.lang.hold.FunctionDeclaration;
import org.holdfast.lang.hold.InitBlock;
import org.holdfast.lang.hold.ThreadDeclaration;

/** Where new lines go at the top level of a document. */
final class Placement {
    private final Document document;

    Placement(Document document) {
        this.document = document;
    }

    /** Behind the last element of a kind in any revision; where there is none, behind the declarations before the first code. */
    Edit behind(Predicate<Element> kind, List<String> lines) {
        int last = end(kind);
        return insert(last >= 0 ? last : declarations(), lines);
    }

    /** At the end of the document. */
    Edit atEnd(List<String> lines) {
        String text = document.text();
        String gap = text.endsWith("\n") || text.isEmpty() ? "" : "\n";
        return document.edit(text.length(), 0, gap + String.join("\n", lines) + "\n");
    }

    /** A line as exactly these revisions read it. */
    String marked(String line, Collection<String> revisions) {
        String mark = document.lines().revisions().names().containsAll(revisions) && !revisions.isEmpty() ? document.lines().revisions().mark(revisions) : "";
        return mark.isEmpty() ? line : mark + " " + line;
    }

    private Edit insert(int offset, List<String> lines) {
        return offset < 0 ? document.edit(0, 0, String.join("\n", lines) + "\n") : document.edit(document.lines().end(document.line(offset)), 0, "\n" + String.join("\n", lines));
    }

    private int end(Predicate<Element> kind) {
        return elements().stream().filter(kind).mapToInt(Placement::end).max().orElse(-1);
    }

    private int declarations() {
        int code = elements().stream().filter(Placement::isCode).mapToInt(e -> node(e).getOffset()).min().orElse(Integer.MAX_VALUE);
        return elements().stream().mapToInt(Placement::end).filter(e -> e < code).max().orElse(-1);
    }

    private static boolean isCode(Element element) {
        return element instanceof InitBlock || element instanceof FinallyBlock || element instanceof ThreadDeclaration || element instanceof FunctionDeclaration;
    }

    private List<Element> elements() {
        List<Element> out = new ArrayList<>();
        for (LoadedRevision revision : document.file().revisions()) {
            revision.model().getElements().stream().filter(e -> node(e) != null).forEach(out::add);
        }
        return out;
    }

    static ICompositeNode node(EObject element) {
        return NodeModelUtils.findActualNodeFor(element);
    }

    private static int end(Element element) {
        return node(element).getOffset() + node(element).getLength();
    }
}
