package org.holdfast.ide.text;

import java.util.List;
import org.eclipse.emf.common.util.URI;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;
import org.eclipse.emf.ecore.resource.Resource;
import org.eclipse.xtext.nodemodel.ICompositeNode;
import org.eclipse.xtext.nodemodel.ILeafNode;
import org.eclipse.xtext.nodemodel.INode;
import org.eclipse.xtext.nodemodel.util.NodeModelUtils;
import org.holdfast.engine.program.Range;
import org.holdfast.lang.library.KernelLibrary;

/** Where elements of a model stand in their texts. */
final class Nodes {
    private Nodes() {
    }

    /** The file that an element stands in, as {@link org.holdfast.ide.Document#name()} has it; empty if it stands in none. */
    static String file(EObject element) {
        Resource resource = element.eResource();
        if (resource == null) {
            return "";
        }
        String kernel = KernelLibrary.path(element);
        return kernel != null ? kernel : URI.decode(resource.getURI().segment(0));
    }

    static boolean isKernel(EObject element) {
        return KernelLibrary.path(element) != null;
    }

    /** All of an element, without what is hidden around it; null if it stands in no text. */
    static ICompositeNode of(EObject element) {
        return NodeModelUtils.findActualNodeFor(element);
    }

    /** What a feature is written as, or null. */
    static INode of(EObject element, EStructuralFeature feature) {
        List<INode> nodes = NodeModelUtils.findNodesForFeature(element, feature);
        return nodes.isEmpty() ? null : nodes.get(0);
    }

    /** Where an element has its name, or else all of it; null if it stands in no text. */
    static INode name(EObject element) {
        EStructuralFeature feature = element.eClass().getEStructuralFeature("name");
        INode node = feature == null ? null : of(element, feature);
        return node == null ? of(element) : node;
    }

    static Range range(EObject element, INode node) {
        String text = node.getRootNode().getText();
        int start = node.getOffset();
        int end = start + node.getLength();
        int line = node.getStartLine();
        int last = node.getEndLine();
        return new Range(file(element), start, end - start, line, start - lineStart(text, start) + 1, last, end - lineStart(text, end) + 1);
    }

    private static int lineStart(String text, int offset) {
        return offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
    }

    /** The element that the token at an offset belongs to, or null where there is none; hidden tokens belong to none. */
    static EObject at(EObject model, int offset) {
        ICompositeNode root = of(model);
        ILeafNode leaf = root == null ? null : NodeModelUtils.findLeafNodeAtOffset(root.getRootNode(), offset);
        return leaf == null || leaf.isHidden() ? null : NodeModelUtils.findActualSemanticObjectFor(leaf);
    }
}
