package org.holdfast.ide.text;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.xtext.nodemodel.INode;
import org.holdfast.engine.program.Range;
import org.holdfast.ide.Document;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.scoping.FileScope;
import org.holdfast.lang.scoping.FileSymbols;
import org.holdfast.lang.scoping.FileSymbols.Kind;

/** Where a name is declared. */
public final class Definition {
    private Definition() {
    }

    /**
     * The declarations that the name at an offset means, the definition first; in this file, an included one or the kernel library, which
     * {@link org.holdfast.ide.Documents#named} opens by {@link Range#file()}. At one of them, the others: from a function to its prototype and
     * back. On an {@code #include}, the start of the included file.
     *
     * @return empty where nothing is named
     */
    public static List<Range> at(Document document, int offset) {
        Mention mention = Mentions.of(document).at(offset);
        if (mention == null) {
            return included(document, offset);
        }
        Set<Range> found = new LinkedHashSet<>();
        if (mention.target() instanceof NamedElement target) {
            for (NamedElement each : declarations(target, document.revisionAt(offset).scope())) {
                found.add(Nodes.range(each, Nodes.name(each)));
            }
        }
        // other revisions may declare it elsewhere
        Set<Entity> symbols = new LinkedHashSet<>(mention.symbols());
        for (Mention each : Mentions.of(document).meaning(symbols)) {
            if (each.isDeclaration()) {
                found.add(document.range(each.offset(), each.length()));
            }
        }
        List<Range> others = new ArrayList<>(found);
        others.remove(document.range(mention.offset(), mention.length()));
        return others.isEmpty() || !mention.isDeclaration() ? List.copyOf(found) : others;
    }

    private static List<NamedElement> declarations(NamedElement target, FileScope scope) {
        Kind kind = switch (target) {
            case FunctionDeclaration f -> Kind.SYMBOL;
            case Variable v when v.eContainer() != null && v.eContainer().eContainer() instanceof ScenarioFile -> Kind.SYMBOL;
            case StructDeclaration s -> Kind.STRUCT;
            default -> null;
        };
        Set<NamedElement> all = new LinkedHashSet<>();
        if (kind != null && target.getName() != null && !Nodes.isKernel(target)) {
            scope.users(kind, target.getName()).stream().filter(FileSymbols::isDefinition).forEach(all::add);
            all.add(target);
            all.addAll(scope.users(kind, target.getName()));
        }
        all.add(target);
        all.removeIf(each -> Nodes.name(each) == null);
        return List.copyOf(all);
    }

    private static List<Range> included(Document document, int offset) {
        LoadedRevision revision = document.revisionAt(offset);
        EObject element = Nodes.at(revision.model(), offset);
        if (!(element instanceof Include include) || include.getPath() == null) {
            return List.of();
        }
        try {
            Path written = Path.of(include.getPath()).normalize();
            Path beside = document.path().resolveSibling(written).normalize();
            List<Path> files = revision.includes().stream().map(each -> Path.of(each.path())).toList();
            Path found = files.contains(beside) ? beside : files.stream().filter(each -> each.endsWith(written)).findFirst().orElse(null);
            return found == null ? List.of() : List.of(new Range(found.toString(), 0, 0, 1, 1, 1, 1));
        } catch (InvalidPathException e) {
            return List.of(); // a name that no file can have
        }
    }

    /** Where the name at an offset is written, for a link. */
    public static Range link(Document document, int offset) {
        Mention mention = Mentions.of(document).at(offset);
        if (mention != null) {
            return document.range(mention.offset(), mention.length());
        }
        EObject element = Nodes.at(document.modelAt(offset), offset);
        INode path = element instanceof Include ? Nodes.of(element, HoldPackage.Literals.INCLUDE__PATH) : null;
        return path == null ? document.range(offset, 0) : document.range(path.getOffset(), path.getLength());
    }
}
