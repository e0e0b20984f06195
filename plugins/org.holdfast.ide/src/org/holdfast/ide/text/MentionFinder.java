package org.holdfast.ide.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.holdfast.ide.Document;
import org.holdfast.lang.LoadedRevision;
import org.holdfast.lang.hold.*;
import org.holdfast.lang.revision.Mark;
import org.holdfast.lang.scoping.FileScope;
import org.holdfast.lang.scoping.FileSymbols.Kind;
import org.holdfast.lang.scoping.MemberArguments;

/** Finds the names in one revision of a document. */
final class MentionFinder {
    private final String file;
    private final LoadedRevision revision;
    private final FileScope scope;
    private final Consumer<Mention> found;

    MentionFinder(Document document, LoadedRevision revision, Consumer<Mention> found) {
        file = document.name();
        this.revision = revision;
        scope = revision.scope();
        this.found = found;
    }

    void find() {
        for (EObject element : EcoreUtil2.eAllContents(revision.model())) {
            if (element instanceof NamedElement named && named.getName() != null) {
                declaration(named);
            }
            for (EReference reference : element.eClass().getEAllReferences()) {
                if (!reference.isContainment() && !reference.isContainer() && element.eIsSet(reference)) {
                    references(element, reference);
                }
            }
            plain(element);
        }
    }

    private void declaration(NamedElement element) {
        INode node = Nodes.of(element, element.eClass().getEStructuralFeature("name"));
        if (node != null) {
            Set<Entity> symbols = new LinkedHashSet<>();
            symbols.add(Entity.of(element));
            elsewhere(element).stream().map(Entity::of).forEach(symbols::add);
            mention(node, element.getName(), symbols, Occurrences.Kind.DECLARATION, element, element);
        }
    }

    /** What declares the same thing in the user's files: a prototype and its definition, an extern variable. */
    private List<NamedElement> elsewhere(NamedElement element) {
        return switch (element) {
            case FunctionDeclaration f -> scope.users(Kind.SYMBOL, f.getName());
            case Variable v when v.eContainer() != null && v.eContainer().eContainer() instanceof ScenarioFile -> scope.users(Kind.SYMBOL, v.getName());
            default -> List.of();
        };
    }

    private void references(EObject element, EReference reference) {
        List<INode> nodes = NodeModelUtils.findNodesForFeature(element, reference);
        List<?> targets = reference.isMany() ? (List<?>) element.eGet(reference, false) : List.of(element.eGet(reference, false));
        // where some could not be resolved the nodes do not belong to the targets one by one
        for (int i = 0; i < targets.size() && nodes.size() == targets.size(); i++) {
            if (targets.get(i) instanceof NamedElement target && target.getName() != null && !target.eIsProxy()) {
                mention(nodes.get(i), target.getName(), Set.of(Entity.of(target)), kind(element), target, element);
            }
        }
    }

    private static Occurrences.Kind kind(EObject reference) {
        EObject place = reference;
        while (place.eContainer() instanceof ParenthesizedExpression || place.eContainer() instanceof IndexExpression x && x.getArray() == place) {
            place = place.eContainer();
        }
        boolean written = switch (place.eContainer()) {
            case AssignmentExpression a -> a.getTarget() == place;
            case PostfixExpression p -> true;
            case UnaryExpression u -> u.getOperator().equals("++") || u.getOperator().equals("--");
            case null, default -> false;
        };
        return written ? Occurrences.Kind.WRITE : Occurrences.Kind.READ;
    }

    /** Names that the grammar does not link. */
    private void plain(EObject element) {
        switch (element) {
            case RevisionsHeader h -> all(h, HoldPackage.Literals.REVISIONS_HEADER__NAMES, Entity.REVISION, Occurrences.Kind.DECLARATION);
            case Expectation e -> all(e, HoldPackage.Literals.EXPECTATION__REVISION, Entity.REVISION, Occurrences.Kind.READ);
            case Claim c -> {
                all(c, HoldPackage.Literals.CLAIM__REVISIONS, Entity.REVISION, Occurrences.Kind.READ);
                all(c, HoldPackage.Literals.CLAIM__NAME, Entity.CLAIM, Occurrences.Kind.DECLARATION);
            }
            case ThreadDeclaration t -> {
                all(t, HoldPackage.Literals.THREAD_DECLARATION__CPU, Entity.CPU, Occurrences.Kind.READ);
                all(t, HoldPackage.Literals.THREAD_DECLARATION__CONTEXT, Entity.CONTEXT, Occurrences.Kind.READ);
            }
            case Annotation a when !a.getContexts().isEmpty() -> all(a, HoldPackage.Literals.ANNOTATION__CONTEXTS, Entity.CONTEXT, Occurrences.Kind.READ);
            case NameExpression n when n.getSymbol() == null -> unresolved(n);
            case MemberExpression m when m.getMember() == null && isInMacro(m) -> all(m, HoldPackage.Literals.MEMBER_EXPRESSION__MEMBER,
                    Entity.ANY_FIELD, kind(m));
            case StructType s when s.getDeclaration() == null && s.getStruct() == null -> all(s, HoldPackage.Literals.STRUCT_TYPE__STRUCT, Entity.STRUCT,
                    Occurrences.Kind.READ);
            case Variable v when v.getMacro() != null -> macro(v, HoldPackage.Literals.VARIABLE__MACRO, v.getMacro());
            case Field f when f.getMacro() != null -> macro(f, HoldPackage.Literals.FIELD__MACRO, f.getMacro());
            case MacroInvocation m when m.getName() != null -> macro(m, HoldPackage.Literals.MACRO_INVOCATION__NAME, m.getName());
            default -> {
                // has no name that is not linked
            }
        }
    }

    /** The name of a field where its struct depends on a macro's arguments, or the bare name of a struct, as in {@code KMEM_CACHE(item, 0)}. */
    private void unresolved(NameExpression name) {
        INode node = Nodes.of(name, HoldPackage.Literals.NAME_EXPRESSION__SYMBOL);
        if (MemberArguments.isMember(name)) {
            all(name, HoldPackage.Literals.NAME_EXPRESSION__SYMBOL, Entity.ANY_FIELD, Occurrences.Kind.READ);
        } else if (node != null && scope.struct(NodeModelUtils.getTokenText(node)) instanceof StructDeclaration struct) {
            mention(node, struct.getName(), Set.of(Entity.of(struct)), Occurrences.Kind.READ, struct, name);
        }
    }

    private static boolean isInMacro(EObject element) {
        return EcoreUtil2.getContainerOfType(element, Define.class) != null;
    }

    private void all(EObject element, EStructuralFeature feature, String space, Occurrences.Kind kind) {
        for (INode node : NodeModelUtils.findNodesForFeature(element, feature)) {
            String name = NodeModelUtils.getTokenText(node);
            mention(node, name, Set.of(new Entity(file, space, name)), kind, null, element);
        }
    }

    private void macro(EObject element, EStructuralFeature feature, String name) {
        INode node = Nodes.of(element, feature);
        if (node != null && scope.find(Kind.SYMBOL, name) instanceof NamedElement target) {
            mention(node, name, Set.of(Entity.of(target)), Occurrences.Kind.READ, target, element);
        }
    }

    private void mention(INode node, String name, Set<Entity> symbols, Occurrences.Kind kind, EObject target, EObject holder) {
        // a name that is written otherwise than it is called is not a name in the text
        if (node.getLength() == name.length()) {
            found.accept(new Mention(node.getOffset(), node.getLength(), name, symbols, kind, target, holder));
        }
    }

    /** The revisions that patch marks name. */
    static void marks(Document document, Consumer<Mention> found) {
        for (Mark mark : document.lines().marks()) {
            int from = mark.offset() + 1;
            for (String name : mark.names()) {
                int at = document.text().indexOf(name, from);
                found.accept(new Mention(at, name.length(), name, Set.of(new Entity(document.name(), Entity.REVISION, name)), Occurrences.Kind.READ,
                        null, null));
                from = at + name.length();
            }
        }
    }
}
