package org.holdfast.lang.scoping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EReference;
import org.eclipse.xtext.EcoreUtil2;
import org.eclipse.xtext.linking.lazy.LazyLinkingResource;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.eclipse.xtext.util.CancelIndicator;
import org.eclipse.xtext.util.Triple;
import org.holdfast.lang.hold.ScenarioFile;
import org.holdfast.lang.syntax.SourceReader;
import org.holdfast.lang.syntax.SourceStream;
import org.holdfast.lang.types.Typing;

/**
 * One revision of one file. It is read, then given what it sees, then linked as a whole; after that no reference is resolved any more, so that
 * several threads may read the model.
 */
public class HoldResource extends LazyLinkingResource {
    private SourceReader source;
    private FileScope scope;
    private Typing typing;
    private Lookup lookup;

    /** A reference without a target. {@code name} is how it is written. */
    public record Unresolved(EObject element, EReference reference, String name, INode node) {
    }

    /** @param types type names from other files */
    public void read(String text, Set<String> types) {
        source = new SourceReader(text, types);
        try {
            load(new ByteArrayInputStream(new byte[0]), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no device to fail
        }
    }

    @Override
    protected Reader createReader(InputStream stream) throws IOException {
        return source == null ? super.createReader(stream) : source;
    }

    /** Never null after {@link #read}, though it may be empty. */
    public ScenarioFile file() {
        return getContents().isEmpty() ? null : (ScenarioFile) getContents().get(0);
    }

    /** Why reading ended early, or null. */
    public SourceStream.Stop stop() {
        return source.stream().stop();
    }

    public void scope(FileScope visible) {
        scope = visible;
        typing = new Typing(visible);
        lookup = new Lookup(this);
    }

    /** Null before {@link #scope(FileScope)}. */
    public FileScope scope() {
        return scope;
    }

    Lookup lookup() {
        return lookup;
    }

    public Typing typing() {
        return typing;
    }

    /** Resolves every reference; those that remain without a target become null and are returned. */
    public List<Unresolved> link() {
        List<Unresolved> unresolved = new ArrayList<>();
        resolveLazyCrossReferences(CancelIndicator.NullImpl);
        for (EObject element : EcoreUtil2.eAllContents(file())) {
            for (EReference reference : element.eClass().getEAllReferences()) {
                if (!reference.isContainment() && !reference.isContainer() && element.eIsSet(reference)) {
                    unlink(element, reference, unresolved);
                }
            }
        }
        return unresolved;
    }

    private static void unlink(EObject element, EReference reference, List<Unresolved> unresolved) {
        List<INode> nodes = null;
        if (reference.isMany()) {
            List<?> targets = (List<?>) element.eGet(reference, false);
            for (int i = targets.size() - 1; i >= 0; i--) {
                if (((EObject) targets.get(i)).eIsProxy()) {
                    nodes = nodes == null ? NodeModelUtils.findNodesForFeature(element, reference) : nodes;
                    INode node = i < nodes.size() ? nodes.get(i) : null;
                    unresolved.add(new Unresolved(element, reference, name(node), node));
                    targets.remove(i);
                }
            }
        } else if (((EObject) element.eGet(reference, false)).eIsProxy()) {
            nodes = NodeModelUtils.findNodesForFeature(element, reference);
            INode node = nodes.isEmpty() ? null : nodes.get(0);
            unresolved.add(new Unresolved(element, reference, name(node), node));
            element.eUnset(reference);
        }
    }

    private static String name(INode node) {
        return node == null ? "" : NodeModelUtils.getTokenText(node);
    }

    /** A name that depends on itself ({@code typeof(x) x}) refers to nothing. */
    @Override
    protected EObject handleCyclicResolution(Triple<EObject, EReference, INode> triple) {
        return null;
    }

    /** Messages are made by the validation package, which knows more. */
    @Override
    protected void createAndAddDiagnostic(Triple<EObject, EReference, INode> triple) {
        // see link()
    }

}
