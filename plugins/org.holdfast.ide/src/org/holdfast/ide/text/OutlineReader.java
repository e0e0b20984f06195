package org.holdfast.ide.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.holdfast.engine.program.Range;
import org.holdfast.ide.Document;
import org.holdfast.ide.text.Outline.Kind;
import org.holdfast.ide.text.Outline.Node;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.types.Typing;

/** Makes the outline of one revision after another, and one of all of them. */
final class OutlineReader {
    private final Document document;
    private final String revision;
    private final Typing typing;

    private OutlineReader(Document document, LoadedRevision revision) {
        this.document = document;
        this.revision = revision.name();
        typing = new Typing(revision.scope());
    }

    static List<Node> read(Document document) {
        List<Node> all = List.of();
        for (LoadedRevision revision : document.file().revisions()) {
            OutlineReader reader = new OutlineReader(document, revision);
            all = merge(all, revision.model().getElements().stream().flatMap(e -> reader.nodes(e).stream()).toList(), document);
        }
        return all;
    }

    private static List<Node> merge(List<Node> older, List<Node> newer, Document document) {
        List<Node> all = new ArrayList<>(older);
        for (Node node : newer) {
            Node same = all.stream().filter(o -> o.kind() == node.kind() && o.name().equals(node.name())
                    && o.selection().offset() == node.selection().offset()).findFirst().orElse(null);
            if (same == null) {
                same = all.stream().filter(o -> o.kind() == node.kind() && o.name().equals(node.name())
                        && o.revisions().stream().noneMatch(node.revisions()::contains) && !newer.stream().anyMatch(n -> isSamePlace(n, o)))
                        .findFirst().orElse(null);
            }
            if (same == null) {
                all.add(node);
            } else {
                Set<String> revisions = new LinkedHashSet<>(document.lines().revisions().names());
                Set<String> having = new LinkedHashSet<>(same.revisions());
                having.addAll(node.revisions());
                revisions.retainAll(having);
                all.set(all.indexOf(same), new Node(node.kind(), node.name(), node.detail(), node.range(), node.selection(), revisions,
                        merge(same.children(), node.children(), document)));
            }
        }
        all.sort(Comparator.comparingInt(n -> n.selection().offset()));
        return all;
    }

    private static boolean isSamePlace(Node a, Node b) {
        return a.kind() == b.kind() && a.name().equals(b.name()) && a.selection().offset() == b.selection().offset();
    }

    private List<Node> nodes(Element element) {
        return switch (element) {
            case ScenarioHeader h -> one(Kind.HEADER, text(h.getTitle()), "", h, HoldPackage.Literals.SCENARIO_HEADER__TITLE, List.of());
            case Include i -> one(Kind.INCLUDE, text(i.getPath()), "", i, HoldPackage.Literals.INCLUDE__PATH, List.of());
            case Define d -> named(Kind.DEFINE, d, d.isFunction() ? d.getParameters().stream().map(p -> p.isVarargs() ? "..." : text(p.getName()))
                    .collect(Collectors.joining(", ", "(", ")")) : "", List.of());
            case TypeDeclaration t -> types(t);
            case VariableDeclaration v -> variables(v);
            case TypedefDeclaration t -> named(Kind.TYPE, t, typing.of(t).toString(), List.of());
            case FunctionDeclaration f -> named(f.getBody() == null ? Kind.CONTRACT : Kind.FUNCTION, f, Signatures.parameters(f), labels(f.getBody()));
            case GuardDefinition g -> named(Kind.GUARD, g, "", List.of());
            case FreeDefinition f -> named(Kind.GUARD, f, "", List.of());
            case ThreadDeclaration t -> named(Kind.THREAD, t, thread(t), labels(t.getBody()));
            case InitBlock b -> one(Kind.INIT, "init", "", b, null, labels(b.getBody()));
            case FinallyBlock b -> one(Kind.FINALLY, "finally", "", b, null, labels(b.getBody()));
            case OrderDeclaration o -> one(Kind.ORDER, o.getClasses().stream().map(OutlineReader::written).collect(Collectors.joining(" -> ")), "", o,
                    HoldPackage.Literals.ORDER_DECLARATION__CLASSES, List.of());
            case Claim c -> one(Kind.CLAIM, text(c.getName()), text(c.getTitle()), c, HoldPackage.Literals.CLAIM__NAME, List.of());
            case Expectation e -> one(Kind.EXPECT, text(e.getRevision()), expected(e), e, HoldPackage.Literals.EXPECTATION__REVISION, List.of());
            case null, default -> List.of();
        };
    }

    private List<Node> types(EObject declaration) {
        List<Node> nodes = new ArrayList<>();
        for (EObject each : EcoreUtil2.eAllContents(declaration)) {
            if (each instanceof StructDeclaration s && s.getName() != null) {
                nodes.addAll(named(Kind.STRUCT, s, "", s.getMembers().stream().flatMap(m -> m.getFields().stream())
                        .flatMap(f -> named(Kind.FIELD, f, typing.of(f).toString(), List.of()).stream()).toList()));
            } else if (each instanceof EnumDeclaration e) {
                nodes.addAll(one(Kind.ENUM, text(e.getName()), "", e, HoldPackage.Literals.NAMED_ELEMENT__NAME, e.getEnumerators().stream()
                        .flatMap(n -> named(Kind.ENUMERATOR, n, "", List.of()).stream()).toList()));
            }
        }
        return nodes;
    }

    private List<Node> variables(VariableDeclaration declaration) {
        List<Node> nodes = new ArrayList<>();
        if (declaration.getSpecifiers() != null) {
            nodes.addAll(types(declaration.getSpecifiers()));
        }
        declaration.getVariables().forEach(v -> nodes.addAll(named(Kind.VARIABLE, v, typing.of(v).toString(), List.of())));
        return nodes;
    }

    private List<Node> labels(Block body) {
        return body == null ? List.of() : EcoreUtil2.getAllContentsOfType(body, Label.class).stream()
                .flatMap(l -> named(Kind.LABEL, l, "", List.of()).stream()).toList();
    }

    private static String thread(ThreadDeclaration t) {
        return (t.getContext() == null ? "" : "in " + t.getContext() + " ") + (t.getCpu() == null ? "" : "on " + t.getCpu() + " ")
                + (t.getCount() == null ? "" : "* " + written(t.getCount()));
    }

    private static String expected(Expectation e) {
        return e.isClean() ? "clean" : e.getItems().stream().map(i -> String.join(" | ", i.getRules()) + (i.isOptional() ? "?" : ""))
                .collect(Collectors.joining(", "));
    }

    private static String written(EObject element) {
        INode node = Nodes.of(element);
        return node == null ? "" : NodeModelUtils.getTokenText(node).strip();
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }

    private List<Node> named(Kind kind, NamedElement element, String detail, Collection<Node> children) {
        if (element.getName() == null) {
            return List.of();
        }
        Kind shown = kind == Kind.VARIABLE || kind == Kind.FIELD ? switch (Symbols.kind(element, typing)) {
            case LOCK -> Kind.LOCK;
            case REFERENCE -> Kind.REFERENCE;
            case null, default -> kind;
        } : kind;
        return one(shown, element.getName(), detail, element, HoldPackage.Literals.NAMED_ELEMENT__NAME, children);
    }

    /** @param name what is to be selected; null for the beginning */
    private List<Node> one(Kind kind, String name, String detail, EObject element, EStructuralFeature feature, Collection<Node> children) {
        INode all = Nodes.of(element);
        if (all == null) {
            return List.of(); // what the parser made up to go on
        }
        INode selected = feature == null || element.eClass().getEStructuralFeature(feature.getName()) == null ? null
                : Nodes.of(element, element.eClass().getEStructuralFeature(feature.getName()));
        Range range = whole(element, all);
        Range selection = selected == null ? document.range(all.getOffset(), Math.min(all.getLength(), name.length()))
                : document.range(selected.getOffset(), selected.getLength());
        return List.of(new Node(kind, name, detail.strip(), range, selection, Set.of(revision), List.copyOf(children)));
    }

    /** A variable, struct or enum with the declaration around it, if it is the only one in it. */
    private Range whole(EObject element, INode node) {
        EObject outer = element;
        while (outer.eContainer() != null && !(outer.eContainer() instanceof ScenarioFile) && !(outer.eContainer() instanceof Block)
                && !(outer.eContainer() instanceof StructDeclaration) && !(outer.eContainer() instanceof EnumDeclaration)) {
            outer = outer.eContainer();
        }
        boolean alone = switch (outer) {
            case VariableDeclaration v -> v.getVariables().size() == 1 && element instanceof Variable;
            case FieldDeclaration f -> f.getFields().size() == 1;
            case TypeDeclaration t -> element instanceof StructDeclaration || element instanceof EnumDeclaration;
            default -> false;
        };
        INode all = alone && Nodes.of(outer) != null ? Nodes.of(outer) : node;
        return document.range(all.getOffset(), all.getLength());
    }
}
