package org.holdfast.ide.text;

import java.util.List;
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
     * @param range     all of it, so that a finding belongs to the innermost node whose range has it
     * @param selection the name, or what stands for it
     * @param revisions those that have it, in their order
     * @param children  in text order
     */
    public record Node(Kind kind, String name, String detail, Range range, Range selection, Set<String> revisions, List<Node> children) {
        public Node {
            children = List.copyOf(children);
        }
    }

    private Outline() {
    }

    /** In text order. What two revisions have at one place under one name is one node. */
    public static List<Node> of(Document document) {
        return List.of();
    }
}
