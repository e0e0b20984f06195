package org.holdfast.ide.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.holdfast.engine.program.Range;
import org.holdfast.ide.Document;

/** What a file declares. */
public final class Outline {
    public enum Kind {
        HEADER, INCLUDE, DEFINE, TYPE, STRUCT, ENUM, FIELD, LOCK, REFERENCE, VARIABLE, ENUMERATOR, FUNCTION, CONTRACT, LABEL, GUARD, ORDER,
        THREAD, INIT, FINALLY, CLAIM, EXPECT
    }

    /**
     * @param name      what it is called
     * @param detail    what else is to say in the same line: a signature's parameters, a type, a context; may be empty
     * @param range     all of it, so that a finding belongs to the innermost node whose range has it: see {@link Outline#at}
     * @param selection the name, or what stands for it
     * @param revisions those that have it, in their order
     * @param children  in text order
     */
    public record Node(Kind kind, String name, String detail, Range range, Range selection, Set<String> revisions, List<Node> children) {
        public Node {
            revisions = new LinkedHashSet<>(revisions);
            children = List.copyOf(children);
        }
    }

    private final List<Node> nodes;

    private Outline(Document document) {
        nodes = OutlineReader.read(document);
    }

    /**
     * In text order. What two revisions declare under one name is one node, as the newer of them has it; what one revision declares twice, as a
     * prototype and a function, is two.
     */
    public static List<Node> of(Document document) {
        return document.derived(Outline.class, Outline::new).nodes;
    }

    /** The nodes from the outermost to the innermost that has an offset; empty if none does. */
    public static List<Node> at(List<Node> nodes, int offset) {
        Optional<Node> found = nodes.stream().filter(each -> each.range().offset() <= offset && offset < each.range().end()).findFirst();
        return found.map(node -> {
            List<Node> path = new ArrayList<>(List.of(node));
            path.addAll(at(node.children(), offset));
            return List.copyOf(path);
        }).orElse(List.of());
    }
}
